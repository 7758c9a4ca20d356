"""FR107, FR111: quantities, conjunctions and times of the wrong shape: "beaucoup des gens", "dernière année"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import noun_phrase
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import complements
from mtqa.french.joining import joined
from mtqa.french.time_words import WEEKDAYS

_QUANTITIES = frozenset("beaucoup énormément tant autant trop assez tellement peu plus moins".split())


def _quantity(context: Context) -> Iterator[Finding]:
    """ "Beaucoup des familles ont faim": without a relative or complement no part of a known group is meant."""
    for word, link in context.pairs(first=_QUANTITIES):
        if link.lower not in ("des", "de"):
            continue
        counted = not _opens(context, word)
        if counted and not _counts_an_object(context, word):
            continue
        start = link.index + 1
        if link.lower == "de":
            article = context.word(start)
            if article is None or article.lower != "les":
                continue
            start += 1
        phrase = noun_phrase(context, start)
        if phrase is None or phrase.head != start or context.words[phrase.head].upos != "NOUN":
            continue
        after = context.word(phrase.last + 1)
        if after is None or not (_ends(after) if counted else after.is_finite and after.tag.confidence >= 0.85):
            continue
        last = context.words[start - 1]
        noun = context.words[start]
        elided = joined("de", noun.text).startswith("d'")
        text = f"“{word.text}” takes “de” alone before a noun."
        if elided:
            yield context.finding(link, noun, text, joined("de", noun.text))
        else:
            yield context.finding(link, last, text, "de")


def _counts_an_object(context: Context, word: Word) -> bool:
    """Whether "beaucoup" counts the object of the verb before ("causer beaucoup des dégâts", "il y a trop des ...")."""
    verb = context.word(word.index - 1)
    if verb is None or word.lower not in ("beaucoup", "trop", "tant") or verb.upos not in ("VERB", "AUX"):
        return False
    if verb.lemma == "avoir":
        return context.words[verb.index - 1].lower == "y"
    counts = complements(verb.lemma)
    total = sum(counts.values())
    return counts.get("np", 0) > 0.4 * total and counts.get("de", 0) < 0.05 * total and total >= 10


def _ends(after: Word) -> bool:
    return after.text in (".", ",", ";") or (after.upos == "ADP" and after.lower in ("dans", "en", "à", "pour", "chez"))


def _opens(context: Context, word: Word) -> bool:
    """Whether it begins a clause as its subject: "il parle beaucoup des gens" does not."""
    before = context.word(word.index - 1)
    return before is None or before.lower in ("que", "qu'", "car", "mais", "et", ",", "si", "parce")


_OPENERS = frozenset("avant après pendant depuis pour jusqu'à malgré".split())


def _que_before_noun(context: Context) -> Iterator[Finding]:
    """ "avant que la nuit": a conjunction with a noun phrase and no verb."""
    for word, link in context.pairs(first=_OPENERS):
        if link.lower not in ("que", "qu'"):
            continue
        phrase = noun_phrase(context, link.index + 1)
        if phrase is None or phrase.determiner is None or context.words[phrase.head].upos != "NOUN":
            continue
        after = context.word(phrase.last + 1)
        if after is not None and after.text not in (".", ";", "!", "?"):
            continue
        article = context.words[link.index + 1]
        right = "avant" if word.lower == "avant" else word.lower
        yield context.finding(word, link, f"“{word.text} {link.text}” opens a clause; before “{article.text}” "
                                          f"French has “{right}”.", right)  # fmt: skip


_NOT_BEFORE = ("DET", "ADP", "ADP+DET", "ADJ", "NUM", "CCONJ", "PUNCT")
_TIMES = frozenset("année semaine mois nuit été hiver printemps automne".split()) | WEEKDAYS


_NEXT_OR_LAST = frozenset(("dernier", "prochain"))


def _bare_time(context: Context) -> Iterator[Finding]:
    """ "ils sont venus dernière année"."""
    for adjective, noun in context.pairs(lemma=_NEXT_OR_LAST):
        if noun.lower not in _TIMES or not adjective.text.islower():
            continue
        before, after = context.word(adjective.index - 1), context.word(noun.index + 1)
        if before is None or before.upos in _NOT_BEFORE or before.lemma in ("être", "entrer"):
            continue
        if after is not None and (after.lower in ("de", "d'", "du", "des") or after.upos in ("ADJ", "NOUN")):
            continue
        article = "" if noun.lower in WEEKDAYS else "l'" if noun.lower[0] in "aéeh" else _article(noun)
        right = f"{article}{noun.text} {adjective.text}"
        yield context.finding(adjective, noun, f"French says “{right}”.", right)


def _article(noun: Word) -> str:
    return "la " if noun.lower in ("semaine", "nuit") else "le "


_ENCORE = frozenset(("encore",))


def _encore_last(context: Context) -> Iterator[Finding]:
    """ "il n'a pas répondu encore"."""
    for participle, adverb in context.pairs(second=_ENCORE):
        pas, after = context.word(participle.index - 1), context.word(adverb.index + 1)
        if pas is None or pas.lower != "pas" or participle.tag.verb_form != "part-past":
            continue
        auxiliary = context.word(pas.index - 1)
        if auxiliary is None or not auxiliary.is_finite or (after is not None and after.text not in (".", ",", ";")):
            continue
        right = f"pas encore {participle.text}"
        yield context.finding(pas, adverb, "“encore” stands right after “pas”.", right)


_NOW = frozenset(("maintenant", "actuellement", "déjà", "souvent", "toujours"))


def _clause_of_maintenant(context: Context) -> Iterator[Finding]:
    """ "Plusieurs d'entre eux maintenant travaillent"."""
    for adverb, verb in context.pairs(first=_NOW):
        subject = context.word(adverb.index - 1)
        if subject is None:
            continue
        if not verb.is_finite or verb.tag.confidence < 0.9 or subject.lower not in ("eux", "elles"):
            continue
        link = context.word(subject.index - 1)
        if link is not None and link.lower in ("entre", "d'"):
            text = f"“{adverb.text}” stands after the verb."
            yield context.finding(adverb, verb, text, f"{verb.text} {adverb.text}")


RULES = (
    Rule(
        "FR107",
        "quantity-with-des",
        _quantity,
        must_fail=(
            "Beaucoup ⟦des⟧ maisons ont brûlé.",
            "Il dit que trop ⟦des⟧ voitures roulent en ville.",
            "Beaucoup ⟦des enfants⟧ dorment déjà.",
            "Le feu a détruit beaucoup ⟦des⟧ maisons.",
            "Il y a trop ⟦des⟧ voitures dans la rue.",
        ),
        must_pass=(
            "Beaucoup de maisons ont brûlé.",
            "Beaucoup des élus que j'ai vus sont absents.",
            "Beaucoup des nôtres sont morts.",
            "Il parle beaucoup des gens.",
            "Beaucoup des habitants de l'île partent.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR107",
        "conjunction-before-noun",
        _que_before_noun,
        must_fail=(
            "Ils sont rentrés ⟦avant que⟧ la nuit.",
            "Le prix monte ⟦depuis que⟧ la crise.",
            "Elle dort ⟦pendant que⟧ le film.",
        ),
        must_pass=(
            "Ils sont rentrés avant que la nuit tombe.",
            "Ils sont rentrés avant la nuit.",
            "Depuis que le prix monte, elle part.",
            "Il est plus grand que le mur.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR111",
        "bare-last-year",
        _bare_time,
        must_fail=(
            "Elle a vendu sa ferme ⟦dernière année⟧.",
            "Nous partons ⟦prochaine semaine⟧ en Italie.",
            "Le club a gagné ⟦dernier mois⟧ trois matchs.",
        ),
        must_pass=(
            "Elle a vendu sa ferme l'année dernière.",
            "La prochaine semaine sera longue.",
            "Il est étudiant en dernière année.",
            "C'est sa première et dernière année.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR111",
        "encore-after-participle",
        _encore_last,
        must_fail=(
            "Le facteur n'est ⟦pas passé encore⟧.",
            "Elle n'a ⟦pas mangé encore⟧, dit-il.",
            "Nous n'avons ⟦pas choisi encore⟧.",
        ),
        must_pass=(
            "Le facteur n'est pas encore passé.",
            "Elle n'a pas mangé encore une fois.",
            "Il n'a pas encore plu.",
            "Il a encore mangé.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR111",
        "adverb-after-group",
        _clause_of_maintenant,
        must_fail=(
            "Beaucoup d'entre eux ⟦souvent partent⟧ tôt.",
            "Certaines d'entre elles ⟦déjà travaillent⟧.",
            "Deux d'entre eux ⟦maintenant habitent⟧ à Lyon.",
        ),
        must_pass=(
            "Beaucoup d'entre eux partent souvent tôt.",
            "Chez eux, souvent, on chante.",
            "Pour eux souvent tout change.",
        ),
        confidence=0.8,
    ),
)
