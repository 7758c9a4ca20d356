"""The whole flow: read, clean, segment, compare, detect, score; presenting is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import entry_points
from itertools import islice
from pathlib import Path

from mtqa import cleaning, detecting, reading, scoring, segmenting
from mtqa.backtranslating.base import Engine, EngineSettings
from mtqa.backtranslating.select import select_engine
from mtqa.comparing import NOT_CHECKED, Comparison, SideFiles, compare, join
from mtqa.config import Settings
from mtqa.corroborating import corroborate
from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport, DocumentReport, FailedInput, SentenceReport, SetAside, Silenced
from mtqa.domain.score import SentenceScore
from mtqa.domain.text import WINDOW_ROWS, Block, BlockKind, Document, Segment, Sentence
from mtqa.errors import InputError, MtqaError, UsageError
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tagger
from mtqa.signature import signature_of
from mtqa.spool import Spool

Progress = Callable[[str, int, int], None]
"""Called with what is being done, the number done and the number of all."""

Read = tuple[str, Document | FailedInput]
"""An input's name, and a document of it or why there is none."""

Outcome = DocumentReport | bytes | FailedInput | MtqaError
"""What became of a document: its report (pickled, if it comes from another process), or why there is none."""

CheckAll = Callable[[Iterator[Read]], Iterator[tuple[str, Outcome]]]
"""Checks documents as `Checker.check_all` does, in the same order."""


class Checker:
    """The pipeline with its settings, ready for many inputs: models and lexicon are loaded once.

    `threads` is how many each neural runtime may use, 0 for as many as it likes.
    Raises UsageError or ConfigError for settings that do not fit, EngineError for a named engine that is missing.
    """

    def __init__(
        self, settings: Settings | None = None, side_files: SideFiles | None = None, *, threads: int = 0
    ) -> None:
        self.settings = settings or Settings()
        self.side_files = side_files or SideFiles()
        self.selection = detecting.Selection(self.settings.codes(), self.settings.min_confidence)
        self.tagger = Tagger.load()
        words = (*self.settings.words, *listed_words(self.settings.words_files))
        self.detectors: list[detecting.Detector] = [
            detecting.RuleDetector(Lexicon.load(), known_words=words, profile=self.settings.profile)
        ]
        if self.settings.neural:
            from mtqa.detecting.neural import NeuralDetector  # ONNX Runtime and the counts take their time to load

            self.detectors.append(NeuralDetector.load(threads))
        self.detectors += [point.load()(self.settings) for point in entry_points(group="mtqa.detectors")]
        # A network's answer can depend, in its last digits, on what else is in the batch; rules always answer alike.
        self.memory = detecting.IssueMemory() if len(self.detectors) == 1 else None
        self.metrics = scoring.load_metrics(self.settings)
        self.engine: Engine = select_engine(_engine_settings(self.settings, threads))
        self.signature = signature_of(self.settings, self.engine.name, self.engine.identity, words)

    def check_paths(
        self,
        paths: Sequence[str],
        *,
        format: str | None = None,
        split: bool = False,
        stdin: bytes | None = None,
        progress: Progress | None = None,
        session: reading.Session | None = None,
        check_all: CheckAll | None = None,
    ) -> CheckReport:
        """Checks files, folders, globs, addresses or "-"; what fails becomes a FailedInput and the rest goes on.

        With a `session` that has a state, documents that passed in an earlier run are not checked again. `check_all`
        checks in place of this process (see mtqa.working). The report holds one document in memory at a time.
        """
        session = session or reading.Session()
        documents = Spool()
        failures: list[FailedInput] = []
        broken: set[str] = set()  # inputs that an engine gave up on: nothing more is said of them

        def read() -> Iterator[Read]:
            for name, found in _read_all(paths, session, format=format, split=split, stdin=stdin):
                if name not in broken:
                    yield name, found

        for name, outcome in (check_all or partial(self.check_all, progress=progress))(read()):
            if name in broken:
                continue
            if isinstance(outcome, DocumentReport):
                documents.append(outcome)
            elif isinstance(outcome, bytes):
                documents.append_pickled(outcome)
            elif isinstance(outcome, FailedInput):
                failures.append(outcome)
            else:
                broken.add(name)
                failures.append(FailedInput(name, str(outcome)))
        skipped = tuple(session.unchanged)
        return CheckReport(documents, tuple(failures), self.signature, self.engine_note, skipped=skipped)

    def check_all(self, read: Iterator[Read], progress: Progress | None = None) -> Iterator[tuple[str, Outcome]]:
        """What becomes of each document, in order; an error other than InputError speaks for the whole input."""
        for name, found in read:
            yield name, found if isinstance(found, FailedInput) else self.try_document(found, progress)

    def try_document(self, document: Document, progress: Progress | None = None) -> Outcome:
        """The document's report, or why there is none. Raises UsageError: a wrong argument is wrong for every input."""
        try:
            return self.check_document(document, progress)
        except InputError as error:
            return FailedInput(document.name, str(error))
        except UsageError:
            raise
        except MtqaError as error:
            return error
        except MemoryError:
            problem = "there is not enough memory to check it; cut it into smaller files, or ask for fewer --jobs"
            return FailedInput(document.name, str(InputError(f"{document.name}: {problem}")))

    @property
    def engine_note(self) -> str:
        """Which engine translated, empty for none."""
        return "" if self.engine.name == "none" else self.engine.note

    def check_document(
        self, document: Document, progress: Progress | None = None, *, may_be_empty: bool = False
    ) -> DocumentReport:
        """One document through all stages. Raises InputError where no sentence is left to check, unless it may."""
        blocks = [cleaning.find_blocks(segment) for segment in document.segments]
        sentences = segmenting.split(document, blocks)
        if not may_be_empty and not any(sentence.tokens for sentence in sentences):
            raise InputError(f"{document.name}: nothing to check: no sentence was found in it; check its content")
        sections = [
            (section, compare(document, section, self.engine, self.side_files, progress))
            for section in self._sections(document, sentences)
        ]
        comparison = join([compared for _, compared in sections])
        selection = self._selection(document.name)
        if comparison.note == NOT_CHECKED and selection.codes <= detecting.EVIDENCE_CODES:
            raise InputError(
                f"{document.name}: only evidence (BT) is asked for, and there is nothing to compare "
                "the French with; give --source, --back-translation or --engine"
            )
        detected = iter(self._detect(selection, sentences, progress))
        found = [
            findings
            for section, compared in sections
            for findings in corroborate(section, [*islice(detected, len(section))], compared, selection)
        ]
        kept, silenced, unused = _silence(document, sentences, [each.issues for each in found])
        left = iter([replace(each, issues=issues) for each, issues in zip(found, kept, strict=True)])
        scores = [
            score
            for section, compared in sections
            for score in self._scores(section, [*islice(left, len(section))], compared)
        ]
        score = scoring.score_document(sentences, scores, comparison.companions)
        candidates = [
            scoring.Candidate(sentence.text, companions.source, companions.reference)
            for sentence, companions in zip(sentences, comparison.companions, strict=True)
        ]
        scores, score = scoring.add_second_opinions(self.metrics, candidates, scores, score, document.name)
        reports = []
        for position, sentence in enumerate(sentences):
            line, column = document.segments[sentence.segment_index].locate(sentence.start)
            companions = comparison.companions[position]
            links = comparison.links[position]
            reports.append(
                SentenceReport(
                    _light(sentence, linked=bool(links)), kept[position], scores[position], line, column,
                    back_translation=comparison.back_translations[position], source=companions.source,
                    reference=companions.reference, links=links, other_tokens=comparison.other_tokens[position],
                    words=scoring.word_count(sentence),
                )
            )  # fmt: skip
        return DocumentReport(
            document, tuple(reports), _set_aside(document, blocks), score,
            comparison.note, comparison.pairs, comparison.other_sentences, unused, silenced,
        )  # fmt: skip

    def _sections(self, document: Document, sentences: Sequence[Sentence]) -> list[Sequence[Sentence]]:
        """What is judged as a whole: the rows of a window, so that a stream of rows is judged alike; else all of it."""
        if self.side_files != SideFiles() or not all(segment.is_row for segment in document.segments):
            return [sentences]
        return list(_chunks(sentences)) or [sentences]

    def _scores(
        self, section: Sequence[Sentence], findings: Sequence[detecting.Findings], comparison: Comparison
    ) -> list[SentenceScore]:
        unread = any(issue.code == scoring.OTHER_LANGUAGE for found in findings for issue in found.issues)
        return [
            scoring.score_sentence(
                sentence, found.issues, companions, self.settings.severity_weights,
                expected_errors=found.expected_errors, unread=unread,
            )
            for sentence, found, companions in zip(section, findings, comparison.companions, strict=True)
        ]  # fmt: skip

    def _selection(self, name: str) -> detecting.Selection:
        return replace(self.selection, codes=self.selection.codes - self.settings.ignored_for(name))

    def _detect(
        self, selection: detecting.Selection, sentences: Sequence[Sentence], progress: Progress | None
    ) -> list[detecting.Findings]:
        found: list[detecting.Findings] = []
        for chunk in _chunks(sentences):
            found += detecting.detect([chunk], self.tagger, self.detectors, selection, self.memory)[0]
            if progress:
                progress("checking", len(found), len(sentences))
        return found


def _read_all(
    paths: Sequence[str], session: reading.Session, *, format: str | None, split: bool, stdin: bytes | None
) -> Iterator[Read]:
    """All documents of all inputs, as they are asked for. Raises UsageError."""
    for path in paths:
        try:
            names = reading.expand([path])
        except MtqaError as error:
            shown = reading.without_credentials(path)
            yield shown, FailedInput(shown, str(error))
            continue
        for name in names:
            shown = reading.without_credentials(name)
            try:
                for found in session.read(name, format=format, split=split, stdin=stdin):
                    yield shown, found
            except UsageError:
                raise  # a wrong argument is wrong for every input
            except MtqaError as error:
                yield shown, FailedInput(shown, str(error))


def _light(sentence: Sentence, *, linked: bool) -> Sentence:
    """The sentence as reports keep it: without its tokens, most of its memory, where no word link needs them."""
    return sentence if linked else replace(sentence, tokens=())


def _engine_settings(settings: Settings, threads: int) -> EngineSettings:
    return EngineSettings(
        name=settings.engine,
        round_trip=settings.round_trip,
        model=settings.model,
        back_model=settings.back_model,
        device=settings.device,
        offline=settings.offline,
        use_cache=settings.cache,
        threads=threads,
    )


def _chunks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Runs of at least `WINDOW_ROWS`, cut only between segments, so that no rule loses a sentence's neighbours."""
    chunk: list[Sentence] = []
    for sentence in sentences:
        if len(chunk) >= WINDOW_ROWS and sentence.segment_index != chunk[-1].segment_index:
            yield chunk
            chunk = []
        chunk.append(sentence)
    if chunk:
        yield chunk


def _silence(
    document: Document, sentences: Sequence[Sentence], issues: Sequence[tuple[Issue, ...]]
) -> tuple[list[tuple[Issue, ...]], tuple[Silenced, ...], tuple[str, ...]]:
    """Issues without those that their segment ignores, those, and the suppressions that silenced nothing."""
    kept, silenced, used = [], [], set()
    for sentence, found in zip(sentences, issues, strict=True):
        position = sentence.segment_index
        ignored = document.segments[position].ignore
        prefixes = tuple(ignored)  # FR1 silences every code that begins so; no prefixes silence none
        used |= {(position, code) for issue in found for code in ignored if issue.code.startswith(code)}
        silenced += [Silenced(position, issue) for issue in found if issue.code.startswith(prefixes)]
        kept.append(tuple(issue for issue in found if not issue.code.startswith(prefixes)))
    unused = tuple(
        f"{_place(segment)}ignore {code}"
        for index, segment in enumerate(document.segments)
        for code in sorted(segment.ignore)
        if (index, code) not in used
    )
    return kept, tuple(silenced), unused


def _place(segment: Segment) -> str:
    return f"segment {segment.id} " if segment.is_row else ""


def _set_aside(document: Document, blocks: Sequence[Sequence[Block]]) -> tuple[SetAside, ...]:
    return tuple(
        SetAside(index, block, segment.text[block.start : block.end], segment.locate(block.start)[0])
        for index, (segment, found) in enumerate(zip(document.segments, blocks, strict=True))
        for block in found
        if block.kind is BlockKind.BOILERPLATE
    )


def listed_words(paths: Sequence[str]) -> list[str]:
    """Words of the user's files: one a line, `#` begins a comment. Raises InputError."""
    words: list[str] = []
    for path in paths:
        try:
            lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else f"byte {error.start} is not UTF-8"
            raise InputError(
                f"{path}: the word list cannot be read ({reason}); give UTF-8 text, one word a line"
            ) from None
        words += [word for line in lines if (word := line.split("#")[0].strip())]
    return words
