"""FR107: what a verb, noun or adjective governs: "obéir à", "décider de", "avoir l'intention de", "faire confiance à".

The counts of mtqa.french.collocations decide: a use is flagged where it was never or hardly ever seen and another one
nearly always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import complements, infinitives
from mtqa.french.government import government
from mtqa.french.joining import joined
from mtqa.french.time_words import ADVERBIAL_NOUNS

# With these an infinitive may follow its own subject or object: "il laisse les enfants jouer".
_CAUSATIVES = frozenset("faire laisser voir entendre regarder sentir écouter envoyer emmener mener apercevoir".split())
_RELATIVES = frozenset(
    "que qu' dont où quand comme lequel laquelle lesquels lesquelles auquel auxquels quel quelle combien".split()
)
# "ils décident comment procéder"
_ASKING = frozenset("comment pourquoi combien quand où".split())
# Their object says what is put where: "disposer les chaises en cercle".
_OF_TWO_KINDS = frozenset(("disposer",))
_OBJECTS = frozenset("me m' te t' le la les l' lui leur y en nous vous".split())


def lemma_of(context: Context, verb: Word) -> str:
    """The verb's lemma, "se ..." for a reflexive use."""
    for before in reversed(context.words[max(0, verb.index - 3) : verb.index]):
        if before.upos in ("CCONJ", "PUNCT"):
            break  # "il se colmate et rend la respiration difficile"
        if before.lower in ("se", "s'"):
            return f"se {verb.lemma}"
    return verb.lemma


def _marker_before(context: Context, index: int) -> tuple[Word | None, Word] | None:
    """What stands at `index`: a preposition (or none) and the infinitive after it."""
    first = context.word(index)
    if first is None:
        return None
    if first.tag.verb_form == "inf":
        return None, first
    if first.lower not in ("à", "de", "d'", "pour") or first.upos != "ADP":
        return None
    index += 1
    while (word := context.word(index)) is not None and (
        word.lower in _OBJECTS or word.lower in ("ne", "pas", "n'", "se", "s'")
    ):
        index += 1
    return (first, word) if word is not None and word.tag.verb_form == "inf" else None


def _infinitive(context: Context) -> Iterator[Finding]:
    if "inf" not in context.verb_forms:
        return
    for word in context.words:
        if word.upos not in ("VERB", "NOUN", "ADJ") or word.tag.confidence < 0.65:
            continue
        index = word.index + 1
        if word.upos == "VERB":
            while (adverb := context.word(index)) is not None and adverb.upos == "ADV" and adverb.lower not in _ASKING:
                index += 1
        found = _marker_before(context, index)
        if found is None:
            continue
        marker, infinitive = found
        if (
            marker is not None
            and marker.lower in ("à", "pour")
            and infinitive.lower in ("partir", "compter", "savoir", "commencer", "croire", "dire")
        ):
            continue  # "à partir de", "à savoir", "pour ainsi dire"
        if infinitive.tag.confidence < 0.8 or (marker is None and not _may_lack(context, word, infinitive)):
            continue
        if word.tag.verb_form == "part-past" and not is_active(context, word, word.lemma):
            continue
        lemma = lemma_of(context, word) if word.upos == "VERB" else word.lemma
        own = "0" if marker is None else "de" if marker.lower == "d'" else marker.lower
        if own == "à" and word.index and context.words[word.index - 1].lower in _OBJECTS:
            continue  # "ce qui la décide à partir"
        if own == "de" and any(other.lower == "en" for other in context.words[max(0, word.index - 2) : word.index]):
            continue  # "il s'en veut de partir"
        right = _expected(infinitives(word.upos, lemma), own)
        if right is None or not _possible(word, lemma, own):
            continue
        yield _infinitive_finding(context, word, marker, infinitive, right)


def _infinitive_finding(context: Context, word: Word, marker: Word | None, infinitive: Word, right: str) -> Finding:
    if marker is None:
        text = f"After “{word.text}” an infinitive takes “{right}”."
        return context.finding(infinitive, infinitive, text, joined(right, infinitive.text))
    if right == "0":
        return context.finding(marker, marker, f"After “{word.text}” the infinitive takes no “{marker.text}”.", "")
    return context.finding(marker, marker, f"After “{word.text}” an infinitive takes “{right}”.", right)


_MODALS = frozenset("pouvoir devoir vouloir falloir savoir aller venir".split())


def _may_lack(context: Context, word: Word, infinitive: Word) -> bool:
    """Whether a bare infinitive after `word` can be blamed on it: no verb of perception before, no inversion."""
    before = context.words[max(0, word.index - 12) : word.index]
    if word.upos != "VERB" and any(other.lemma in _MODALS and other.tag.verb_form for other in before[-8:]):
        return False  # "que l'on peut au besoin modifier", "il peut après examen de la situation décider"
    if word.upos != "VERB" and infinitive.lemma in ("avoir", "être"):
        return False  # "il atteste auprès de l'employeur avoir travaillé"
    if word.upos == "VERB":
        return not any(other.lower in ("que", "qu'", "quoi", "où") for other in before[-1:])
    if any(other.lemma in _CAUSATIVES for other in before):
        return False
    return not any(other.lower in (":", "«", "comment", "pourquoi") for other in before[-3:])


def _expected(counts: Mapping[str, int], own: str) -> str | None:
    """The marker nearly always used, None where there is none or `own` is no surprise."""
    total = sum(counts.get(marker, 0) for marker in _MARKERS)
    best = max(_MARKERS, key=lambda marker: counts.get(marker, 0))
    slips = max(1.0 if total >= 60 else 0.0, 0.004 * total)
    if total < 15 or best == own or counts.get(own, 0) > slips:
        return None
    rivals = 0 if own == "0" else total - counts[best]  # "continuer à" and "de" both deny a bare infinitive
    return best if rivals <= 0.1 * total else None


_MARKERS = ("à", "de", "0")


def _possible(word: Word, lemma: str, own: str) -> bool:
    """Whether nothing else explains the use: another word that governs it, or a frame that the lexicon lists."""
    if own == "pour" or (word.upos == "NOUN" and own != "0"):
        return False  # "aider le chargé de mission à préparer": another word may govern it
    if word.upos != "VERB" or sum(infinitives("VERB", lemma).values()) >= 150:
        return True
    frame = government(lemma.removeprefix("se "), pronominal=lemma.startswith("se "))
    if frame is None:
        return own == "0"
    if own == "à":
        return not frame.infinitive_a and not frame.takes_a
    return not (frame.infinitive_bare if own == "0" else frame.infinitive_de)


def _object(context: Context) -> Iterator[Finding]:
    """An article where the verb's only complement takes a preposition: "il obéit le chef"."""
    for word in context.words:
        if word.upos != "VERB" or word.tag.confidence < 0.8 or word.tag.verb_form not in ("fin", "inf", "part-past"):
            continue
        index = word.index + 1
        while (adverb := context.word(index)) is not None and adverb.upos == "ADV" and index < word.index + 3:
            index += 1
        article = context.word(index)
        if article is None or article.upos != "DET" or article.lower in ("de", "d'", "des", "du"):
            continue
        lemma = lemma_of(context, word)
        right = _needed(lemma) if lemma not in _OF_TWO_KINDS else None
        if right is None or is_adverbial(context, article) or _inverted(context, word):
            continue
        if word.tag.verb_form == "part-past" and not is_active(context, word, lemma):
            continue
        later = context.words[article.index + 1 : article.index + 8]
        if (
            any(
                other.lower in (right, *{"à": ("au", "aux"), "de": ("du", "des", "d'")}.get(right, ()))
                for other in later
                if other.upos != "DET"
            )
            and right == "à"
        ):
            continue
        yield context.finding(article, article, f"“{word.text}” takes “{right}”.", joined(right, article.text))


def is_surely_verb(context: Context, verb: Word, floor: float) -> bool:
    """Whether a verb is read with confidence; a participle right after avoir is one, whatever its tag's confidence."""
    if verb.upos != "VERB":
        return False
    auxiliary = context.word(verb.index - 1)
    compound = verb.tag.verb_form == "part-past" and auxiliary is not None and auxiliary.lemma == "avoir"
    return compound or verb.tag.confidence >= floor


def is_active(context: Context, participle: Word, lemma: str) -> bool:
    """Whether a participle tells what its subject did: after avoir, or of a verb that has no passive."""
    before = context.words[max(0, participle.index - 4) : participle.index]
    if any(word.lemma == "avoir" for word in before):
        return True
    frame = government(lemma)
    intransitive = frame is not None and frame.well_described and not frame.direct_object
    return intransitive and not any(word.lemma == "être" or word.upos == "PUNCT" for word in before) and bool(before)


def _needed(lemma: str) -> str | None:
    """The preposition without which the verb takes no noun, None where it may do without."""
    counts = complements(lemma)
    total = sum(counts.values())
    of, to = counts.get("de", 0) + counts.get("de/np", 0), counts.get("à", 0)
    right, number = ("de", of) if of > to else ("à", to)
    frame = government(lemma.removeprefix("se "), pronominal=lemma.startswith("se "))
    intransitive = frame is not None and frame.well_described and not frame.direct_object
    if total < 12:
        listed = {"à", "de"} & set(frame.prepositions) if frame is not None and intransitive else set()
        return listed.pop() if len(listed) == 1 and total and not counts.get("np", 0) else None
    limit = 0.1 if intransitive else 0.01
    if number < 0.3 * total or counts.get("np", 0) > limit * number or (total < 40 and not intransitive):
        return None
    return right


def is_adverbial(context: Context, article: Word) -> bool:
    """Whether the noun phrase tells a time or a measure ("obéit le soir")."""
    for other in context.words[article.index + 1 : article.index + 5]:
        if other.upos in ("NOUN", "PROPN"):
            return other.lemma in ADVERBIAL_NOUNS or other.lower in ADVERBIAL_NOUNS
        if other.upos not in ("ADJ", "NUM", "DET", "ADV"):
            break
    return True


def _inverted(context: Context, verb: Word) -> bool:
    """Whether the noun after the verb may be its subject: after a relative pronoun, a quotation, or without another."""
    before = context.words[max(0, verb.index - 8) : verb.index]
    if any(other.lower in _RELATIVES or other.text in '»",:«' for other in before[-4:]):
        return True
    if any(left.upos == "ADP" and right.lower == "qui" for left, right in pairwise(before)):
        return True
    if any(other.lemma in _CAUSATIVES for other in before[-3:]):
        return True
    return verb.tag.verb_form != "inf" and not _has_subject(context, verb)


def _has_subject(context: Context, verb: Word) -> bool:
    """Whether a noun or pronoun that no preposition governs stands before the verb in its clause."""
    start = verb.index
    while start > 0 and context.words[start - 1].upos not in ("PUNCT", "SCONJ"):
        start -= 1
    clause = context.words[start : verb.index]
    if any(word.upos == "PRON" and word.lower not in _OBJECTS | {"se", "s'"} for word in clause):
        return True
    if any(word.lower in ("nous", "vous") for word in clause):
        return True
    opened = bool(clause) and clause[0].upos in ("ADP", "ADP+DET")
    return not opened and any(word.upos in ("NOUN", "PROPN") for word in clause)


RULES = (
    Rule(
        "FR107",
        "infinitive-marker",
        _infinitive,
        must_fail=(
            "Il a oublié ⟦fermer⟧ la fenêtre.",
            "Le gouvernement a promis ⟦aider⟧ les victimes.",
            "Elle refuse ⟦signer⟧ le contrat.",
            "Le comité a l'intention ⟦publier⟧ un rapport.",
            "Il est capable ⟦courir⟧ dix kilomètres.",
            "Les ouvriers commencent ⟦réparer⟧ la route.",
            "Nous pouvons ⟦de⟧ partir demain.",
        ),
        must_pass=(
            "Le juge peut après examen de la situation décider d'y mettre fin.",
            "Il doit attester, auprès de son employeur principal avoir exercé trente jours.",
            "Ils utiliseront ces chiffres pour décider comment procéder.",
            "Ce filtre peut en fait trouver n'importe quelle valeur.",
            "Il fait une proposition, que l'on peut au besoin modifier.",
            "Elle refuse de signer le contrat.",
            "Il commence par lire la lettre.",
            "Elle laisse les enfants jouer dehors.",
            "Il faut du courage pour partir.",
            "Il est difficile à vivre.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "indirect-object",
        _object,
        must_fail=(
            "Les soldats obéissent ⟦le⟧ général.",
            "Le club a renoncé ⟦la⟧ coupe.",
            "Elle participe ⟦une⟧ réunion importante.",
            "Le prix dépend ⟦la⟧ qualité du bois.",
        ),
        must_pass=(
            "Les soldats obéissent au général.",
            "Le jour où participe le maire est connu.",
            "Elle participe le soir aux répétitions.",
            "Ils ont profité la semaine dernière du soleil.",
            "Il parle une langue rare.",
        ),
        confidence=0.8,
    ),
)
