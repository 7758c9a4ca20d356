"""What to write instead: other forms of the flagged word, kept where the network then finds nothing wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.detecting.neural.classifier import TokenClassifier
from mtqa.detecting.neural.ngrams import Floats
from mtqa.detecting.neural.spans import Flag
from mtqa.french.analysis import Analysis
from mtqa.french.lexicon import Lexicon

STILL_WRONG = 0.15  # a suggestion's words may be wrong with at most this chance, by the network
GAIN = 0.5  # and the expected number of wrong words in the sentence must fall by this much
MOST = 12  # candidates a finding

_PREPOSITIONS = ("à", "de", "en", "dans", "sur", "pour", "par", "avec", "au", "du", "aux", "des", "d'")
_DETERMINERS = (
    ("le", "la", "les"), ("un", "une", "des"), ("ce", "cet", "cette", "ces"), ("mon", "ma", "mes"),
    ("ton", "ta", "tes"), ("son", "sa", "ses"), ("notre", "nos"), ("votre", "vos"), ("leur", "leurs"),
    ("du", "des"), ("au", "aux"),
)  # fmt: skip
_PRONOUNS = ("qui", "que", "qu'", "dont", "où", "ce", "se", "lui", "leur", "le", "la", "les")


@dataclass(frozen=True, slots=True)
class Candidate:
    """New forms for the pieces of a flag; () takes them out."""

    forms: tuple[str, ...]


def candidates(forms: Sequence[str], flag: Flag, lexicon: Lexicon) -> list[Candidate]:
    """What might stand in place of the flagged pieces."""
    span = tuple(forms[flag.first : flag.last + 1])
    if flag.code in ("FR204", "FR304"):
        return [Candidate(())]
    if flag.code == "FR111" and len(span) == 2:
        return [Candidate((span[1], span[0]))]
    if len(span) != 1:
        return []
    form = span[0]
    if flag.code == "FR301":
        return [Candidate((form[:1].lower() + form[1:],))]
    if flag.code == "FR302":
        return [Candidate((form.capitalize(),))]
    if flag.code == "FR107":
        found = [other for other in _PREPOSITIONS if form.lower() in _PREPOSITIONS]
    elif flag.code == "FR108":
        found = [other for other in _PRONOUNS if form.lower() in _PRONOUNS]
    elif flag.code in ("FR101", "FR103", "FR104", "FR105", "FR110"):
        found = _other_forms(form, flag.code, lexicon)
    else:
        return []
    return [Candidate((_like(other, form),)) for other in dict.fromkeys(found) if other != form.lower()][:MOST]


def _other_forms(form: str, code: str, lexicon: Lexicon) -> list[str]:
    found: list[str] = []
    if code == "FR104":
        found += [other for row in _DETERMINERS if form.lower() in row for other in row]
    for reading in lexicon.analyses(form):
        if reading.category in ("NOUN", "ADJ", "VERB", "AUX"):
            paradigm = lexicon.paradigm(reading.lemma, reading.category)
            found += [other for other, as_read in paradigm if _fits(reading, as_read, code)]
    return sorted(dict.fromkeys(found), key=lambda other: -lexicon.frequency(other))


def _fits(old: Analysis, new: Analysis, code: str) -> bool:
    """Whether a form of the same word is worth trying where `old` was flagged as `code`."""
    if code == "FR101":
        return new.verb_form in ("inf", "part-past") or (
            new.mood == "ind" and new.tense != "past" and new.person == "3"
        )
    if code == "FR103":
        return new.verb_form == "fin" and (new.mood, new.tense) == (old.mood, old.tense)
    if code == "FR110":
        return new.verb_form == "fin" and new.person == old.person and new.number == old.number
    return new.verb_form == old.verb_form


def _like(form: str, model: str) -> str:
    return form[:1].upper() + form[1:] if model[:1].isupper() and form[:1].islower() and len(model) > 1 else form


def best(
    classifier: TokenClassifier, lexicon: Lexicon, sentences: Sequence[tuple[Sequence[str], Floats, Flag]]
) -> list[Candidate | None]:
    """For each (forms, chances, flag) the candidate that leaves least wrong; None where none is clearly better."""
    tried = [
        (index, option)
        for index, (forms, _, flag) in enumerate(sentences)
        for option in candidates(forms, flag, lexicon)
    ]
    changed = []
    for index, option in tried:
        forms, _, flag = sentences[index]
        changed.append([*forms[: flag.first], *option.forms, *forms[flag.last + 1 :]])
    found: list[tuple[float, Candidate] | None] = [None] * len(sentences)
    for (index, option), chances in zip(tried, classifier.classify(changed), strict=True):
        _, before, flag = sentences[index]
        wrong = 1 - chances[:, 0]
        around = wrong[max(flag.first - 1, 0) : flag.first + len(option.forms) + 1]
        mass = float(wrong.sum())
        better = float((1 - before[:, 0]).sum()) - mass >= GAIN and (
            len(around) == 0 or float(around.max()) <= STILL_WRONG
        )
        current = found[index]
        if better and (current is None or mass < current[0]):
            found[index] = (mass, option)
    return [None if entry is None else entry[1] for entry in found]
