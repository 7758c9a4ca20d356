"""`mtqa align`: which sentences and words of a French text and of another answer each other."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mtqa.cli.output import refuse_clashes, write_output
from mtqa.errors import InputError

if TYPE_CHECKING:
    from mtqa.domain.translation import SentencePair, WordLink

    Linker = Callable[[Sequence[str], Sequence[str]], tuple[WordLink, ...]]

# A text of which this share of lines is one sentence each is taken line by line: its lines are its sentences.
_LINEWISE_SHARE = 0.8


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa align`."""
    parser = subparsers.add_parser(
        "align",
        help="align French sentences and words with another text",
        description="Aligns the sentences (m:n) and words of a French text with an English or French one. Sentences "
        "are counted from 0. A text with one sentence a line keeps its lines; --from lines makes sure of it.",
        allow_abbrev=False,
    )
    parser.add_argument("french", metavar="FRENCH", help="the French text: a file, or - for standard input")
    parser.add_argument("other", metavar="OTHER", help="its translation, back-translation or source: a file")
    parser.add_argument("--format", choices=FORMATS, default="tsv", help="default: tsv; pharaoh prints word links i-j")
    parser.add_argument("--from", dest="from_format", metavar="FORMAT", help="text, html, jsonl, tsv or lines")
    parser.add_argument(
        "--encoder", metavar="NAME", help="link words by a multilingual encoder's vectors: hub name or folder"
    )
    parser.add_argument("--device", default="auto", help="where the encoder runs: auto, cpu, cuda[:N]")
    parser.add_argument("--offline", action="store_true", help="never fetch an encoder")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write the result there instead of standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the pairs; exit code 0, or an InputError (3) where a side is missing, empty or unreadable."""
    from mtqa import aligning
    from mtqa.backtranslating.from_file import split_english

    refuse_clashes([arguments.output], [arguments.french, arguments.other])
    french = _read_sentences(arguments.french, arguments.from_format, _split_french)
    other = _read_sentences(arguments.other, arguments.from_format, split_english)
    link = _open_linker(arguments)
    pairs = [_align_words(pair, french, other, link) for pair in aligning.align_sentences(french, other)]
    write_output("\n".join(FORMATS[arguments.format](pairs)), arguments.output)
    return 0


def _open_linker(arguments: argparse.Namespace) -> Linker:
    """The word aligner asked for. Raises EngineError where the encoder is not to be had."""
    from mtqa import aligning

    if not arguments.encoder:
        return aligning.link_words
    from mtqa.aligning.embedded import link_by_encoder
    from mtqa.models.encoder import Encoder

    return partial(link_by_encoder, Encoder(arguments.encoder, device=arguments.device, offline=arguments.offline))


@dataclass(frozen=True, slots=True)
class _LinkedPair:
    """A pair with its text and its words: links count tokens through all sentences of the pair's side."""

    pair: SentencePair
    french_text: str
    other_text: str
    french_tokens: tuple[str, ...]
    other_tokens: tuple[str, ...]
    links: tuple[WordLink, ...]


def _align_words(pair: SentencePair, french: Sequence[str], other: Sequence[str], link: Linker) -> _LinkedPair:
    from mtqa import segmenting

    french_text, other_text = " ".join(french[i] for i in pair.french), " ".join(other[j] for j in pair.other)
    french_tokens, other_tokens = (
        tuple(token.text for token in segmenting.tokenize(text)) for text in (french_text, other_text)
    )
    links = link(french_tokens, other_tokens)
    return _LinkedPair(pair, french_text, other_text, french_tokens, other_tokens, links)


def _split_french(text: str) -> list[str]:
    from mtqa import segmenting

    return [text[start:end] for start, end in segmenting.split_text(text)]


def _read_sentences(path: str, from_format: str | None, split: Callable[[str], list[str]]) -> list[str]:
    """The sentences of one side: rows as they are, texts by their lines or split."""
    from mtqa import reading

    sentences: list[str] = []
    for document in reading.read(path, format=from_format):
        for segment in document.segments:
            sentences += [segment.text] if segment.is_row else _split(segment.text, split)
    if not any(sentence.strip() for sentence in sentences):
        raise InputError(f"{path}: no sentence in it to align; check its content")
    return sentences


def _split(text: str, split: Callable[[str], list[str]]) -> list[str]:
    lines = [stripped for line in text.splitlines() if (stripped := line.strip())]
    by_line = [split(line) for line in lines]
    if sum(len(sentences) == 1 for sentences in by_line) >= _LINEWISE_SHARE * len(lines):
        return lines
    return [sentence for sentences in by_line for sentence in sentences]


def _to_tsv(pairs: Sequence[_LinkedPair]) -> Iterator[str]:
    yield "french\tother\tscore\tlinks\tfrench_text\tother_text"
    for item in pairs:
        indices = (",".join(map(str, side)) for side in (item.pair.french, item.pair.other))
        texts = (" ".join(text.split()) for text in (item.french_text, item.other_text))
        yield "\t".join([*indices, f"{item.pair.score:.4f}", _to_pharaoh_line(item), *texts])


def _to_jsonl(pairs: Sequence[_LinkedPair]) -> Iterator[str]:
    for item in pairs:
        row = {
            "french": item.pair.french,
            "other": item.pair.other,
            "score": item.pair.score,
            "links": [(link.french, link.other) for link in item.links],
            "french_tokens": item.french_tokens,
            "other_tokens": item.other_tokens,
        }
        yield json.dumps(row, ensure_ascii=False)


def _to_pharaoh(pairs: Sequence[_LinkedPair]) -> Iterator[str]:
    return (_to_pharaoh_line(item) for item in pairs)


def _to_pharaoh_line(item: _LinkedPair) -> str:
    return " ".join(f"{link.french}-{link.other}" for link in item.links)


FORMATS: dict[str, Callable[[Sequence[_LinkedPair]], Iterator[str]]] = {
    "tsv": _to_tsv,
    "jsonl": _to_jsonl,
    "pharaoh": _to_pharaoh,
}
