"""FR107: conjunctions and set phrases before an infinitive: "afin que réduire", "au lieu partir", "avant de que"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.joining import joined

_SURE = 0.85
_WITH_QUE = frozenset("afin pour sans avant".split())
# What stands before an infinitive instead: "afin de", "pour" alone.
_BEFORE_INFINITIVE = {"afin": "de", "avant": "de", "pour": "", "sans": ""}
# Set phrases that take "de" before an infinitive, by their last word.
_PHRASES = {"lieu": "au", "point": "le", "train": "en", "mesure": "en", "droit": "le"}
_QUE = frozenset(("que", "qu'"))


def _infinitive_after_que(context: Context) -> Iterator[Finding]:
    """ "afin que réduire les coûts"."""
    for word, que in context.pairs(first=_WITH_QUE):
        verb = context.word(que.index + 1)
        if que.lower not in _QUE or verb is None or verb.tag.verb_form != "inf" or verb.tag.confidence < _SURE:
            continue
        if any(own.category == "NOUN" for own in context.lexicon.analyses(verb.lower)) or _has_verb_near(context, verb):
            continue
        right = _BEFORE_INFINITIVE[word.lower]
        wanted = f"{word.text} {right}".rstrip()
        is_elided = right and joined(right, verb.text) != f"{right} {verb.text}"
        text = f"Before an infinitive French has “{wanted}”."
        yield context.finding(que, que, text, None if is_elided else right)


def _has_verb_near(context: Context, verb: Word) -> bool:
    """Whether the infinitive is the subject of its clause: "avant que partir ne devienne impossible"."""
    return any(
        word.lower in ("ne", "n'", "soit", "devienne", "puisse")
        for word in context.words[verb.index + 1 : verb.index + 6]
    )


def _infinitive_without_de(context: Context) -> Iterator[Finding]:
    """ "au lieu partir", "sur le point partir"."""
    for word, verb in context.pairs(first=frozenset(_PHRASES)):
        before = context.word(word.index - 1)
        if before is None or before.lower != _PHRASES[word.lower]:
            continue
        opener = context.word(before.index - 1)
        needed = {"point": ("sur",), "droit": ("avoir",)}.get(word.lower)
        if needed and (opener is None or (opener.lower not in needed and opener.lemma not in needed)):
            continue
        if verb.tag.verb_form != "inf" or verb.tag.confidence < _SURE or not verb.text.islower():
            continue
        yield context.finding(verb, verb, f"“{word.text}” takes “de” before an infinitive.", joined("de", verb.text))


_BEFORE_DE_QUE = frozenset("avant après depuis afin pour sans pendant".split())


def _de_before_que(context: Context) -> Iterator[Finding]:
    """ "avant de que le film commence"."""
    for word, link in context.pairs(first=_BEFORE_DE_QUE):
        que = context.word(link.index + 1)
        if link.lower in ("de", "d'") and que is not None and que.lower in _QUE:
            yield context.finding(link, link, f"“{word.text} que” takes no “{link.text}”.", "")


_MODALS = frozenset("pouvoir vouloir devoir".split())


def _a_after_modal(context: Context) -> Iterator[Finding]:
    """ "nous devons à payer la facture"."""
    for modal, link in context.pairs(lemma=_MODALS):
        verb = context.word(link.index + 1)
        if link.lower != "à" or not modal.is_finite or modal.tag.confidence < _SURE or verb is None:
            continue
        if verb.tag.verb_form != "inf" or verb.tag.confidence < _SURE or verb.lower in ("savoir", "partir"):
            continue
        yield context.finding(link, link, f"After “{modal.text}” the infinitive takes no “à”.", "")


_JUST = frozenset(("juste",))


def _just_done(context: Context) -> Iterator[Finding]:
    """ "il vient juste arriver"."""
    for word, verb in context.pairs(first=_JUST):
        before = context.word(word.index - 1)
        if before is None or before.lemma != "venir" or not before.is_finite or verb.tag.verb_form != "inf":
            continue
        yield context.finding(verb, verb, "“venir juste” takes “de”.", joined("de", verb.text))


RULES = (
    Rule(
        "FR107",
        "que-before-infinitive",
        _infinitive_after_que,
        must_fail=(
            "Afin ⟦que⟧ réduire les coûts, la direction ferme deux usines.",
            "Pour ⟦que⟧ gagner, il faut s'entraîner.",
            "Elle sortit sans ⟦que⟧ répondre.",
        ),
        must_pass=(
            "Afin que la direction réduise les coûts, il faut voter.",
            "Avant que partir ne devienne impossible, il a fui.",
            "Il est parti avant que le jour se lève.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "phrase-without-de-before-infinitive",
        _infinitive_without_de,
        must_fail=(
            "Au lieu ⟦partir⟧, il est resté.",
            "Elle est sur le point ⟦quitter⟧ la ville.",
            "Il est en mesure ⟦payer⟧.",
        ),
        must_pass=(
            "Au lieu de partir, il est resté.",
            "Elle est sur le point de quitter la ville.",
            "Ils font le point pour savoir.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "de-before-que",
        _de_before_que,
        must_fail=(
            "Avant ⟦de⟧ que le film commence, il mange.",
            "Après ⟦de⟧ qu'il est parti, elle a ri.",
            "Il reste afin ⟦de⟧ que tout soit prêt.",
        ),
        must_pass=(
            "Avant que le film commence, il mange.",
            "Après deux mois, il est parti.",
            "Il reste afin de voir.",
        ),
        confidence=0.95,
    ),
    Rule(
        "FR107",
        "a-after-modal",
        _a_after_modal,
        must_fail=(
            "Nous devons ⟦à⟧ payer la facture.",
            "Ils peuvent ⟦à⟧ choisir leur place.",
            "Elle veut ⟦à⟧ venir.",
        ),
        must_pass=(
            "Nous devons payer la facture.",
            "Il doit à son frère dix euros.",
            "Ils peuvent à tout moment choisir.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "venir-juste",
        _just_done,
        must_fail=(
            "Il vient juste ⟦arriver⟧.",
            "Elles viennent juste ⟦finir⟧ leur repas.",
            "Le maire vient juste ⟦signer⟧ l'arrêté.",
        ),
        must_pass=(
            "Il vient juste d'arriver.",
            "Elle vient manger.",
            "Il vient juste à temps.",
        ),
        confidence=0.9,
    ),
)
