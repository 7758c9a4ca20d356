"""Runs that remember: only what is new is read, what failed is read again, and the state is never lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from mtqa.domain.report import FailedInput
from mtqa.domain.text import Document
from mtqa.errors import InputError
from mtqa.reading import Fetcher, Session, State, session

KEY = "rules 1"


def feed(*items: str) -> bytes:
    texts = "".join(f"<item><link>/{name}</link><title>{name}</title></item>" for name in items)
    return f'<rss version="2.0"><channel>{texts}</channel></rss>'.encode()


class Run:
    """A session with the state of `path`; everything passes but what `fails` names."""

    def __init__(self, path: Path, *, follow: bool = False, key: str = KEY) -> None:
        self.waits: list[float] = []
        state = State.load(str(path))
        self.session = Session(Fetcher(allow_private=True), follow=follow, state=state, wait=self.waits.append)
        self.session.use_key(key)

    def read(self, url: str, fails: Iterable[str] = ()) -> list[str]:
        """The texts of the documents and the reasons of the failures, in order."""
        found = list(self.session.read(url))
        documents = [part for part in found if isinstance(part, Document)]
        self.session.settle({part.name for part in documents if part.segments[0].text not in fails})
        return [part.segments[0].text if isinstance(part, Document) else part.reason for part in found]


def stored(path: Path) -> dict[str, dict[str, object]]:
    return dict(json.loads(path.read_text())["inputs"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def test_only_new_items_are_read(server, path: Path) -> None:
    url = server.put("/f", feed("un", "deux"))
    assert Run(path).read(url) == ["un", "deux"]
    again = Run(path)
    assert (again.read(url), again.session.unchanged) == ([], [f"{url}#/un", f"{url}#/deux"])
    server.put("/f", feed("trois", "un"))
    assert Run(path).read(url) == ["trois"]
    assert len(stored(path)[url]["passed"]) == 2  # what left the feed is forgotten


def test_a_changed_item_is_new(server, path: Path) -> None:
    url = server.put("/f", feed("un"))
    Run(path).read(url)
    server.put("/f", feed("un").replace(b"<title>un", b"<title>autre"))
    assert Run(path).read(url) == ["autre"]


def test_an_unchanged_feed_is_not_sent(server, path: Path) -> None:
    url = server.put_versioned("/f", feed("un"), '"1"')
    assert Run(path).read(url) == ["un"]
    before = path.read_bytes()
    again = Run(path)
    assert (again.read(url), again.session.unchanged, path.read_bytes()) == ([], [url], before)
    assert server.requests[1][1]["If-None-Match"] == '"1"'


def test_what_failed_is_read_again_although_nothing_changed(server, path: Path) -> None:
    url = server.put_versioned("/f", feed("un", "mal"), '"1"')
    assert Run(path).read(url, fails=["mal"]) == ["un", "mal"]
    assert Run(path).read(url, fails=["mal"]) == ["mal"]
    assert "If-None-Match" not in server.requests[1][1]
    assert Run(path).read(url) == ["mal"]
    assert Run(path).read(url) == []
    assert server.requests[3][1]["If-None-Match"] == '"1"'


def test_another_key_makes_everything_new(server, path: Path) -> None:
    url = server.put_versioned("/f", feed("un"), '"1"')
    Run(path).read(url)
    assert Run(path, key="rules 2").read(url) == ["un"]
    assert Run(path, key="rules 2", follow=True).read(url)[0] == "un"


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [(b"", 500, "answered 500"), (b"", 404, "answered 404"), (feed("un")[:40], 200, "is not well-formed XML"), (b"", 200, "is empty")],
)  # fmt: skip
def test_an_error_leaves_the_state_as_it_is(server, path: Path, body: bytes, status: int, message: str) -> None:
    url = server.put("/f", feed("un"))
    Run(path).read(url)
    before = path.read_bytes()
    server.put("/f", body, status)
    failing = Run(path)
    with pytest.raises(InputError, match=message):
        failing.read(url)
    failing.session.settle(set())
    assert path.read_bytes() == before
    server.put("/f", feed("un"))
    assert Run(path).read(url) == []


def test_a_run_that_was_interrupted_settles_what_it_read(server, path: Path) -> None:
    url = server.put_versioned("/f", feed("un", "deux"), '"1"')
    run = Run(path)
    first = next(run.session.read(url))
    run.session.settle({first.name})
    assert Run(path).read(url) == ["deux"]


def test_files_have_a_state_as_well(path: Path, tmp_path: Path) -> None:
    (tmp_path / "f.rss").write_bytes(feed("un"))
    assert Run(path).read(str(tmp_path / "f.rss")) == ["un"]
    assert Run(path).read(str(tmp_path / "f.rss")) == []


def test_credentials_are_not_kept(server, path: Path) -> None:
    url = server.put("/f", feed("un"))
    run = Run(path)
    assert run.read(url.replace("//", "//user:s3cret@")) == ["un"]
    assert list(stored(path)) == [url]


# --- the file


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format_version": 2, "key": "", "inputs": {}}', '{"format_version": 1, "key": "", "inputs": []}',
     '{"format_version": 1, "key": "", "inputs": {"a": {"etag": 1, "last_modified": null, "passed": []}}}',
     '{"format_version": 1, "key": "", "inputs": {"a": {"etag": null, "last_modified": null, "passed": [1]}}}',
     "[" * 100_000, "\ud800"],
)  # fmt: skip
def test_a_damaged_state_is_an_error_and_stays(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError, match=r"state\.json: is no state file of .*delete it to check everything again$"):
        Run(path)
    assert path.read_bytes() == text.encode("utf-8", "surrogatepass")


def test_a_state_that_cannot_be_written_leaves_the_old_one(server, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Run(path).read(server.put("/f", feed("un")))
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match=r"the state cannot be written \(No space left on device\)"):
        Run(path).read(server.put("/f", feed("deux")))
    assert path.read_bytes() == before
    assert [name.name for name in path.parent.iterdir()] == ["state.json"]


def test_a_state_in_a_folder_that_is_not_there(server, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the state cannot be written \(No such file or directory\)"):
        Run(tmp_path / "no" / "state.json").read(server.put("/f", feed("un")))


# --- linked pages

PAGE = "<html><body><p>{} est une page assez longue pour compter.</p></body></html>"


def test_links_of_new_items_are_followed_politely(server, path: Path) -> None:
    url = server.put("/f", feed("un", "deux"))
    for name in ("un", "deux"):
        server.put(f"/{name}", PAGE.format(name).encode(), Content_Type="text/html")
    run = Run(path, follow=True)
    texts = run.read(url)
    assert [text.split()[0] for text in texts] == ["un", "un", "deux", "deux"]
    assert run.waits == [session.SECONDS_BETWEEN_PAGES]
    again = Run(path, follow=True)
    assert (again.read(url), len(server.requests)) == ([], 4)


def test_a_page_that_fails_is_named_and_tried_again(server, path: Path) -> None:
    url = server.put("/f", feed("un"))
    server.put("/un", b"", 404)
    assert Run(path, follow=True).read(url)[1] == f"{server.address}/un: answered 404 Not Found; check the address"
    server.put("/un", PAGE.format("un").encode())
    assert len(Run(path, follow=True).read(url)) == 2
    assert Run(path, follow=True).read(url) == []


def test_two_items_with_one_page(server, path: Path) -> None:
    url = server.put("/f", feed("un", "un"))
    server.put("/un", PAGE.format("un").encode())
    assert len(Run(path, follow=True).read(url)) == 3


@pytest.mark.parametrize("link", ["ftp://a/", "javascript:x", "http://[x", "mailto:a@b"])
def test_a_link_that_is_no_address_fails(server, path: Path, link: str) -> None:
    url = server.put("/f", feed("un").replace(b"/un<", link.encode() + b"<"))
    assert Run(path, follow=True).read(url)[1].endswith("the link is no http(s) address; correct the feed")


def test_more_pages_than_a_run_may_follow_wait_for_the_next(
    server, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "MOST_PAGES", 1)
    url = server.put("/f", feed("un", "deux"))
    for name in ("un", "deux"):
        server.put(f"/{name}", PAGE.format(name).encode())
    assert (
        Run(path, follow=True)
        .read(url)[3]
        .endswith("not followed, 1 pages are the most in a run; run again with --state")
    )
    assert [text.split()[0] for text in Run(path, follow=True).read(url)] == ["deux", "deux"]


def test_links_to_private_addresses_are_not_followed(tmp_path: Path, server) -> None:
    (tmp_path / "f.rss").write_bytes(feed("un").replace(b"/un<", server.address.encode() + b"/un<"))
    found = list(Session(follow=True).read(str(tmp_path / "f.rss")))
    assert isinstance(found[1], FailedInput)
    assert "private address" in found[1].reason
    assert not server.requests
