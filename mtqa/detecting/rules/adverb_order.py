"""FR111: adverbs in a place that is English and not French."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_surely_finite, noun_shape, numbers_of
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.issue import Severity
from mtqa.french.time_words import ADVERBIAL_NOUNS

_SUBJECTS = frozenset("je j' tu il elle on ils elles nous vous".split())
_FIRM_SUBJECTS = frozenset("je j' tu il on ils".split())
_MOVED = frozenset(
    "déjà jamais toujours souvent bientôt encore parfois rarement également aussi presque peut-être".split()
)
_AFTER_TONIC = frozenset("aussi même seul également encore non".split())
_CLITICS = frozenset("ne n' se s' me m' te t' le la les l' lui leur y en".split())


def _adverb_before_verb(context: Context) -> Iterator[Finding]:
    """ "il probablement viendra"."""
    for subject, adverb in context.pairs():
        if adverb.upos != "ADV" or not _may_move(adverb) or not adverb.text.islower():
            continue
        verb = context.word(adverb.index + 1)
        while verb is not None and verb.lower in _CLITICS and verb.upos in ("PRON", "ADV"):
            verb = context.word(verb.index + 1)
        if verb is None or not is_surely_finite(context, verb, 0.9) or not _is_subject(context, subject, adverb, verb):
            continue
        moved = context.text[context.words[adverb.index + 1].start : verb.end]
        yield context.finding(adverb, verb, f"“{adverb.text}” stands after the verb.", f"{moved} {adverb.text}")


def _may_move(adverb: Word) -> bool:
    return adverb.lower in _MOVED or (adverb.lower.endswith("ment") and len(adverb.lower) > 7)


def _is_subject(context: Context, subject: Word, adverb: Word, verb: Word) -> bool:
    if subject.lower in _SUBJECTS and subject.upos == "PRON":
        if subject.lower in _FIRM_SUBJECTS:
            return True
        before = context.word(subject.index - 1)
        tonic = before is not None and (before.upos in ("ADP", "ADP+DET") or before.lower in ("que", "comme", "et"))
        return not tonic and adverb.lower not in _AFTER_TONIC
    if subject.upos not in ("NOUN", "PROPN") or adverb.lower in _AFTER_TONIC or subject.lemma in ADVERBIAL_NOUNS:
        return False
    return _opens(context, subject) and verb.tag.number in ("", *numbers_of(noun_shape(context, subject)))


def _opens(context: Context, noun: Word) -> bool:
    """Whether the noun is the head of a phrase that opens the sentence: no verb, relative or comma before."""
    return not any(
        word.upos in ("VERB", "AUX", "SCONJ", "PUNCT", "PRON", "ADP") for word in context.words[: noun.index]
    )


# After the participle these open something else: "pas mal", "pas plus tard que".
_OPENING = frozenset("mal moins plus à de que loin toujours encore".split())


_NEGATIONS = frozenset(("pas", "jamais"))


def _adverb_after_participle(context: Context) -> Iterator[Finding]:
    """ "il a mangé pas": pas and jamais stand before the participle."""
    for participle, adverb in context.pairs(second=_NEGATIONS):
        if participle.tag.verb_form != "part-past":
            continue
        auxiliary, after = context.word(participle.index - 1), context.word(adverb.index + 1)
        if auxiliary is None or not auxiliary.is_finite or auxiliary.lemma not in ("avoir", "être"):
            continue
        if after is not None and (after.lower in _OPENING or after.upos in ("ADJ", "DET", "VERB")):
            continue
        text = f"“{adverb.text}” stands before the participle."
        yield context.finding(participle, adverb, text, f"{adverb.text} {participle.text}")


RULES = (
    Rule(
        "FR111",
        "adverb-before-verb",
        _adverb_before_verb,
        must_fail=(
            "Il ⟦probablement viendra⟧ demain.",
            "Le ministre ⟦rapidement répondra⟧ aux questions.",
            "Ils ⟦souvent ont⟧ faim le soir.",
        ),
        must_pass=(
            "Il viendra probablement demain.",
            "Elle aussi viendra demain.",
            "Le ministre répondra rapidement.",
            "Celui qui probablement viendra sera surpris.",
            "Jamais il ne viendra.",
        ),
        confidence=0.85,
        severity=Severity.MINOR,
    ),
    Rule(
        "FR111",
        "negation-after-participle",
        _adverb_after_participle,
        must_fail=(
            "Ce passage n'a ⟦existé jamais⟧.",
            "Elle n'est ⟦venue pas⟧.",
            "Ils n'ont ⟦compris pas⟧.",
        ),
        must_pass=(
            "Le projet n'a jamais été lancé.",
            "Il a été pas mal critiqué.",
            "C'est le plus gros paquebot jamais vu.",
            "Il est venu pas plus tard que jeudi.",
        ),
        confidence=0.85,
    ),
)
