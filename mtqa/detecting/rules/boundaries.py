"""FR201 missing boundary, FR202 splice, FR203 fragment."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.clauses import boundaries, has_finite
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.issue import Severity
from mtqa.domain.text import BlockKind

_OPENING = "«“\"'‘([—–-•*"
_LONGEST_FRAGMENT = 8
_INCOMPLETE = frozenset(("ADP", "DET", "ADP+DET", "CCONJ", "SCONJ", "AUX"))


def _glued(context: Context) -> Iterator[Finding]:
    previous = context.previous
    if context.sentence.glued and previous is not None and context.words:
        first = context.words[0]
        mark = previous.text[-1]
        yield context.finding(first, first, f"No space between “{mark}” and the next sentence.", f" {first.text}")


def _missing_boundary(context: Context) -> Iterator[Finding]:
    starts = boundaries(context)
    if len(starts) != 1 or _is_spliced(context, starts):
        return
    left, right = context.words[starts[0] - 1], context.words[starts[0]]
    yield context.finding(
        left, right, "Two sentences run together: a full stop is missing.", f"{left.text}. {right.text}"
    )


def _splice(context: Context) -> Iterator[Finding]:
    starts = boundaries(context)
    if not starts or not _is_spliced(context, starts):
        return
    first, last = context.words[starts[0]], _verb_group_end(context, starts[-1])
    yield context.finding(first, last, "A piece of another sentence is spliced in here.")


def _is_spliced(context: Context, starts: list[int]) -> bool:
    """Two openings in one sentence enclose a foreign piece; one does where what stands before is left hanging."""
    return len(starts) > 1 or context.words[starts[0] - 1].upos in _INCOMPLETE


def _verb_group_end(context: Context, start: int) -> Word:
    """The last word of the first verb group from `start` ("Il a menacé", "Elle menacé")."""
    end = start
    for word in context.words[start : start + 8]:
        if word.upos in ("VERB", "AUX"):
            end = word.index
        elif end > start and word.upos not in ("ADV", "PRON"):
            break
    return context.words[end]


def _fragment(context: Context) -> Iterator[Finding]:
    if not _starts_low(context):
        return
    starts = boundaries(context)
    end = starts[0] if starts else len(context.words)
    words = [word for word in context.words[:end] if word.is_word]
    if not words or has_finite(context, 0, end):
        return
    last = words[min(len(words), _LONGEST_FRAGMENT) - 1]
    yield context.finding(
        words[0], last, "A piece of a sentence stands alone, without a capital and without a conjugated verb."
    )


def _low_start(context: Context) -> Iterator[Finding]:
    if not _starts_low(context):
        return
    starts = boundaries(context)
    if has_finite(context, 0, starts[0] if starts else None):
        first = next(word for word in context.words if word.is_word)
        yield context.finding(
            first, first, "The sentence begins in lower case.", first.text[0].upper() + first.text[1:]
        )


def _starts_low(context: Context) -> bool:
    """Whether a sentence begins in lower case though the one before it ended."""
    first = next((word for word in context.words if word.is_word), None)
    previous = context.previous
    if first is None or previous is None or not first.text[0].islower() or context.sentence.kind is BlockKind.HEADING:
        return False
    if any(not character.isalnum() for character in context.text[: first.start].strip()):
        return False
    if first.text[1:2].isupper() or "." in first.text or not context.lexicon.knows(first.lower):
        return False  # iPhone, lemonde.fr, a Latin species
    if _is_listed(context):
        return False
    ended = previous.text.rstrip()
    return previous.terminated and ended.endswith((".", "!", "?")) and not ended.endswith(("...", ".."))


def _is_listed(context: Context) -> bool:
    """Whether it is a paragraph of its own, and so is the next one, which begins in lower case too: items of a list."""
    previous, own, following = context.previous, context.sentence, context.following
    if previous is None or following is None:
        return False
    stands_alone = own.start - previous.end > 1 and following.start - own.end > 1
    return stands_alone and following.text.lstrip(_OPENING)[:1].islower()


_SPEAKERS = frozenset("il elle ils elles nous".split())
_SAYING = frozenset("dire affirmer déclarer ajouter expliquer annoncer assurer estimer préciser répondre".split())


def _unmarked_speech(context: Context) -> Iterator[Finding]:
    """ "le maire a dit Il était déçu": what is said follows without "que" or marks."""
    for word in context.among(_SPEAKERS, 2):
        verb, after = context.words[word.index - 1], context.word(word.index + 1)
        if not word.text[0].isupper() or word.text.isupper() or verb.lemma not in _SAYING or verb.upos != "VERB":
            continue
        while after is not None and after.lower in ("ne", "n'", "se", "s'", "y", "en"):
            after = context.word(after.index + 1)
        if context.gap(verb, word).isspace() and after is not None and after.is_finite:
            yield context.finding(verb, word, "A mark or “que” is missing before what is said.")


RULES = (
    Rule(
        "FR201",
        "unmarked-speech",
        _unmarked_speech,
        must_fail=(
            "Le PDG de la banque a ⟦dit Il⟧ était déçu par les résultats.",
            "Elle ⟦affirme Nous⟧ sommes prêts à partir.",
            "Le maire a ⟦déclaré Elle⟧ n'avait rien vu.",
        ),
        must_pass=(
            "Le PDG a dit qu'il était déçu.",
            "Il a dit : « Il était déçu. »",
            "Elle affirme que nous sommes prêts.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR201",
        "glued-sentences",
        _glued,
        must_fail=("Il l'a dit à l'AFP.⟦Aucune⟧ décision n'est prise.",),
        must_pass=("Il l'a dit à l'AFP. Aucune décision n'est prise.", "Lisez lemonde.fr chaque matin."),
        confidence=0.9,
        severity=Severity.MINOR,
    ),
    Rule(
        "FR201",
        "missing-boundary",
        _missing_boundary,
        must_fail=(
            "Les troupes attendent près de la frontière ⟦ukrainienne Au⟧ cours des derniers mois, les tensions ont monté.",
            "Le maire a quitté la ⟦salle Il⟧ reviendra demain avec ses adjoints.",
            "La grève a duré trois ⟦semaines Selon⟧ la direction, elle a coûté cher.",
        ),
        must_pass=(
            "Le journal Le Monde a publié l'enquête.",
            "Elle a été remplacée dans On n'est pas couché samedi soir.",
            "Le film On connaît la chanson est sorti en 1997.",
            "Le tribunal de La Haye a jugé l'affaire.",
            "Les élus du parti Les Républicains ont voté contre.",
            "Le maire a quitté la salle. Il reviendra demain.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR202",
        "spliced-clause",
        _splice,
        must_fail=(
            "L'administration a fait maintes fois ⟦La Russie a mis en garde Il a menacé⟧ de sanctions une invasion.",
            "La ministre a averti les syndicats ⟦Ils ont été prévenus à plusieurs reprises Elle a menacé⟧ de réquisitions.",
        ),
        must_pass=("La ministre a averti les syndicats. Ils ont été prévenus.",),
        confidence=0.85,
    ),
    Rule(
        "FR203",
        "lower-case-fragment",
        _fragment,
        must_fail=(
            "Il a parlé lundi. ⟦et attaché de presse au ministère⟧.",
            "Les compagnies ont ajouté des cars. ⟦et des prix doublés sur certaines lignes⟧.",
        ),
        must_pass=("Il a parlé lundi. Et demain ?", "Il a acheté un téléphone. iPhone, bien sûr."),
        confidence=0.9,
        severity=Severity.MAJOR,
    ),
    Rule(
        "FR302",
        "low-sentence-start",
        _low_start,
        must_fail=("Il est parti. ⟦le⟧ maire le regrette.",),
        must_pass=("Il est parti. Le maire le regrette.", "Il hésite... puis il part."),
        confidence=0.85,
    ),
)
