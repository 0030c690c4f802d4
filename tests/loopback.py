"""
A web site on 127.0.0.1 for tests: it answers what it is told to, byte for byte, and notes what it was asked.

    with Site() as site:
        site.pages["/a"] = page("Bonjour.")
        ...
        assert site.paths == ["/robots.txt", "/a"]

It stops when the block ends; its threads are daemons, so a test that dies leaves nothing behind.
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple, Self


class Asked(NamedTuple):
    path: str
    headers: dict[str, str]
    at: float
    count: int  # how often this path was asked, this time included


Answer = bytes | Iterator[bytes]
Page = bytes | Callable[[Asked], Answer]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """One whole HTTP answer. Header names are written with _ for -."""
    said = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def page(text: str, **headers: str) -> bytes:
    """An HTML page that says this."""
    body = f"<!doctype html><html><body><p>{text}</p></body></html>".encode()
    return answer(body, Content_Type="text/html; charset=utf-8", **headers)


def in_turn(*answers: bytes) -> Callable[[Asked], bytes]:
    """The first answer first, then the second; the last one from then on."""
    return lambda asked: answers[min(asked.count, len(answers)) - 1]


class Site:
    def __init__(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        site = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with site._lock:
                    site.connections += 1
                self.connection.settimeout(20)
                try:
                    while (line := self.rfile.readline()).strip():
                        site._one(line.decode("latin-1"), self)
                except OSError:
                    return

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            block_on_close = False

        self._server = Server((address, 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.root = f"{'https' if tls else 'http'}://{address}:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def times(self, path: str) -> list[float]:
        return [asked.at for asked in self.asked if asked.path == path]

    def _one(self, line: str, handler: socketserver.StreamRequestHandler) -> None:
        path = line.split()[1]
        headers = {}
        while field := handler.rfile.readline().decode("latin-1").strip():
            name, _, value = field.partition(":")
            headers[name.strip().lower()] = value.strip()
        with self._lock:
            asked = Asked(path, headers, time.monotonic(), 1 + self.paths.count(path))
            self.asked.append(asked)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            told = self.pages.get(path, answer(b"nothing here", "404 Not Found"))
            said = told(asked) if callable(told) else told
            if isinstance(said, bytes):
                handler.wfile.write(said)
                return
            for part in said:  # an answer in parts is one that goes wrong: the connection ends with it
                handler.wfile.write(part)
                handler.wfile.flush()
            handler.connection.shutdown(socket.SHUT_RDWR)
        finally:
            with self._lock:
                self.at_once -= 1
