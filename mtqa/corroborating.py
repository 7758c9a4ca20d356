"""What source and back-translation say of each sentence's meaning, joined with what was found in the French itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa import aligning, cleaning, segmenting
from mtqa.aligning.table import TranslationTable
from mtqa.aligning.words import looks_french
from mtqa.comparing import Comparison
from mtqa.detecting import Findings, Selection
from mtqa.detecting.consistency import Counterpart, EvidenceFound, Witness, WordSide, find_evidence
from mtqa.detecting.fingerprints import with_fingerprints
from mtqa.detecting.joining import with_log_odds
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.text import Sentence, Token

OTHER_LANGUAGE = "FR403"
# In log-odds: what a second witness that says the same, or one that does not, changes in a finding's confidence.
_AGREED, _ALONE = 1.0, -0.5
# ... and what evidence at the same words adds to a finding of fluency.
_AT_SAME_WORDS = 0.5
# A word that the source has unchanged is a name or a title and needs no article: FR106 was right there 4 times of 21,
# elsewhere 49 of 117 (the first 2,500 segments of gold/docqe_train).
_BARE_NAME = "FR106"
_UNCHANGED_WORD = -1.1


def corroborate(
    sentences: Sequence[Sentence], findings: Sequence[Findings], comparison: Comparison, selection: Selection
) -> list[Findings]:
    """The findings with issues BT101 to BT106 among them, and with the confidence that the evidence gives the others.

    The source's word counts more than a back-translation's: what only a back-translation says against the French is
    kept only where there is no source. A text that is not French is left as it is.
    """
    if any(issue.code == OTHER_LANGUAGE for found in findings for issue in found.issues):
        return list(findings)
    issues: list[list[Issue]] = [[] for _ in sentences]
    for group in _groups(sentences, comparison):
        for position, issue in _issues_of(group):
            issues[position].append(issue)
    chosen = [tuple(issue for issue in own if selection.keeps(issue)) for own in issues]
    named = with_fingerprints(sentences, chosen)
    return [
        replace(found, issues=_joined(_doubted(found.issues, companions.source, selection), evidence))
        for found, evidence, companions in zip(findings, named, comparison.companions, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Group:
    """Sentences that share what they are compared with, their positions, and who says what."""

    positions: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    witnesses: tuple[tuple[Witness, str], ...]


def _groups(sentences: Sequence[Sentence], comparison: Comparison) -> Iterator[_Group]:
    """Sentences one by one, those of running text together where an alignment gave them the same counterpart."""
    run: list[int] = []
    for position in range(len(sentences) + 1):
        if run and (
            position == len(sentences)
            or sentences[position].segment_index != sentences[run[-1]].segment_index
            or _texts(comparison, position) != _texts(comparison, run[-1])
        ):
            witnesses = _witnesses(comparison, run[0])
            if witnesses:
                yield _Group(tuple(run), tuple(sentences[at] for at in run), witnesses)
            run = []
        run.append(position)


def _texts(comparison: Comparison, position: int) -> tuple[str | None, str | None]:
    companions = comparison.companions[position]
    return companions.source, companions.back_translation


def _witnesses(comparison: Comparison, position: int) -> tuple[tuple[Witness, str], ...]:
    """English texts to compare with, the source first; none where a side text is French itself."""
    source, translation = _texts(comparison, position)
    back = comparison.back_translations[position]
    kind = Witness.ROUGH if back and back.rough else Witness.TRANSLATION
    given = ((Witness.SOURCE, source), (kind, translation))
    return tuple((witness, text) for witness, text in given if text and not looks_french(text.split()))


def _issues_of(group: _Group) -> Iterator[tuple[int, Issue]]:
    """(position, issue) of all that the first witness says, surer or less sure by what the second says."""
    french, starts = _join([sentence.text for sentence in group.sentences])
    tokens = [
        Token(token.text, token.start + start, token.end + start)
        for sentence, start in zip(group.sentences, starts, strict=True)
        for token in sentence.tokens
    ]
    said = [(witness, _ask(french, tokens, witness, text)) for witness, text in group.witnesses]
    first, second = said[0], said[1] if len(said) > 1 else None
    for found in first[1]:
        confidence, evidence = found.confidence, [first[0].value]
        if second:
            agreed = any(other.code == found.code and _meet(other, found) for other in second[1])
            evidence += [second[0].value] * agreed
            # What a rough translator does not say means nothing.
            change = _AGREED if agreed else 0.0 if second[0] is Witness.ROUGH else _ALONE
            confidence = with_log_odds(confidence, change)
        at = max(k for k, start in enumerate(starts) if start <= found.start)
        issue = _issue(group.sentences[at], found, starts[at], confidence, tuple(evidence))
        yield group.positions[at], issue


def _join(texts: Sequence[str]) -> tuple[str, list[int]]:
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    return " ".join(texts), starts


def _ask(french: str, tokens: Sequence[Token], witness: Witness, text: str) -> list[EvidenceFound]:
    counterpart = counterpart_of(french, tokens, text)
    return find_evidence(counterpart, witness, cleaning.protected_spans(french), cleaning.protected_spans(text))


def counterpart_of(french: str, tokens: Sequence[Token], text: str) -> Counterpart:
    """A French text with its tokens and the English text it is compared with, their words linked."""
    table = TranslationTable.load()
    other = segmenting.tokenize(text)
    support = aligning.support_words([token.text for token in tokens], [token.text for token in other])
    return Counterpart(
        WordSide(french, tokens, support.french, support.french_best, [table.rarity_french(t.text) for t in tokens]),
        WordSide(text, other, support.other, support.other_best, [table.rarity_english(t.text) for t in other]),
        [(link.french, link.other, link.score) for link in support.links],
    )


def _issue(
    sentence: Sentence, found: EvidenceFound, offset: int, confidence: float, evidence: tuple[str, ...]
) -> Issue:
    start, end = found.start - offset, min(found.end - offset, len(sentence.text))
    entry = CATALOGUE[found.code]
    return Issue(
        code=found.code,
        name=entry.name,
        category=entry.category,
        severity=Severity.MINOR if found.is_doubtful or evidence[0] == Witness.ROUGH.value else entry.severity,
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        message=found.message,
        confidence=round(confidence, 3),
        evidence=evidence,
    )


def _doubted(issues: Sequence[Issue], source: str | None, selection: Selection) -> list[Issue]:
    """Issues of missing articles less sure where the source has the very words; those no longer sure enough go."""
    kept = []
    for issue in issues:
        words = re.findall(r"[^\W_]+", issue.text)
        if issue.code == _BARE_NAME and source and words and set(words) <= set(re.findall(r"[^\W_]+", source)):
            confidence = round(with_log_odds(issue.confidence, _UNCHANGED_WORD), 3)
            issue = replace(issue, confidence=confidence, evidence=(*issue.evidence, "source: the same words"))
            if not selection.keeps(issue):
                continue
        kept.append(issue)
    return kept


def _joined(issues: Sequence[Issue], evidence: Sequence[Issue]) -> tuple[Issue, ...]:
    """Both in reading order; issues of the French at words that the evidence speaks of too are surer."""
    surer = []
    for issue in issues:
        said = [each for each in evidence if each.start < issue.end and issue.start < each.end]
        if said:
            lines = tuple(f"{each.evidence[0]}: {each.code} {each.name}" for each in said)
            confidence = round(with_log_odds(issue.confidence, _AT_SAME_WORDS), 3)
            issue = replace(issue, confidence=confidence, evidence=(*issue.evidence, *lines))
        surer.append(issue)
    return tuple(sorted((*surer, *evidence), key=lambda issue: (issue.start, issue.end, issue.code)))


def _meet(one: EvidenceFound, other: EvidenceFound) -> bool:
    return one.start < other.end and other.start < one.end
