"""A web server on the loopback address, for the tests of fetching."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class WebServer:
    """Answers each path as `answers` says; `requests` holds the paths asked for and their headers. TLS with a `context`."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.requests.append((self.path, dict(self.headers)))
                self.close_connection = True
                with contextlib.suppress(OSError):  # the client may have gone
                    outer.answers[self.path](self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context:
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.address = f"{'https' if context else 'http'}://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def put(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Has `path` answer with `body`; `headers` with underscores for hyphens. Gives the address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in ({"Content_Length": str(len(body))} | headers).items():
                if value:
                    handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.address + path

    def put_versioned(self, path: str, body: bytes, etag: str) -> str:
        """Has `path` answer 304 to who has the version `etag`, else with `body`."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            same = handler.headers.get("If-None-Match") == etag
            handler.send_response(304 if same else 200)
            handler.send_header("ETag", etag)
            if not same:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            if not same:
                handler.wfile.write(body)

        self.answers[path] = answer
        return self.address + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
