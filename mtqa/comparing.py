"""What the French is compared with: side files, rows' own columns, or an engine; matched sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from mtqa import aligning, segmenting
from mtqa.backtranslating.base import Engine
from mtqa.backtranslating.from_file import read_translation
from mtqa.domain.text import Document, Sentence, Token
from mtqa.domain.translation import Attention, BackTranslation, SentencePair, WordLink
from mtqa.errors import InputError
from mtqa.scoring import Companions

NOT_CHECKED = (
    "Adequacy was not checked: no back-translation, source or engine was given (see --back-translation, --engine)."
)


@dataclass(frozen=True, slots=True)
class SideFiles:
    """Files that belong to one input: its back-translation, its English source, a reference translation."""

    back_translation: str | None = None
    source: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """For each sentence what it is compared with, the alignment shown, and one line that says what was done."""

    companions: tuple[Companions, ...]
    back_translations: tuple[BackTranslation | None, ...]
    links: tuple[tuple[WordLink, ...], ...]
    other_tokens: tuple[tuple[Token, ...], ...]
    pairs: tuple[SentencePair, ...]
    other_sentences: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class _Matched:
    """A side text per French sentence (None where nothing matches), with the alignment behind it."""

    texts: tuple[str | None, ...]
    support: tuple[float | None, ...]
    pairs: tuple[SentencePair, ...]
    other: tuple[str, ...]


def compare(
    document: Document,
    sentences: Sequence[Sentence],
    engine: Engine,
    files: SideFiles,
    progress: Callable[[str, int, int], None] | None = None,
) -> Comparison:
    """Matches every sentence with what is there to compare it with.

    Raises InputError where a side file has another length than rows, EngineError where the engine fails.
    """
    rows = all(segment.is_row for segment in document.segments)
    matched = {
        name: _match_file(path, document, sentences, rows) if path else _match_rows(document, sentences, name, rows)
        for name, path in (
            ("back_translation", files.back_translation), ("source", files.source), ("reference", files.reference)
        )
    }  # fmt: skip
    back, source, reference = (matched[name] for name in ("back_translation", "source", "reference"))
    translations = _back_translations(sentences, back, engine, files, progress)
    translated = back or _from_engine(sentences, translations)
    shown = source or translated
    texts = shown.texts if shown else (None,) * len(sentences)
    by_source, by_translation = _agreements(sentences, source), _agreements(sentences, translated)
    companions = tuple(
        Companions(
            back_translation=translation.text or None if translation else None,
            source=source.texts[i] if source else None,
            reference=reference.texts[i] if reference else None,
            round_trip=translation.round_trip if translation else None,
            source_agreement_0_1=by_source[i],
            translation_agreement_0_1=by_translation[i],
        )
        for i, translation in enumerate(translations)
    )
    tokens = tuple(segmenting.tokenize(text) if text else () for text in texts)
    seen = [translation.attention if translation and shown is translated else None for translation in translations]
    links = tuple(map(_links, sentences, tokens, seen))
    # Read by now: a report of many sentences need not carry it.
    translations = tuple(replace(each, attention=None) if each and each.attention else each for each in translations)
    note = _note(engine, files, back, source, translations)
    pairs, other = (shown.pairs, shown.other) if shown else ((), ())
    return Comparison(companions, translations, links, tokens, pairs, other, note)


def join(parts: Sequence[Comparison]) -> Comparison:
    """The comparisons of a document's windows, in order, as one."""
    if len(parts) == 1:
        return parts[0]
    pairs: list[SentencePair] = []
    french = other = 0
    for part in parts:
        pairs += [
            SentencePair(tuple(i + french for i in pair.french), tuple(i + other for i in pair.other), pair.score)
            for pair in part.pairs
        ]
        french, other = french + len(part.companions), other + len(part.other_sentences)
    return Comparison(
        companions=tuple(chain.from_iterable(part.companions for part in parts)),
        back_translations=tuple(chain.from_iterable(part.back_translations for part in parts)),
        links=tuple(chain.from_iterable(part.links for part in parts)),
        other_tokens=tuple(chain.from_iterable(part.other_tokens for part in parts)),
        pairs=tuple(pairs),
        other_sentences=tuple(chain.from_iterable(part.other_sentences for part in parts)),
        note=" ".join(dict.fromkeys(note for part in parts if (note := part.note) != NOT_CHECKED)) or NOT_CHECKED,
    )


def _match_file(path: str, document: Document, sentences: Sequence[Sentence], rows: bool) -> _Matched:
    side = read_translation(Path(path))
    french = [sentence.text for sentence in sentences]
    if len(side.lines) == len(french):
        return _one_to_one(french, side.lines)
    if rows:
        raise InputError(
            f"{path}: {len(side.lines)} lines for the {len(french)} segments of {document.name}; "
            "give one line a segment"
        )
    pairs = tuple(aligning.align_sentences(french, side.sentences))
    texts: list[str | None] = [None] * len(french)
    support: list[float | None] = [0.0] * len(french)
    for pair in pairs:
        joined = " ".join(side.sentences[index] for index in pair.other)
        for index in pair.french:
            texts[index], support[index] = joined or None, pair.score if pair.other else 0.0
    if not any(texts):
        raise InputError(f"{path}: nothing in it matches {document.name}; is it the translation of that text?")
    return _Matched(tuple(texts), tuple(support), pairs, tuple(side.sentences))


def _match_rows(document: Document, sentences: Sequence[Sentence], name: str, rows: bool) -> _Matched | None:
    """The rows' own column, where any row has it."""
    if not rows:
        return None
    values = [getattr(document.segments[sentence.segment_index], name) for sentence in sentences]
    if not any(values):
        return None
    return _one_to_one([sentence.text for sentence in sentences], values)


def _one_to_one(french: Sequence[str], other: Sequence[str | None]) -> _Matched:
    support = [aligning.similarity(text, side) if side else None for text, side in zip(french, other, strict=True)]
    pairs = tuple(
        SentencePair((index,), (index,) if side else (), score or 0.0)
        for index, (side, score) in enumerate(zip(other, support, strict=True))
    )
    return _Matched(tuple(side or None for side in other), tuple(support), pairs, tuple(side or "" for side in other))


def _back_translations(
    sentences: Sequence[Sentence],
    back: _Matched | None,
    engine: Engine,
    files: SideFiles,
    progress: Callable[[str, int, int], None] | None,
) -> tuple[BackTranslation | None, ...]:
    if back is not None:
        name = "file" if files.back_translation else "column"
        return tuple(BackTranslation(text, name) if text else None for text in back.texts)
    if engine.name == "none":
        return (None,) * len(sentences)
    report = (lambda done, total: progress(f"translating with {engine.name}", done, total)) if progress else None
    return tuple(engine.translate([" ".join(sentence.text.split()) for sentence in sentences], report))


def _from_engine(sentences: Sequence[Sentence], translations: Sequence[BackTranslation | None]) -> _Matched | None:
    if not any(translations):
        return None
    texts = [translation.text if translation else None for translation in translations]
    return _one_to_one([sentence.text for sentence in sentences], texts)


def _agreements(sentences: Sequence[Sentence], matched: _Matched | None) -> list[float | None]:
    """How far each sentence and its counterpart answer each other, 0 to 1; sentences that share one are taken together.

    0 where an alignment left a sentence alone, None where it has no counterpart to be looked for.
    """
    found: list[float | None] = [None] * len(sentences)
    if matched is None:
        return found
    for pair in matched.pairs:
        other = [token.text for index in pair.other for token in segmenting.tokenize(matched.other[index])]
        french = [token.text for index in pair.french for token in sentences[index].tokens]
        value = aligning.agreement(french, other, aligning.support_words(french, other)) if other and french else None
        for index in pair.french:
            found[index] = value if pair.other else matched.support[index]
    return found


def _links(sentence: Sentence, other: Sequence[Token], seen: Attention | None) -> tuple[WordLink, ...]:
    if not other:
        return ()
    french, words = [token.text for token in sentence.tokens], [token.text for token in other]
    return aligning.link_words(french, words, attention=aligning.attend_words(seen, french, words) if seen else None)


def _note(
    engine: Engine,
    files: SideFiles,
    back: _Matched | None,
    source: _Matched | None,
    translations: Sequence[BackTranslation | None],
) -> str:
    parts = []
    if source is not None:
        parts.append(f"the source ({files.source or 'column source'})")
    if back is not None:
        parts.append(f"a back-translation ({files.back_translation or 'column back_translation'})")
    elif any(translations):
        rough = ", which translates roughly: its word is weak evidence" if engine.rough else ""
        parts.append(f"a back-translation by {engine.name}{rough}")
    if not parts:
        return NOT_CHECKED
    problems = sum(1 for translation in translations if translation and translation.problem and not translation.text)
    failed = f"; {problems} sentences got no usable back-translation" if problems else ""
    return f"Adequacy was checked against {' and '.join(parts)}{failed}."
