"""Trying a mail server: connect, make it secure, sign in, hang up; no email is sent or read."""

from __future__ import annotations

import contextlib
import imaplib
import smtplib
import socket
import ssl
from typing import Any

from app.model.resources import Connection, Security, Service
from app.model.text import Text, _
from app.world.live.deadline import Line
from app.world.live.tried import Refusal
from app.world.live.trust import refusal_of

_PORTS = {
    (Service.SMTP, Security.TLS): 465,
    (Service.SMTP, Security.STARTTLS): 587,
    (Service.SMTP, Security.NONE): 25,
    (Service.IMAP, Security.TLS): 993,
    (Service.IMAP, Security.STARTTLS): 143,
    (Service.IMAP, Security.NONE): 143,
}
_WHO = "[127.0.0.1]"
"""How we introduce ourselves: asking the system for its own name may take long."""


def port_of(connection: Connection) -> int:
    """The port, or the usual one."""
    return connection.port or _PORTS[connection.service, connection.security]


def try_smtp(connection: Connection, password: str, trust: ssl.SSLContext, line: Line) -> Text:
    """Sign in to a server that sends email; raises `Refusal`, or what the network raises."""
    with contextlib.closing(_Smtp(connection, trust, line)) as server:
        code, _said = server.connect(connection.host, port_of(connection))
        if code != 220:
            raise Refusal(_("{host} turns this computer away.", host=connection.host))
        server.ehlo_or_helo_if_needed()
        if connection.security is Security.STARTTLS:
            if not server.has_extn("starttls"):
                raise Refusal(_no_starttls(connection.host))
            server.starttls(context=trust)
            server.ehlo()
        if connection.user:
            _sign_in_to_smtp(server, connection, password)
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()
    return _taken(connection)


def _sign_in_to_smtp(server: smtplib.SMTP, connection: Connection, password: str) -> None:
    if not server.has_extn("auth"):
        raise Refusal(_("{host} lets nobody sign in here. Try another port.", host=connection.host))
    try:
        server.login(connection.user, password)
    except smtplib.SMTPAuthenticationError as error:
        raise Refusal(_signed_out(connection)) from error
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPException, UnicodeEncodeError) as error:
        if isinstance(error, smtplib.SMTPServerDisconnected):
            raise
        raise Refusal(_no_common_way(connection.host)) from error


def try_imap(connection: Connection, password: str, trust: ssl.SSLContext, line: Line) -> Text:
    """Sign in to a server that keeps mailboxes; raises `Refusal`, or what the network raises."""
    server = _Imap(connection, trust, line)
    try:
        if connection.security is Security.STARTTLS:
            if "STARTTLS" not in server.capabilities:
                raise Refusal(_no_starttls(connection.host))
            server.starttls(trust)
        if connection.user:
            _sign_in_to_imap(server, connection, password)
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            server.logout()
    finally:
        with contextlib.suppress(OSError):
            server.shutdown()
    return _taken(connection)


def _sign_in_to_imap(server: imaplib.IMAP4, connection: Connection, password: str) -> None:
    try:
        if "AUTH=PLAIN" in server.capabilities:
            said = f"\0{connection.user}\0{password}".encode()
            server.authenticate("PLAIN", lambda _asked: said)
        elif "LOGINDISABLED" in server.capabilities:
            raise Refusal(_no_common_way(connection.host))
        else:
            server.login(connection.user, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise Refusal(_signed_out(connection)) from error
    except UnicodeEncodeError as error:
        raise Refusal(_no_common_way(connection.host)) from error


def network_refusal(error: Exception, connection: Connection) -> Text | None:
    """A sentence about what the network or the server's protocol raised; None for a bug."""
    host, port = connection.host, port_of(connection)
    if isinstance(error, ssl.SSLError):
        return refusal_of(error, host)
    if isinstance(error, socket.gaierror):
        return _("No computer is called {host}. Check how it is spelled.", host=host)
    if isinstance(error, UnicodeError):
        return _("{host} cannot be the name of a computer. Check how it is spelled.", host=host)
    if isinstance(error, ConnectionRefusedError):
        return _("{host} takes no connections on port {port}. Check both.", host=host, port=port)
    if isinstance(error, (smtplib.SMTPException, imaplib.IMAP4.error, EOFError)):
        return _(
            "What answers at {host}, port {port}, does not speak as such a server should. Check"
            " service, port and security.",
            host=host,
            port=port,
        )
    if isinstance(error, OSError):
        return _(
            "{host} cannot be reached on port {port}. Check both, and the network.",
            host=host,
            port=port,
        )
    return None


# --- what is said ---


def _taken(connection: Connection) -> Text:
    host, user = connection.host, connection.user
    if not user:
        return _("{host} answers. Without a user, no password was tried.", host=host)
    if connection.security is Security.NONE:
        return _(
            "{host} takes the user {user} and the password. They went unencrypted.",
            host=host,
            user=user,
        )
    return _("{host} takes the user {user} and the password.", host=host, user=user)


def _signed_out(connection: Connection) -> Text:
    return _(
        "{host} refuses the user {user} or the password. Check both.",
        host=connection.host,
        user=connection.user,
    )


def _no_common_way(host: str) -> Text:
    return _("{host} offers no way to sign in that is known here.", host=host)


def _no_starttls(host: str) -> Text:
    return _(
        "{host} does not offer STARTTLS here, so nothing was sent. Choose TLS or another port.",
        host=host,
    )


# --- the library, on a line that can be hung up ---


class _Smtp(smtplib.SMTP):
    def __init__(self, connection: Connection, trust: ssl.SSLContext, line: Line) -> None:
        self._secure_at_once = connection.security is Security.TLS
        self._trust = trust
        self._line = line
        super().__init__(local_hostname=_WHO, timeout=line.left)
        self._host = connection.host  # what the certificate must be for after STARTTLS

    def _get_socket(self, host: str, port: int, _timeout: float) -> socket.socket:
        made = self._line.connect(host, port)
        if self._secure_at_once:
            return self._trust.wrap_socket(made, server_hostname=host)
        return made


class _Imap(imaplib.IMAP4):
    def __init__(self, connection: Connection, trust: ssl.SSLContext, line: Line) -> None:
        self._secure_at_once = connection.security is Security.TLS
        self._trust = trust
        self._line = line
        super().__init__(connection.host, port_of(connection))

    def _create_socket(self, _timeout: float | None = None) -> socket.socket:
        server: Any = self
        made = self._line.connect(server.host, server.port)
        if self._secure_at_once:
            return self._trust.wrap_socket(made, server_hostname=server.host)
        return made
