"""FR401: words left in English."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.issue import Severity
from mtqa.french.word_lists import english_words

# English function words that French spells too ("on", "an", "as") say nothing alone; beside an English word they are
# part of what was left.
_JOINERS = frozenset("a an as at be by do for from had has he her him his i in is it me my no not of off on or our "
                     "out so the to up us was we who you".split())  # fmt: skip


# English phrases that French has taken over: none of their words is left untranslated.
_ADOPTED = frozenset(
    "prime time|running gag|running gags|road trip|road trips|micro blogging|access prime|talk show|one man show|one woman show|man show|stand up|low cost|think tank|think tanks|fast "
    "food|fast foods|street food|food truck|food trucks|tax free|duty free|best of|dream team|cold case|cold cases|open "
    "space|open spaces|late show|reality show|happy hour|happy end|happy few|black friday|cyber monday|fan zone|big data|"
    "fact checking|fake news|fake new|soft power|hard power|happy birthday|all inclusive|white list|made in|must have|"
    "do it yourself|peer to peer|start up|start ups|come back|drag queen|drag queens|hit parade|melting pot|self made|"
    "self service|time out|tie break|fair play|play off|play offs|money time|game over|last minute|top model|feel good|"
    "true crime|bed and breakfast|rock and roll|rhythm and blues|drum and bass|hip hop|trip hop|human beatbox|smart city|"
    "deep web|dark web|cloud computing|machine learning|deep learning|open source|open data|work in progress|speed "
    "dating|speed key|escape game|escape games|serious game|battle royale|free jazz|free style|week end|week ends|home "
    "cinema|home staging|body shaming|bike sharing|crowd funding|class action|class actions|all over|fan fiction|grant "
    "money|science fiction|space opera|sex symbol|peace and love|carpe diem".replace("\n", " ").split("|")
)


WHOLE_SENTENCE = "This sentence was left in English."
# French words that no English sentence has, however many French names it holds.
_FRENCH = frozenset("le la les de à un une du des et est sont dans pour que qui pas au aux ce cette il elle ils nous vous ne sur avec "
                    "par mais ou".split())  # fmt: skip
# In a sentence with so many English words and hardly a French one nobody looks for single words: those that French
# spells alike (installation, important, table) are no sign of either.
_MIN_ENGLISH, _MIN_ENGLISH_SHARE, _MOST_FRENCH_SHARE = 4, 0.3, 0.05
# Fewer such words will do where function words that French spells too make up the half.
_MIN_IN_RUNS, _MIN_SPELT_SHARE = 1, 0.5


def find_english(context: Context) -> Iterator[Finding]:
    """English words, run by run; in a sentence that is English altogether one finding over the sentence.

    What is protected parts that one finding, as it may lie in none.
    """
    runs = list(_runs(context))
    if _is_english_sentence(context, sum(last.index - first.index + 1 for first, last in runs)):
        yield from _sentence(context)
        return
    for first, last in runs:
        yield context.finding(first, last, f"“{context.text[first.start : last.end]}” was left in English.")


def _is_english_sentence(context: Context, in_runs: int) -> bool:
    """Whether the whole sentence is English, of which so many words surely are and are no quotation."""
    words = [word.lower for word in context.words if word.text[0].isalpha()]
    if sum(1 for word in words if word in _FRENCH) > _MOST_FRENCH_SHARE * len(words):
        return False
    if in_runs >= _MIN_ENGLISH and in_runs >= _MIN_ENGLISH_SHARE * len(words):
        return True
    spelt = sum(1 for word in words if word in _JOINERS or word in english_words())
    return in_runs >= _MIN_IN_RUNS and spelt >= _MIN_ENGLISH and spelt >= _MIN_SPELT_SHARE * len(words)


def _sentence(context: Context) -> Iterator[Finding]:
    for stretch in _unprotected(context):
        named = [word for word in stretch if word.text[0].isalnum()]
        if named:
            yield context.finding(named[0], named[-1], WHOLE_SENTENCE, severity=Severity.CRITICAL)


def _unprotected(context: Context) -> Iterator[list[Word]]:
    """The words between what is protected."""
    stretch: list[Word] = []
    for word in context.words:
        if any(start < word.end and word.start < end for start, end in context.sentence.protected):
            yield stretch
            stretch = []
        else:
            stretch.append(word)
    yield stretch


def _runs(context: Context) -> Iterator[tuple[Word, Word]]:
    """The first and the last word of each run of English words that is neither quoted, a name nor adopted."""
    index = 0
    while index < len(context.words):
        if not _is_english(context, context.words[index]):
            index += 1
            continue
        first = last = context.words[index]
        while (before := context.word(first.index - 1)) is not None and _joins(before):
            first = before
        while (after := context.word(last.index + 1)) is not None and (_is_english(context, after) or _joins(after)):
            last = after
        if not _is_quoted_or_named(context, first, last) and not _is_adopted(context, first, last):
            yield first, last
        index = last.index + 1


def _is_adopted(context: Context, first: Word, last: Word) -> bool:
    """Whether the words stand in a phrase that French has taken over."""
    around = context.words[max(0, first.index - 2) : last.index + 3]
    lower = [word.lower for word in around]
    return any(
        " ".join(lower[start : start + size]) in _ADOPTED and start <= last.index - around[0].index < start + size
        for size in (2, 3)
        for start in range(len(lower))
    )


def _is_english(context: Context, word: Word) -> bool:
    return word.text in english_words() and word.text not in context.known_words and not _is_derived(context, word)


def _is_derived(context: Context, word: Word) -> bool:
    """Whether the word is rather made from a French verb: "reportable"."""
    stem = word.text.removesuffix("able")
    return stem != word.text and any(own.verb_form == "inf" for own in context.lexicon.analyses(f"{stem}er"))


def _joins(word: Word) -> bool:
    return word.text in _JOINERS and word.upos not in ("VERB", "AUX", "ADP", "PRON", "DET", "CCONJ")


def _is_quoted_or_named(context: Context, first: Word, last: Word) -> bool:
    """English words inside quotation marks are quoted on purpose; between capitals they belong to a name."""
    opened = context.text[: first.start]
    closed = context.text[last.end :]
    if (opened.count("«") > opened.count("»") and "»" in closed) or (opened.count('"') % 2 and '"' in closed):
        return True
    if opened.count("“") > opened.count("”") or (opened.count("(") > opened.count(")")):
        return True
    if (opened and opened[-1] in "./@#_\\}+=") or opened.endswith("--") or (closed and closed[0] in "/\\+=_"):
        return True
    if first is last and first.lower == "true":
        return True  # a value: "si true, les formules sont évaluées"
    left, right = context.word(first.index - 1), context.word(last.index + 1)
    return any(other is not None and other.index > 0 and other.text[0].isupper() for other in (left, right))


RULES = (
    Rule(
        "FR401",
        "english-words",
        find_english,
        must_fail=(
            "Le ⟦weather⟧ de demain sera clair.",
            "Les voyageurs soutiennent les ⟦strikers⟧ depuis lundi.",
            "Ils viennent ⟦with⟧ leurs enfants.",
            "⟦The general principle is quite simple: data are stored on several physical disks⟧.",
            "⟦You can view your documents in the cloud⟧.",
        ),
        must_pass=(
            "Le déficit est reportable.",
            "La valeur est soit false, soit true ; l'option --help et le type text/plain existent.",
            "Le week-end sera clair.",
            "Le leader du marché a un bon manager.",
            "Bank of America ferme ses agences.",
            "Il a crié « never again » trois fois.",
            "La série passe en prime time sur le site exemple.cat lundi.",
        ),
        confidence=0.9,
    ),
)
