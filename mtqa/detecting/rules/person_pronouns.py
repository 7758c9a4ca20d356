"""FR108: pronouns for persons and gaps that English leaves open: "donner à moi", "voir lui", "la voiture que j'ai besoin"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.phrases import noun_phrase
from mtqa.detecting.rules.rule import Rule

_GIVING = frozenset(
    "donner dire demander envoyer montrer offrir expliquer prêter raconter promettre apporter rendre acheter vendre "
    "permettre interdire apprendre proposer téléphoner plaire".split()
)
_WEAK = {"moi": "me", "toi": "te", "lui": "lui", "elle": "lui", "nous": "nous", "vous": "vous", "eux": "leur",
         "elles": "leur"}  # fmt: skip
_SET_OFF = frozenset("et ou ni aussi même seul seule seuls qui que non plus".split())


def _given_to(context: Context) -> Iterator[Finding]:
    """ "il a donné à moi un livre"."""
    for verb, link in context.pairs(lemma=_GIVING):
        word, after = context.word(link.index + 1), context.word(link.index + 2)
        if verb.upos != "VERB" or link.lower != "à" or word is None or after is None:
            continue
        if word.lower not in _WEAK or after.upos not in ("DET", "NUM") or after.lower in _SET_OFF:
            continue
        before = context.words[max(0, verb.index - 3) : verb.index]
        if any(other.lower in ("se", "s'", "me", "m'", "te", "t'", "ne", "n'", "que", "qu'") for other in before):
            continue
        right = _WEAK[word.lower]
        yield context.finding(link, word, f"“{link.text} {word.text}” becomes “{right}” before the verb.")


_STRESSED = frozenset(("moi", "toi", "lui"))


def _after_infinitive(context: Context) -> Iterator[Finding]:
    """ "je veux dire toi quelque chose", "elle veut voir lui demain"."""
    for verb, word in context.pairs(second=_STRESSED):
        after = context.word(word.index + 1)
        if verb.tag.verb_form != "inf" or verb.upos != "VERB" or word.text not in ("moi", "toi", "lui"):
            continue
        if after is None or after.lower in _SET_OFF or not context.gap(verb, word).isspace():
            continue
        if word.text == "lui" and not (after.text == "." or after.lower in ("demain", "hier", "ici", "à", "dans")):
            continue
        if after.upos not in ("DET", "PRON", "ADV", "ADP") and after.text != ".":
            continue
        before = context.word(verb.index - 1)
        if before is not None and before.lemma in ("faire", "laisser"):
            continue
        right = {"moi": "me", "toi": "te", "lui": "le"}[word.text]
        yield context.finding(word, word, f"“{word.text}” becomes “{right}” before the verb.")


_NEEDED = frozenset("besoin peur envie honte".split())
_SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles".split())
_COMPARING = frozenset("plus moins autant aussi tant tel telle mieux si même c' est-ce".split())
_RECIPIENTS = frozenset("me m' te t' lui leur nous vous".split())


_QUE = frozenset(("que", "qu'"))


def _que_for_dont(context: Context) -> Iterator[Finding]:
    """ "la voiture que j'ai besoin", "le livre que je t'ai parlé"."""
    for relative, subject in context.pairs(first=_QUE):
        antecedent = context.word(relative.index - 1)
        if antecedent is None:
            continue
        if antecedent.upos != "NOUN" and antecedent.lower not in ("ce", "celui", "celle", "ceux", "celles"):
            continue
        if any(word.lower in _COMPARING for word in context.words[max(0, relative.index - 8) : relative.index]):
            continue
        start = subject.index + 1
        if subject.lower not in _SUBJECTS:
            phrase = noun_phrase(context, subject.index)
            if phrase is None or phrase.determiner is None:
                continue
            start = phrase.last + 1
        if _waits_for_de(context, start):
            right = "dont"
            yield context.finding(relative, relative, "The clause lacks a complement with “de”: use “dont”.", right)


def _waits_for_de(context: Context, start: int) -> bool:
    """Whether the clause from `start` is "avoir besoin" or "me parler" without what "de" brings."""
    clause = context.words[start : start + 6]
    if not clause or any(word.lower in ("en", ",") for word in clause[:4]):
        return False
    if any(word.lemma == "avoir" for word in clause[:2]):
        for word, after in zip(clause, [*clause[1:], None], strict=True):
            if word.lower in _NEEDED and word.upos == "NOUN":
                return after is None or after.lower not in ("de", "d'", "du", "des", "que", "qu'", "pour")
    reached = clause[0].lower in _RECIPIENTS and clause[0].upos == "PRON"
    for word in clause[1:4] if reached else ():
        if word.lemma == "parler" and word.tag.verb_form in ("fin", "part-past"):
            after = context.word(word.index + 1)
            return after is None or after.lower not in ("de", "d'", "du", "des")
    return False


RULES = (
    Rule(
        "FR108",
        "given-to-pronoun",
        _given_to,
        must_fail=(
            "Mon père a donné ⟦à moi⟧ une montre.",
            "Elle montre ⟦à nous⟧ le chemin.",
            "Le juge a demandé ⟦à lui⟧ son nom.",
        ),
        must_pass=(
            "Mon père m'a donné une montre.",
            "Elle ne parle à lui que le soir.",
            "Il n'a donné à elle seule que dix euros.",
            "Elle pense à nous.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR108",
        "pronoun-after-infinitive",
        _after_infinitive,
        must_fail=(
            "Je veux dire ⟦toi⟧ la vérité.",
            "Elle peut aider ⟦moi⟧ demain.",
            "Nous voulons voir ⟦lui⟧ demain.",
        ),
        must_pass=(
            "Je veux te dire la vérité.",
            "Il faut savoir, moi aussi, attendre.",
            "Elle veut lui parler.",
            "Il vient de faire, lui, deux fautes.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR108",
        "que-for-dont",
        _que_for_dont,
        must_fail=(
            "Les outils ⟦que⟧ nous avons besoin sont chers.",
            "Voici le film ⟦que⟧ je vous ai parlé.",
            "Le chien ⟦que⟧ les enfants ont peur est attaché.",
        ),
        must_pass=(
            "Les outils dont nous avons besoin sont chers.",
            "La langue que je parle est rare.",
            "Il dit au maire que nous avons besoin de pluie.",
            "C'est demain qu'elle a peur de partir.",
        ),
        confidence=0.8,
    ),
)
