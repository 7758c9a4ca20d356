"""FR101: the wrong form after an auxiliary or a modal verb."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import (
    RELATIVES,
    after_adverbs,
    before_verb,
    conjugated,
    is_infinitive,
    only_finite,
)
from mtqa.french.bare_nouns import BareNouns

_CERTAIN = 0.9
# "a annonce", "a demande" are misspelt up to that often in 24 million words of news; "a envie" stands 370 times.
_SLIPS = 20
_CLAUSE = 40  # how many words back a relative pronoun is looked for
_MODALS = frozenset(("pouvoir", "devoir", "vouloir", "falloir"))
_IMPERSONAL = frozenset("il ce c' ça cela ceci".split())


_AVOIR = frozenset(("avoir",))


def _infinitive_after_avoir(context: Context) -> Iterator[Finding]:
    for word in context.of_lemma(_AVOIR):
        if not (word.is_finite or word.tag.verb_form == "inf"):
            continue
        verb = after_adverbs(context, word.index)
        if verb is None or not is_infinitive(verb) or word.text == "A":
            continue  # "A partir de": a capital that lost its accent
        participles = context.lexicon.forms(verb.lemma, "VERB", verb_form="part-past", gender="m", number="s")
        yield context.finding(
            verb, verb, f"After “{word.text}” a past participle must stand, no infinitive.", (*participles, None)[0]
        )


_ETRE = frozenset(("être",))


def _infinitive_after_etre(context: Context) -> Iterator[Finding]:
    """ "il est partir"; "l'essentiel est partir" is clumsy at most."""
    for word in context.of_lemma(_ETRE, 1):
        if word.lower == "soit" or not (word.is_finite or word.lower == "été"):
            continue
        before, verb = context.words[word.index - 1], after_adverbs(context, word.index)
        subject = before_verb(context, word.index)
        if subject is None or subject.lower in _IMPERSONAL - {"il"}:
            continue
        if any(
            other.lower in ("que", "qu'") and other.upos == "PRON"
            for other in context.words[max(0, word.index - _CLAUSE) : word.index]
        ):
            continue
        if (
            word.is_finite
            and before.lower not in ("se", "s'")
            and subject.upos not in ("PRON", "PROPN", "NOUN")
            and subject.text != ","
        ):
            continue
        if verb is not None and is_infinitive(verb) and verb.lower != "tendre":
            participles = context.lexicon.forms(verb.lemma, "VERB", verb_form="part-past", gender="m", number="s")
            suggestion = (
                participles[0] if participles and subject.tag.gender == "m" and word.tag.number == "s" else None
            )
            yield context.finding(
                verb, verb, f"After “{word.text}” a past participle must stand, no infinitive.", suggestion
            )


def _conjugated_after_avoir(context: Context) -> Iterator[Finding]:
    for word in context.of_lemma(_AVOIR):
        conjugated_or_bare = word.is_finite or word.tag.verb_form in ("inf", "part-pres")
        if not conjugated_or_bare or _in_relative(context, word.index) or word.text == "A":
            continue  # "la vitamine A protège"
        before = context.word(word.index - 1)
        if word.tag.verb_form == "inf" and before is not None and before.lower == "d'":
            continue  # "la note d'avoir doit"
        verb = after_adverbs(context, word.index)
        if verb is None or verb.text[0].isupper():
            continue
        participle = _participle_of(context, verb)
        inserted = context.word(verb.index + 1)  # "les soldats ont semble-t-il eu envie"
        if inserted is not None and inserted.text.startswith("-"):
            continue
        if participle is not None and _is_no_noun(context, verb):
            yield context.finding(
                verb, verb, f"After “{word.text}” a past participle must stand, no conjugated form.", participle
            )


def _in_relative(context: Context, index: int, relatives: frozenset[str] = RELATIVES - {"qui"}) -> bool:
    """Whether a relative clause may end in the verb at `index`: "ce qu'il a est à lui"."""
    return any(word.lower in relatives for word in context.words[max(0, index - 6) : index])


def _participle_of(context: Context, verb: Word) -> str | None:
    """The participle meant by a form in -e, -es or an infinitive's look-alike that is no participle itself."""
    readings = context.lexicon.analyses(verb.text)
    if any(
        reading.verb_form == "part-past" or reading.category in ("ADV", "DET", "PRON", "ADP") for reading in readings
    ):
        return None
    for reading in readings:
        if reading.verb_form == "fin" and reading.category == "VERB":
            found = context.lexicon.forms(reading.lemma, "VERB", verb_form="part-past", gender="m", number="s")
            return found[0] if found else None
    return None


def _is_no_noun(context: Context, verb: Word) -> bool:
    """Whether the form cannot be a noun or adjective here; "annonce" can, but not in "a annonce que"."""
    if only_finite(context, verb):
        return True
    readings = context.lexicon.analyses(verb.text)
    if any(reading.category == "ADJ" for reading in readings) or BareNouns.load().seen("avoir", verb.lower) > _SLIPS:
        return False
    after = context.word(verb.index + 1)
    return after is not None and (
        (after.lower in ("que", "qu'") and after.upos == "SCONJ") or (after.upos == "DET" and verb.tag.number != "p")
    )


_MODALS_AND_ALLER = _MODALS | {"aller"}


def _after_modal(context: Context) -> Iterator[Finding]:
    for word in context.of_lemma(_MODALS_AND_ALLER):
        if (
            word.lemma not in _MODALS | {"aller"}
            or not word.is_finite
            or not word.text.islower()
            or _in_relative(context, word.index, RELATIVES)
        ):
            continue
        verb = after_adverbs(context, word.index)
        if verb is None or verb.upos not in ("VERB", "AUX") or not verb.text.islower():
            continue
        participle = (
            word.lemma in _MODALS and _has_participle(context, verb) and verb.lower not in ("mort", "dû", "entendu")
        )
        surely = only_finite(context, verb) or verb.tag.confidence >= _CERTAIN
        if participle or (verb.tag.verb_form == "fin" and surely):
            lemma = next(own.lemma for own in context.lexicon.analyses(verb.text) if own.verb_form)
            yield context.finding(verb, verb, f"After “{word.text}” the infinitive must stand.", lemma)


def _has_participle(context: Context, verb: Word) -> bool:
    """Whether the form is a participle and no noun or infinitive: "mangé", "décrit"."""
    readings = context.lexicon.analyses(verb.text)
    return any(own.verb_form == "part-past" for own in readings) and not any(
        own.category in ("NOUN", "ADV") or own.verb_form == "inf" for own in readings
    )


def _progressive(context: Context) -> Iterator[Finding]:
    for word in context.of_lemma(_ETRE):
        if not word.is_finite:
            continue
        verb = after_adverbs(context, word.index)
        if verb is None or not verb.lower.endswith("ant") or not verb.text.islower():
            continue
        lemma = _progressive_lemma(context, word, verb)
        if lemma is not None:
            tag = word.tag
            form = conjugated(
                context, lemma, person=tag.person or "3", plural=tag.number == "p", mood=tag.mood, tense=tag.tense
            )
            yield context.finding(
                word, verb, "French has no “être” with a present participle: the verb itself is conjugated.", form
            )


def _progressive_lemma(context: Context, word: Word, verb: Word) -> str | None:
    """The verb whose English progressive was copied ("is demanding that"), None where the -ant form is an adjective."""
    readings = context.lexicon.analyses(verb.text)
    lemma = next((reading.lemma for reading in readings if reading.verb_form == "part-pres"), None)
    if (
        lemma is None
        or lemma in ("avoir", "être")
        or any(reading.category in ("NOUN", "ADV", "ADP") for reading in readings)
    ):
        return None
    if any(reading.category == "ADJ" for reading in readings):
        after = context.word(verb.index + 1)
        subject = context.word(word.index - 1)
        if after is None or subject is None or subject.lower in _IMPERSONAL or subject.lower in ("-il", "-ce", "n'"):
            return None
        if subject.upos not in ("NOUN", "PROPN") and subject.lower not in ("elle", "elles", "ils", "on", "qui"):
            return None
        following = context.word(after.index + 1)
        takes_clause = after.lower in ("que", "qu'") and following is not None and following.upos in ("DET", "PRON")
        takes_object = after.upos == "DET" and after.lower not in ("des", "du", "de")
        return lemma if takes_clause or takes_object else None
    return lemma


RULES = (
    Rule(
        "FR101",
        "infinitive-after-avoir",
        _infinitive_after_avoir,
        must_fail=(
            "Le club a ⟦signer⟧ un accord.",
            "Elles n'ont jamais ⟦recevoir⟧ la réponse.",
            "Il avait déjà ⟦finir⟧ son repas.",
        ),
        must_pass=(
            "Le club a à signer un accord.",
            "Elle a beau crier, personne ne vient.",
            "Il a dû partir.",
            "Elle n'a rien à perdre.",
        ),
        confidence=0.93,
    ),
    Rule(
        "FR101",
        "infinitive-after-etre",
        _infinitive_after_etre,
        must_fail=(
            "Elle est ⟦partir⟧ hier soir.",
            "Il a été ⟦arrêter⟧ mardi.",
            "Ils sont ⟦arriver⟧ trop tard.",
            "Le maire qui est ⟦venir⟧ a parlé.",
        ),
        must_pass=(
            "Son but est de gagner.",
            "Vouloir, c'est pouvoir.",
            "Il est à plaindre.",
            "Le mieux est de partir tôt.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR101",
        "conjugated-after-avoir",
        _conjugated_after_avoir,
        must_fail=(
            "Le ministre a ⟦annonce⟧ que la loi sera votée.",
            "Ils ont ⟦mangent⟧ une pomme.",
            "Elle a ⟦demande⟧ une réponse.",
        ),
        must_pass=(
            "La note d'avoir doit être jointe.",
            "Ce qu'il a est à lui.",
            "Il a envie de dormir.",
            "Elle a peur que la nuit tombe.",
            "La livre qu'il a trouvée est lourde.",
            "La vitamine A protège la peau.",
            "Dans certains cas, A dépend de B.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR101",
        "conjugated-after-modal",
        _after_modal,
        must_fail=(
            "Le maire peut ⟦décide⟧ seul.",
            "Ils doivent ⟦partent⟧ demain.",
            "Elle ne veut pas ⟦mangé⟧ ce soir.",
            "Les parents vont ⟦apprécient⟧ ce jeu.",
        ),
        must_pass=(
            "Ce que le maire veut est impossible.",
            "Il peut fort bien refuser.",
            "Elle doit une réponse à son frère.",
            "Qui veut peut.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR101",
        "progressive",
        _progressive,
        must_fail=(
            "La Turquie ⟦est exigeant⟧ que l'accord soit signé.",
            "Les élus ⟦étaient demandant⟧ un vote.",
            "Il ⟦est travaillant⟧ dans une usine.",
            "Le groupe ⟦est menaçant⟧ les otages.",
        ),
        must_pass=(
            "Il est important que la loi passe.",
            "Cet entraîneur est exigeant.",
            "L'essai est concluant, affirmant une fois de plus sa force.",
            "C'est étonnant que personne ne parle.",
            "Ces gens sont vivants.",
        ),
        confidence=0.9,
    ),
)
