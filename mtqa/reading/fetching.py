"""Fetching feeds and pages over http(s), from servers that may be slow, broken or hostile.

Each connection goes to an address that was checked after the name was resolved, so that a name cannot point elsewhere
when it is connected to (DNS rebinding), and redirects are followed here, each checked anew. Size, time and the number
of redirects are bounded. Proxies from the environment are not used: behind one, addresses could not be checked.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from mtqa.errors import InputError
from mtqa.reading.addresses import is_public
from mtqa.reading.source import printable, without_credentials
from mtqa.version import VERSION

DEFAULT_PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
NOT_MODIFIED = 304
CHUNK_BYTES = 65536
# What may stand in a path or query unescaped, and "%" of what is escaped already.
SAFE_IN_URL = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much to read: seconds for a server's silence, seconds for an answer, bytes, redirects."""

    silence_seconds: float = 15.0
    answer_seconds: float = 60.0
    most_bytes: int = 32 * 1024 * 1024
    most_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask it later whether anything changed."""

    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its bytes uncompressed, the charset it names, and its validators; no bytes where not `changed`."""

    data: bytes
    charset: str | None
    validators: Validators
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches addresses one at a time. `allow_private` lets it connect to private and loopback addresses."""

    allow_private: bool = False
    limits: Limits = field(default_factory=Limits)

    def fetch(self, url: str, validators: Validators = NO_VALIDATORS) -> Fetched:
        """What `url` answers, or that it has not changed since it gave `validators`.

        Raises InputError for an address that may not be reached, for each status but 200, and for an answer that is
        too long, too slow or cut off. User and password of the URL go to its own origin only, never into a message.
        """
        deadline = time.monotonic() + self.limits.answer_seconds
        target = _Target.parse(url, url)
        origin, credentials = target.origin, target.credentials
        for _ in range(self.limits.most_redirects + 1):
            headers = _headers(validators, credentials if target.origin == origin else None)
            with self._answer(url, target, headers, deadline) as answer:
                if answer.status not in REDIRECTS:
                    return self._read(url, answer, deadline, validators)
                location = answer.getheader("Location")
                if not location:
                    raise _error(url, f"answered {answer.status} without saying where to; give the right address")
            target = _Target.parse(location, url, base=target.url)
        raise _error(url, f"redirects more than {self.limits.most_redirects} times; give the address it should lead to")

    @contextlib.contextmanager
    def _answer(
        self, url: str, target: _Target, headers: dict[str, str], deadline: float
    ) -> Iterator[http.client.HTTPResponse]:
        """The answer's head; its body can be read until the deadline, when the connection is cut."""
        connected = target.secured(self._connect(url, target, deadline))
        watch = threading.Timer(max(deadline - time.monotonic(), 0), _cut, (connected,))
        watch.daemon = True
        watch.start()
        connection = None
        try:
            if isinstance(connected, ssl.SSLSocket):
                connected.do_handshake()
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.default_port = DEFAULT_PORTS[target.scheme]
            connection.sock = connected
            connection.request("GET", target.request, headers=headers)
            with contextlib.closing(connection.getresponse()) as answer:
                yield answer
        except ssl.SSLCertVerificationError as error:
            raise _error(
                url, f"its certificate is not valid ({error.verify_message}); give a trusted address"
            ) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _unanswered(url, error, deadline) from None
        finally:
            watch.cancel()
            if connection:
                connection.close()
            connected.close()

    def _connect(self, url: str, target: _Target, deadline: float) -> socket.socket:
        """A connection to an address of the target's host, after all of them were checked."""
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise _error(url, f"the host {printable(target.host)} is not known; check the address") from None
        if not self.allow_private and not all(is_public(str(place[4][0])) for place in found):
            problem = f"leads to the private address of {printable(target.host)}; allow that with --allow-private"
            raise _error(url, problem)
        failure: Exception = TimeoutError()
        for family, kind, protocol, _, place in found:
            left = min(self.limits.silence_seconds, deadline - time.monotonic())
            connected = socket.socket(family, kind, protocol)
            try:
                connected.settimeout(max(left, 0.001))
                connected.connect(place)
                connected.settimeout(self.limits.silence_seconds)
                return connected
            except OSError as error:
                connected.close()
                failure = error
        raise _unanswered(url, failure, deadline)

    def _read(self, url: str, answer: http.client.HTTPResponse, deadline: float, sent: Validators) -> Fetched:
        if answer.status == NOT_MODIFIED and sent != NO_VALIDATORS:
            return Fetched(b"", None, sent, changed=False)
        if answer.status != 200:
            remedy = "try again later" if answer.status >= 500 else "check the address"
            raise _error(url, f"answered {answer.status} {printable(answer.reason)[:80]}; {remedy}")
        data = _uncompressed(url, answer, self.limits.most_bytes, deadline)
        if time.monotonic() > deadline or answer.length:
            raise _unanswered(url, EOFError(), deadline)
        charset = answer.headers.get_content_charset()
        return Fetched(data, charset, Validators(answer.getheader("ETag"), answer.getheader("Last-Modified")))


@dataclass(frozen=True, slots=True)
class _Target:
    """An address taken apart. `request` is what the server is asked for; `credentials` are "user:password"."""

    url: str
    scheme: str
    host: str
    port: int
    request: str
    credentials: str | None

    @classmethod
    def parse(cls, url: str, asked_for: str, base: str = "") -> _Target:
        try:
            url = urljoin(base, url)
            parts = urlsplit(url)
            host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
            path, query = quote(parts.path or "/", SAFE_IN_URL), quote(parts.query, SAFE_IN_URL)
            credentials = _credentials(parts)
        except ValueError:  # UnicodeError, of a host that cannot be written in ASCII or of half a pair, is one
            host = ""
        if not host or parts.scheme not in DEFAULT_PORTS:
            where = "leads to" if base else "is"
            raise _error(asked_for, f"{where} no http(s) address with a host; check the address")
        port = port or DEFAULT_PORTS[parts.scheme]
        request = f"{path}?{query}" if query else path
        return cls(without_credentials(url), parts.scheme, host, port, request, credentials)

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    def secured(self, connected: socket.socket) -> socket.socket:
        """The connection under TLS where the scheme asks for it; certificate and host are checked at the handshake.

        That is the caller's: TLS takes the plain socket's place, and what cuts a slow server off must hold the new one.
        """
        if self.scheme == "http":
            return connected
        context = ssl.create_default_context()
        return context.wrap_socket(connected, server_hostname=self.host, do_handshake_on_connect=False)


def _credentials(parts: SplitResult) -> str | None:
    if parts.username is None:
        return None
    credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    credentials.encode()  # ValueError for half of a surrogate pair
    return credentials


def _headers(validators: Validators, credentials: str | None) -> dict[str, str]:
    headers = {"User-Agent": f"mtqa/{VERSION}", "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    if credentials:
        headers["Authorization"] = "Basic " + base64.b64encode(credentials.encode()).decode()
    return headers


def _uncompressed(url: str, answer: http.client.HTTPResponse, most_bytes: int, deadline: float) -> bytes:
    """The body, gzip undone, of at most `most_bytes` before and after."""
    coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise _error(url, f"answers in the encoding {printable(coding)[:40]}, which was not asked for; give a file")
    inflate = zlib.decompressobj(wbits=31) if coding != "identity" else None
    body, received = bytearray(), 0
    while chunk := answer.read1(CHUNK_BYTES):
        received += len(chunk)
        if time.monotonic() > deadline:
            raise _unanswered(url, TimeoutError(), deadline)
        if inflate:
            try:
                chunk = inflate.decompress(chunk, most_bytes + 1 - len(body))
            except zlib.error:
                raise _error(url, "sends gzip data that are damaged; try again later") from None
        body += chunk
        if inflate and inflate.unused_data:
            raise _error(url, "sends something after its gzip data; try again later")
        if max(len(body), received) > most_bytes:
            raise _error(url, f"is longer than {most_bytes // 1024**2} MB; give a shorter one, or a file")
    if inflate and not inflate.eof:
        raise _error(url, "sends gzip data that end too early; try again later")
    return bytes(body)


def _cut(connected: socket.socket) -> None:
    """Ends a connection that another thread waits on; the plain socket's way, also under TLS."""
    with contextlib.suppress(OSError):  # it may have ended already
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _unanswered(url: str, error: Exception, deadline: float) -> InputError:
    if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
        return _error(url, "answers too slowly; try again later")
    if isinstance(error, EOFError | http.client.IncompleteRead):
        return _error(url, "was cut off before its end; try again later")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return _error(url, f"cannot be fetched ({printable(reason)[:100]}); check the address, or try again later")


def _error(url: str, problem: str) -> InputError:
    return InputError(f"{printable(url)}: {problem}")
