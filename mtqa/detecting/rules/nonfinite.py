"""FR101: infinitives, gerunds and conjugated forms that what stands before them rules out."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import conjugated, has_verb, is_adverb, is_infinitive, only_finite, participle_lemma

# None of these ever takes an infinitive.
_BEFORE_NOUNS = frozenset("dans sur avec chez contre vers sous parmi malgré pendant selon".split())
# After these no noun may follow: "avant de l'informé" can only be meant as "de l'informer".
_ONLY_VERBS = frozenset((("avant", "de"), ("avant", "d'"), ("afin", "de"), ("afin", "d'")))
_WITH_DE = frozenset(("avant", "afin", "faute"))
_CLITICS = frozenset("le la les l' lui leur me m' te t' se s' en y nous vous".split())
_SUBJECTS = frozenset("il ils elle elles on je j' tu nous vous le la les l' un une des".split())
# These take an infinitive themselves: "que faire travailler les détenus".
_GOVERNING = frozenset(
    "faire laisser pouvoir devoir vouloir aller venir savoir voir entendre sentir oser sembler paraître falloir "
    "préférer aimer espérer penser compter croire regarder envoyer être rester".split()
)
_TELLING = frozenset(
    "montrer penser croire dire savoir prouver démontrer révéler affirmer assurer estimer suggérer indiquer expliquer "
    "rappeler soutenir juger considérer constater conclure découvrir confirmer".split()
)


def _find_after_noun_preposition(context: Context) -> Iterator[Finding]:
    """ "un rôle dans gagner la guerre"."""
    for preposition, verb in context.pairs(first=_BEFORE_NOUNS):
        if preposition.upos != "ADP" or not verb.text.islower():
            continue
        if preposition.lower == "contre" and preposition.index and context.words[preposition.index - 1].lower == "par":
            continue  # "vous pouvez par contre choisir"
        if not is_infinitive(verb) or any(own.category == "NOUN" for own in context.lexicon.analyses(verb.text)):
            continue
        yield context.finding(
            preposition, verb, f"“{preposition.text}” takes no infinitive.", _gerund(context, verb, preposition.text)
        )


def _gerund(context: Context, verb: Word, before: str) -> str | None:
    forms = context.lexicon.forms(verb.lemma, "VERB", verb_form="part-pres")
    return f"{'En' if before[0].isupper() else 'en'} {forms[0]}" if forms else None


def _find_opening_gerund(context: Context) -> Iterator[Finding]:
    """ "En ouvrir la porte, il a ri": en with an infinitive before the comma and the subject."""
    if len(context.words) < 6:
        return
    opener, verb, after = context.words[:3]
    if opener.lower != "en" or not is_infinitive(verb) or after.upos not in ("DET", "ADP", "ADP+DET", "ADV"):
        return
    comma = next((word for word in context.words if word.text == ","), None)
    subject = context.word(comma.index + 1) if comma is not None else None
    if comma is None or subject is None or subject.lower not in _SUBJECTS or has_verb(context, 3, comma.index):
        return
    forms = context.lexicon.forms(verb.lemma, "VERB", verb_form="part-pres")
    yield context.finding(
        verb, verb, f"After “{opener.text}” the present participle must stand.", forms[0] if forms else None
    )


def _find_after_clitic(context: Context) -> Iterator[Finding]:
    """ "pour s'en occupent", "avant de l'informé": a preposition, object pronouns, then no infinitive."""
    for clitic, word in context.pairs(first=_CLITICS):
        first = clitic.index
        while first and context.words[first - 1].lower in _CLITICS:
            first -= 1
        if first == 0 or not word.text.islower() or word.index - first > 2:
            continue
        opener = context.words[first - 1]
        before = context.words[first - 2].lower if first > 1 else ""
        ends_in_en = context.words[word.index - 1].lower in ("en", "y") and word.index - first == 2
        is_finite = opener.lower in ("pour", "sans", "de", "d'", "à") and ends_in_en and only_finite(context, word)
        only_verb = (before, opener.lower) in _ONLY_VERBS and participle_lemma(context, word) is not None
        if not (is_finite or only_verb):
            continue
        lemmas = {own.lemma for own in context.lexicon.analyses(word.text) if own.verb_form}
        infinitive = lemmas.pop() if len(lemmas) == 1 else None
        yield context.finding(word, word, f"After “{opener.text}” the infinitive must stand.", infinitive)


_QUE = frozenset(("que", "qu'"))


def _find_after_infinitive(context: Context) -> Iterator[Finding]:
    """ "il dit que dormir plus longtemps améliorer la mémoire": the infinitive is the subject of another one."""
    for link, subject in context.pairs(first=_QUE):
        if not link.index or not is_infinitive(subject):
            continue
        governor = context.words[link.index - 1]
        if not governor.is_finite or governor.lemma not in _TELLING or subject.lemma in _GOVERNING:
            continue
        verb = context.word(subject.index + 1)
        while verb is not None and (is_adverb(verb) or verb.upos == "ADV"):
            verb = context.word(verb.index + 1)
        if verb is None or verb.index == subject.index + 1 or not is_infinitive(verb):
            continue
        after = context.word(verb.index + 1)
        if after is None or after.upos not in ("DET", "ADP", "ADP+DET") or _has_finite_after(context, verb):
            continue
        yield context.finding(
            verb,
            verb,
            f"The infinitive “{verb.text}” stands where a conjugated verb must stand.",
            conjugated(context, verb.lemma),
        )


def _has_finite_after(context: Context, verb: Word) -> bool:
    return any(word.is_finite for word in context.words[verb.index :])


def _find_lost_de(context: Context) -> Iterator[Finding]:
    """ "avant partir", "avant se lever": these take "de" before an infinitive."""
    for word, after in context.pairs(first=_WITH_DE):
        verb: Word | None = after
        while verb is not None and verb.lower in _CLITICS:
            verb = context.word(verb.index + 1)
        if word.upos not in ("ADP", "ADV") or verb is None or not after.text.islower():
            continue
        if not is_infinitive(verb) or any(own.category == "NOUN" for own in context.lexicon.analyses(verb.text)):
            continue
        de = "d'" if after.lower[0] in "aâeéèêiîoôuyh" else "de "
        yield context.finding(
            word, after, f"“{word.text}” takes “de” before an infinitive.", f"{word.text} {de}{after.text}"
        )


RULES = (
    Rule(
        "FR107",
        "infinitive-without-de",
        _find_lost_de,
        must_fail=(
            "Il a vacillé ⟦avant se⟧ redresser.",
            "⟦Avant quitter⟧ la salle, il a salué.",
            "Elle étudie ⟦afin réussir⟧ son examen.",
            "Il a relu la lettre ⟦avant signer⟧.",
        ),
        must_pass=(
            "Il est parti avant le lever du jour.",
            "Il est venu avant lui.",
            "Avant de quitter la salle, il a salué.",
            "Avant dîner, il lit.",
            "Il est parti avant.",
            "Il faut avant tout réussir.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR101",
        "infinitive-after-noun-preposition",
        _find_after_noun_preposition,
        must_fail=(
            "Il a eu du mal ⟦dans trouver⟧ un logement.",
            "Elle compte ⟦sur gagner⟧ la finale.",
            "Les habitants luttent ⟦contre perdre⟧ leur école.",
        ),
        must_pass=(
            "Vous pouvez par contre choisir la salle.",
            "Il a parlé avec savoir et sous pouvoir.",
            "Il compte sur son frère pour gagner.",
            "Il a fini par gagner sans perdre de temps.",
            "Le groupe est passé avant de partir.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR101",
        "opening-gerund",
        _find_opening_gerund,
        must_fail=(
            "En ⟦fermer⟧ les écoles, le gouvernement a surpris les parents.",
            "En ⟦planter⟧ des arbres, ils protègent le sol.",
            "En ⟦arriver⟧ à la gare, elle a perdu son sac.",
        ),
        must_pass=(
            "En fermant les écoles, le gouvernement a surpris.",
            "En avoir ou pas, là est la question.",
            "En parler librement reste difficile.",
            "En été, ils plantent des arbres.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR101",
        "conjugated-after-object-pronoun",
        _find_after_clitic,
        must_fail=(
            "Ils ont engagé un gardien pour s'en ⟦occupent⟧.",
            "Elle a lu la lettre avant de la ⟦déchiré⟧.",
            "Il travaille afin de les ⟦aidé⟧.",
        ),
        must_pass=(
            "Ils l'ont engagé pour s'en occuper.",
            "Elle a lu la lettre avant de la déchirer.",
            "Il est venu avant le blessé.",
            "Il parle de l'employé et de la fin.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR101",
        "infinitive-after-infinitive-subject",
        _find_after_infinitive,
        must_fail=(
            "L'étude montre que marcher souvent ⟦réduire⟧ le stress.",
            "Il pense que manger moins ⟦aider⟧ à vivre vieux.",
            "Elle dit que fumer beaucoup ⟦abîmer⟧ les dents.",
        ),
        must_pass=(
            "L'étude montre que marcher souvent réduit le stress.",
            "Il dit que faire toujours attendre les gens est une faute.",
            "Il ne pense que dormir et manger.",
            "Elle sait que vouloir toujours gagner la partie fatigue.",
        ),
        confidence=0.85,
    ),
)
