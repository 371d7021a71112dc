"""Small servers on this computer: they say what a test tells them to, and keep what they heard."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

USER, PASSWORD, TOKEN = "routing", "correct horse battery", "token-4711"


class Wire:
    """One connection, line by line."""

    def __init__(self, connection: socket.socket, heard: list[bytes]) -> None:
        self.connection = connection
        self._heard = heard
        self._kept = b""

    def say(self, *lines: str) -> None:
        self.connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def line(self) -> str:
        while b"\n" not in self._kept:
            self._kept += self.some()
        line, _end, self._kept = self._kept.partition(b"\n")
        return line.decode("utf-8", "replace").rstrip("\r")

    def some(self, count: int = 65536) -> bytes:
        """What comes next; `ConnectionError` where nothing comes any more."""
        part = self.connection.recv(count)
        if not part:
            raise ConnectionError
        self._heard.append(part)
        return part

    def secure(self, certificate: Path) -> None:
        self.connection = server_context(certificate).wrap_socket(self.connection, server_side=True)


Talk = Callable[[Wire], object]


class Server:
    """Listens on the loopback address; `heard` is everything that reached it."""

    def __init__(self, talk: Talk, certificate: Path | None = None) -> None:
        self.heard: list[bytes] = []
        self._talk = talk
        self._certificate = certificate
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._listening.accept()
            except OSError:
                return
            self._open.append(connection.dup())
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        wire = Wire(connection, self.heard)
        # Whoever is tried may hang up at any moment, also in the middle of a handshake.
        with contextlib.suppress(OSError, ValueError):
            if self._certificate is not None:
                wire.secure(self._certificate)
            self._talk(wire)
        with contextlib.suppress(OSError):
            wire.connection.shutdown(socket.SHUT_RDWR)  # its twin is still open
        wire.connection.close()


@contextmanager
def serving(talk: Talk, certificate: Path | None = None) -> Iterator[Server]:
    """A server for as long as the test needs it."""
    server = Server(talk, certificate)
    try:
        yield server
    finally:
        server.close()


def server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def smtp(*, starttls: Path | None = None, auth: str = "PLAIN LOGIN") -> Talk:
    """A server that sends email for one user."""

    def talk(wire: Wire) -> None:
        secure = starttls is None
        wire.say("220 mail.example.org ESMTP")
        while True:
            words = wire.line().split(" ")
            command = words[0].upper()
            if command in ("EHLO", "HELO"):
                offers = ["250-mail.example.org"]
                if not secure:
                    offers.append("250-STARTTLS")
                if secure and auth:
                    offers.append(f"250-AUTH {auth}")
                wire.say(*offers, "250 8BITMIME")
            elif command == "STARTTLS" and starttls is not None:
                wire.say("220 go ahead")
                wire.secure(starttls)
                secure = True
            elif command == "AUTH":
                _sign_in(wire, words[1:])
            elif command == "QUIT":
                wire.say("221 bye")
                return
            else:
                wire.say("250 fine")

    return talk


def _sign_in(wire: Wire, words: list[str]) -> None:
    import base64

    if words[0] != "PLAIN":
        wire.say("504 not here")
        return
    said = base64.b64decode(words[1] if len(words) > 1 else "").split(b"\0")
    fits = said[1:] == [USER.encode(), PASSWORD.encode()]
    wire.say("235 welcome" if fits else "535 no")


def imap(*, starttls: Path | None = None, plain: bool = True) -> Talk:
    """A server that keeps the mailboxes of one user."""

    def talk(wire: Wire) -> None:
        import base64

        secure = starttls is None
        wire.say("* OK ready")
        while True:
            tag, command, *words = wire.line().split(" ", 2)
            if command == "CAPABILITY":
                offers = "AUTH=PLAIN" if secure and plain else "" if secure else "STARTTLS"
                wire.say(f"* CAPABILITY IMAP4rev1 {offers}", f"{tag} OK done")
            elif command == "STARTTLS" and starttls is not None:
                wire.say(f"{tag} OK go ahead")
                wire.secure(starttls)
                secure = True
            elif command == "AUTHENTICATE":
                wire.say("+ ")
                said = base64.b64decode(wire.line()).split(b"\0")[1:]
                fits = said == [USER.encode(), PASSWORD.encode()]
                wire.say(f"{tag} {'OK' if fits else 'NO'} done")
            elif command == "LOGIN":
                fits = words[0] == f'{USER} "{PASSWORD}"'
                wire.say(f"{tag} {'OK' if fits else 'NO'} done")
            elif command == "LOGOUT":
                wire.say("* BYE", f"{tag} OK done")
                return
            else:
                wire.say(f"{tag} BAD what")

    return talk


def http(answer: Callable[[str, dict[str, str], bytes], tuple[int, dict[str, str], str]]) -> Talk:
    """A web server: `answer` gets the request line, headers and body."""

    def talk(wire: Wire) -> None:
        first, headers = wire.line(), {}
        while line := wire.line():
            name, _colon, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        body = wire._kept
        while len(body) < length:
            body += wire.some()
        status, more, said = answer(first, headers, body)
        content = said.encode()
        wire.say(
            f"HTTP/1.1 {status} Said",
            *(f"{name}: {value}" for name, value in more.items()),
            f"Content-Length: {len(content)}",
            "Connection: close",
            "",
        )
        wire.connection.sendall(content)

    return talk


def silent(wire: Wire) -> None:
    """Says nothing for as long as the other side waits."""
    while True:
        wire.some()


def dripping(beginning: bytes) -> Talk:
    """Says a little every now and then, and never comes to an end."""

    def talk(wire: Wire) -> None:
        stop = threading.Event()
        wire.connection.sendall(beginning)
        while not stop.wait(0.02):
            wire.connection.sendall(b"x")

    return talk
