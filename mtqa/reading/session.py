"""One run's reading: what is fetched, which linked pages are followed, and what was checked before."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from mtqa.domain.report import FailedInput
from mtqa.domain.text import Document
from mtqa.errors import InputError
from mtqa.reading.feed import Item, read_feed, read_items
from mtqa.reading.fetching import NO_VALIDATORS, Fetcher, Validators
from mtqa.reading.inputs import is_url, read_bytes
from mtqa.reading.registry import find_reader
from mtqa.reading.source import Reader, Source, printable, without_credentials
from mtqa.reading.state import InputState, State, digest_of

# A page a second from one host, as crawlers do where nothing else is asked of them; more pages wait for the next run.
SECONDS_BETWEEN_PAGES = 1.0
MOST_PAGES = 200


@dataclass(slots=True)
class _Progress:
    """What was read of an input: digests found in the state, and those checked now with the names they stand for."""

    validators: Validators
    known: set[str] = field(default_factory=set)
    checked: list[tuple[str, list[str]]] = field(default_factory=list)
    complete: bool = False


class Session:
    """Reads inputs for one run.

    `follow` has the pages that a feed's new items link to read as well. With a `state`, documents that passed before
    are left out (`unchanged` names them, or the whole input where its server says that nothing changed), and
    `settle` writes down what passed now.
    """

    def __init__(
        self,
        fetcher: Fetcher | None = None,
        *,
        follow: bool = False,
        state: State | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._fetcher = fetcher or Fetcher()
        self._follow = follow
        self._state = state
        self._wait = wait
        self._progress: dict[str, _Progress] = {}
        self._pages: set[str] = set()
        self._hosts: set[str] = set()
        self.unchanged: list[str] = []

    def use_key(self, key: str) -> None:
        """Says what the verdict of this run depends on besides the texts; what passed under another key is new."""
        if self._state:
            self._state.use_key(f"{key}|follow" if self._follow else key)

    def read(
        self, path: str, *, format: str | None = None, split: bool = False, stdin: bytes | None = None
    ) -> Iterator[Document | FailedInput]:
        """The documents of an input as `reading.read` gives them, and what failed of the pages they link to.

        Raises InputError where the input itself cannot be read, UsageError for an unknown format.
        """
        name = without_credentials(path)
        before = self._state.of(name) if self._state else InputState()
        source, progress = self._load(path, name, split, stdin, before.validators)
        if source is None:
            self.unchanged.append(name)
            return
        items = _items(source, format, links=self._follow)
        self._progress[name] = progress
        for item in items:
            digest = digest_of(item.document)
            if digest in before.passed:
                progress.known.add(digest)
                self.unchanged.append(item.document.name)
                continue
            names = [item.document.name]
            progress.checked.append((digest, names))
            yield item.document
            for found in self._linked(name, item.link) if item.link else ():
                names.append(found.name)
                yield found
        progress.complete = True

    def settle(self, passed: Collection[str]) -> None:
        """Writes the state, if there is one: the documents named in `passed`, and those that passed before.

        The validators are kept only where all of an input passed: else its server must send it again next time.
        """
        if self._state is None:
            return
        for name, progress in self._progress.items():
            good = {digest for digest, names in progress.checked if all(part in passed for part in names)}
            whole = progress.complete and len(good) == len({digest for digest, _ in progress.checked})
            validators = progress.validators if whole else NO_VALIDATORS
            self._state.inputs[name] = InputState(validators, frozenset(progress.known | good))
        self._state.save()

    def _load(
        self, path: str, name: str, split: bool, stdin: bytes | None, validators: Validators
    ) -> tuple[Source | None, _Progress]:
        """The input's bytes, None where they have not changed since the validators were given."""
        if not is_url(path):
            return Source(name, read_bytes(path, stdin), split), _Progress(NO_VALIDATORS)
        fetched = self._fetcher.fetch(path, validators)
        if not fetched.changed:
            return None, _Progress(validators)
        return Source(name, fetched.data, split, fetched.charset), _Progress(fetched.validators)

    def _linked(self, feed: str, link: str) -> list[Document | FailedInput]:
        """The page that an item of `feed` links to, unless another item did before; what fails is said, not raised."""
        try:
            url = urljoin(feed, link) if is_url(feed) else link
            host = urlsplit(url).netloc
        except ValueError:  # brackets that hold no address
            url = host = ""
        name = without_credentials(url) or f"{feed}#{link}"
        if name in self._pages:
            return []
        self._pages.add(name)
        try:
            if not is_url(url):
                raise InputError(f"{printable(name)}: the link is no http(s) address; correct the feed")
            if len(self._pages) > MOST_PAGES:
                problem = f"not followed, {MOST_PAGES} pages are the most in a run; run again with --state"
                raise InputError(f"{printable(name)}: {problem}")
            if host in self._hosts:
                self._wait(SECONDS_BETWEEN_PAGES)
            self._hosts.add(host)
            fetched = self._fetcher.fetch(url)
            page = Source(name, fetched.data, charset=fetched.charset)
            return [*_documents(page, find_reader(page, None))]
        except InputError as error:
            return [FailedInput(name, str(error))]


def _items(source: Source, format: str | None, *, links: bool) -> list[Item]:
    reader = find_reader(source, format)
    if links and reader is read_feed:
        return read_items(source)
    return [Item(document, "") for document in _documents(source, reader)]


def _documents(source: Source, reader: Reader) -> Sequence[Document]:
    found = reader(source)
    return [found] if isinstance(found, Document) else found
