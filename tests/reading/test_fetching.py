"""Fetching from a real server on the loopback address: what is right, broken, slow and hostile."""

from __future__ import annotations

import gzip
import re
import socket
import ssl
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import InputError
from mtqa.reading import Fetcher, fetching
from mtqa.reading.addresses import is_public
from mtqa.reading.fetching import Limits, Validators
from mtqa.reading.source import Source, without_credentials
from tests.web_server import WebServer

FETCHER = Fetcher(allow_private=True, limits=Limits(silence_seconds=5, answer_seconds=10, most_bytes=100_000))
HURRIED = Fetcher(allow_private=True, limits=Limits(silence_seconds=0.2, answer_seconds=0.5))


def error_of(url: str, fetcher: Fetcher = FETCHER) -> str:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    assert str(caught.value).startswith("http")
    assert "\n" not in str(caught.value)
    return str(caught.value)


# --- answers


def test_an_answer_with_charset_and_validators(server) -> None:
    url = server.put(
        "/é a?x=1".replace("é", "%C3%A9").replace(" ", "%20"), b"Un.",
        Content_Type="text/html; charset=ISO-8859-15", ETag='"1"', Last_Modified="Tue, 24 Nov 2026 07:00:00 GMT",
    )  # fmt: skip
    fetched = FETCHER.fetch(url.replace("%C3%A9", "é").replace("%20", " "))
    assert (fetched.data, fetched.charset, fetched.changed) == (b"Un.", "iso-8859-15", True)
    assert fetched.validators == Validators('"1"', "Tue, 24 Nov 2026 07:00:00 GMT")


def test_what_has_not_changed_is_not_sent_again(server) -> None:
    url = server.put_versioned("/", b"Un.", '"1"')
    validators = FETCHER.fetch(url).validators
    assert not FETCHER.fetch(url, validators).changed
    server.put_versioned("/", b"Deux.", '"2"')
    assert FETCHER.fetch(url, validators).data == b"Deux."


def test_gzip_is_undone(server) -> None:
    body = gzip.compress(b"Un. " * 1000)
    assert FETCHER.fetch(server.put("/", body, Content_Encoding="gzip")).data == b"Un. " * 1000


def chunked(*chunks: bytes):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(chunk)

    return answer


def test_chunks_are_put_together(server) -> None:
    server.answers["/"] = chunked(b"3\r\nUn.\r\n", b"2\r\n 2\r\n", b"0\r\n\r\n")
    assert FETCHER.fetch(server.address + "/").data == b"Un. 2"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "answered 404 Not Found; check the address"),
        (410, "answered 410 Gone; check the address"),
        (500, "answered 500 Internal Server Error; try again later"),
        (304, "answered 304 Not Modified; check the address"),
        (204, "answered 204 No Content; check the address"),
        (302, "answered 302 without saying where to; give the right address"),
    ],
)
def test_only_200_is_an_answer(server, status: int, message: str) -> None:
    assert error_of(server.put("/a", b"", status)) == f"{server.address}/a: {message}"


BOMB = gzip.compress(b"\0" * 10_000_000)


@pytest.mark.parametrize(
    ("body", "headers", "message"),
    [
        (gzip.compress(b"Un texte. " * 50)[:-9], {"Content_Encoding": "gzip"}, "sends gzip data that end too early"),
        (gzip.compress(b"Un.")[:10] + b"\xff" * 30, {"Content_Encoding": "gzip"}, "sends gzip data that are damaged"),
        (gzip.compress(b"Un.") + b"x", {"Content_Encoding": "gzip"}, "sends something after its gzip data"),
        (BOMB, {"Content_Encoding": "gzip"}, "is longer than 0 MB; give a shorter one"),
        (b"x" * 100_001, {}, "is longer than 0 MB; give a shorter one"),
        (b"Un.", {"Content_Encoding": "br"}, "answers in the encoding br, which was not asked for"),
        (b"Un.", {"Content_Length": "10"}, "was cut off before its end; try again later"),
        (b"Un.", {"Content_Length": "-1"}, ""),
    ],
)
def test_a_body_that_is_not_as_it_should_be(server, body: bytes, headers: dict[str, str], message: str) -> None:
    url = server.put("/", body, **headers)
    if message:
        assert message in error_of(url)
    else:
        assert FETCHER.fetch(url).data == body


def test_chunks_that_stop_are_cut_off(server) -> None:
    for chunks in ((b"9\r\nUn.",), (b"3\r\nUn.\r\n",), (b"z\r\nUn.\r\n",)):
        server.answers["/"] = chunked(*chunks)
        assert "was cut off before its end" in error_of(server.address + "/")


def test_what_is_no_http_is_an_error(server) -> None:
    server.answers["/"] = lambda handler: handler.wfile.write(b"garbage\r\n\r\n")
    assert "cannot be fetched (BadStatusLine); check" in error_of(server.address + "/")
    server.answers["/"] = lambda _: None
    assert "cannot be fetched" in error_of(server.address + "/")
    assert "cannot be fetched" in error_of(server.address.replace("http", "https"))


# --- time


def dripping(head: bytes, seconds: float):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(seconds)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        dripping(b"HTTP/1.1 200 OK\r\n\r\n", 0.02),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", 0.02),
        dripping(b"HTTP/1.1 200 OK\r\nX: ", 0.02),
        lambda _: time.sleep(0.6),
    ],
    ids=["body", "body with length", "head", "silence"],
)
def test_slow_servers_are_left(server, answer) -> None:
    server.answers["/"] = answer
    started = time.monotonic()
    assert error_of(server.address + "/", HURRIED).endswith(": answers too slowly; try again later")
    assert time.monotonic() - started < 1.5


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that nobody trusts."""
    return trustme.CA()


@pytest.fixture
def unknown_server(authority: trustme.CA) -> Iterator[WebServer]:
    """A server with a certificate of the authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    running = WebServer(context)
    yield running
    running.close()


@pytest.fixture
def secure_server(unknown_server: WebServer, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> WebServer:
    """The same, where the authority is trusted."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    return unknown_server


def test_a_secure_answer(secure_server) -> None:
    assert FETCHER.fetch(secure_server.put("/", b"Un.")).data == b"Un."


@pytest.mark.parametrize("seconds", [0.02, 0.3], ids=["dripping", "silent"])
def test_slow_secure_servers_are_left(secure_server, seconds: float) -> None:
    """Regression: TLS takes over the plain socket, and cutting that one off cut nothing: a drip went on for ever."""
    secure_server.answers["/"] = dripping(b"HTTP/1.1 200 OK\r\n\r\n", seconds)
    started = time.monotonic()
    fetcher = Fetcher(allow_private=True, limits=Limits(silence_seconds=5, answer_seconds=0.5))
    assert error_of(secure_server.address + "/", fetcher).endswith(": answers too slowly; try again later")
    assert time.monotonic() - started < 4


def test_a_server_that_never_shakes_hands_is_left(server) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        fetcher = Fetcher(allow_private=True, limits=Limits(silence_seconds=5, answer_seconds=0.3))
        started = time.monotonic()
        message = error_of(f"https://127.0.0.1:{mute.getsockname()[1]}/", fetcher)
    assert message.endswith(": answers too slowly; try again later")
    assert time.monotonic() - started < 4


def test_an_unknown_certificate_is_refused(unknown_server: WebServer) -> None:
    assert "its certificate is not valid (" in error_of(unknown_server.put("/", b"Un."))
    assert not unknown_server.requests


def test_a_port_where_nobody_listens(server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "cannot be fetched (Connection refused)" in error_of(f"http://127.0.0.1:{free.getsockname()[1]}/")


# --- redirects and private addresses


def test_redirects_are_followed_within_a_limit(server) -> None:
    server.put("/c", b"Un.")
    server.put("/b", b"", 301, Location="c")
    assert FETCHER.fetch(server.put("/a", b"", 302, Location=server.address + "/b")).data == b"Un."
    assert [path for path, _ in server.requests] == ["/a", "/b", "/c"]
    assert "redirects more than 5 times" in error_of(server.put("/loop", b"", 307, Location="/loop"))


@pytest.mark.parametrize(
    "location",
    ["ftp://example.org/", "file:///etc/passwd", "https:", "http://[x", "//[", "javascript:x", "http://a:x/"],
)
def test_redirects_lead_to_http_only(server, location: str) -> None:
    assert "leads to no http(s) address with a host" in error_of(server.put("/", b"", 302, Location=location))


def test_loopback_is_private(server) -> None:
    message = error_of(server.put("/", b"Un."), Fetcher())
    assert "leads to the private address of 127.0.0.1; allow that with --allow-private" in message
    assert not server.requests


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "localhost",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:7f00:1]",
        "2130706434",
        "0",
        "0x7f000002",
        "0177.0.0.2",
        "127.2",
        "[::ffff:169.254.169.254]",
        "[::10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:a00:1::1]",
        "[fec0::1]",
        "user:pw@10.0.0.1",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(server, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """The server's own address passes for public, so that the redirect is what is refused."""
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    if host == "localhost":
        monkeypatch.setattr(
            socket, "getaddrinfo", found_at({"localhost": ["127.0.0.1", "::1"], "127.0.0.1": ["127.0.0.1"]})
        )
    url = server.put("/", b"", 302, Location=f"http://{host}:1/")
    assert "leads to the private address of" in error_of(url, Fetcher())


def found_at(addresses: dict[str, list[str]]):
    def getaddrinfo(host: str, port: int, **_: object):
        return [
            (socket.AF_INET6 if ":" in place else socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))
            for place in addresses[host]
        ]

    return getaddrinfo


def test_a_name_is_resolved_once_and_that_address_connected(server, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: a second look-up, after the check, would give a private address."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: found_at({host: next(answers)})(host, port))
    server.put("/", b"Un.")
    url = server.address.replace("127.0.0.1", "rebinding.test") + "/"
    assert Fetcher().fetch(url).data == b"Un."
    assert server.requests[0][1]["Host"].startswith("rebinding.test:")
    assert "private address of rebinding.test" in error_of(url, Fetcher())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
        ("localhost", False),
        ("fec0::1", False),
        ("64:ff9b:1::10.0.0.1", False),
        ("5f00::1", False),
        ("2001:db8::1", False),
        ("::10.0.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


# --- credentials


def test_credentials_go_to_their_own_origin_only(server) -> None:
    other = server.address.replace("127.0.0.1", "localhost")
    server.put("/b", b"Un.")
    server.put("/a", b"", 302, Location=f"{other}/b")
    FETCHER.fetch(server.address.replace("//", "//us%C3%A9r:s%20cret@") + "/a")
    (_, first), (_, second) = server.requests
    assert first["Authorization"] == "Basic dXPDqXI6cyBjcmV0"
    assert "Authorization" not in second


def test_credentials_are_never_in_a_message(server) -> None:
    server.put("/a", b"", 404)
    server.put("/b", b"", 302, Location="http://other:s3cret@10.0.0.1:1/")
    for address in (server.address, "http://127.0.0.1:1", "http://[x", "http://nowhere.invalid", "https://"):
        for path in ("/a", "/b"):
            message = error_of(address.replace("//", "//user:s3cret@") + path, Fetcher())
            assert "s3cret" not in message
            assert "user" not in message


@pytest.mark.parametrize(
    "address",
    [
        "http://user:s3cret@host.invalid/",
        "http://user:pa/s3cret@host.invalid/",
        "http://user:12/s3cret?#x@host.invalid/",
        "http://user:s3cret#x@host.invalid:80/a",
        "HTTPS://user:s3cret\\@host.invalid/",
        " http://user:s3cret@host.invalid/",
        "ftp://user:s3cret@host.invalid/",
        "http://s3cret@host.invalid/",
    ],
)
def test_credentials_are_cut_out_of_names_however_they_are_written(address: str) -> None:
    assert "s3cret" not in without_credentials(address).replace("12/s3cret", "")
    assert "host.invalid" in without_credentials(address)
    assert "s3cret" not in str(Source(address, b"").error("no")).replace("12/s3cret", "")


@pytest.mark.parametrize(
    "name",
    ["https://a.fr/@b/c", "https://a.fr:8080/x@y", "http://[::1]:80/x@y", "a@b.txt", "https://a.fr/?m=x@y", "C:\\x@y"],
)
def test_other_names_stay_as_they_are(name: str) -> None:
    assert without_credentials(name) == name


def test_a_message_never_quotes_the_credentials_of_an_address() -> None:
    assert str(InputError("http:/user:s3cret@host/a: cannot be read")) == "http:/host/a: cannot be read"
    assert (
        str(InputError("no page at https://user:s3cret@host/a; check a@b.fr"))
        == "no page at https://host/a; check a@b.fr"
    )


@pytest.mark.parametrize(
    "url", ["http://\udcff:x@a.invalid/", "http://a.invalid/\udcff", "http://\udcff/", "http://a.invalid/?\ud800"]
)
def test_half_a_surrogate_pair_in_an_address_is_an_error(url: str) -> None:
    """Regression: what the shell could not decode was encoded outside of all care."""
    assert "is no http(s) address" in error_of(url)


@given(st.text(max_size=30) | st.text(alphabet="[]@:/.%#?\\1x\0\r\n", max_size=12))
def test_any_address_is_fetched_or_refused(rest: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found_at_nowhere)
        message = error_of("http://" + rest)
    assert re.search(r": (is no http|the host )", message)


def found_at_nowhere(*_: object, **__: object) -> list[object]:
    raise socket.gaierror(-2, "Name or service not known")
