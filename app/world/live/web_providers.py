"""Trying providers that are reached over HTTPS: one request, no redirect followed, no proxy."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from app.model.resources import Connection, Service
from app.model.text import Text, _
from app.world.live.deadline import Line
from app.world.live.tried import Refusal
from app.world.live.trust import refusal_of

if TYPE_CHECKING:
    import httpx2

_SOAP = "/services/Soap/u/59.0"
_USER_INFO = "/services/oauth2/userinfo"
_MOST_BYTES = 64 * 1024
_AGENT = "Smart Routing Studio"


def try_provider(
    connection: Connection, secrets: dict[str, str], trust: ssl.SSLContext, line: Line
) -> Text:
    """Ask once with the token; raises `Refusal`, or what the network raises."""
    host = _checked_host(connection.url)
    token, password = secrets.get("token", ""), secrets.get("password", "")
    if connection.service is Service.SALESFORCE and connection.user and password:
        return _salesforce(connection, f"{password}{token}", host, trust, line)
    path = _USER_INFO if connection.service is Service.SALESFORCE and token else ""
    headers = {"Authorization": f"Bearer {_sendable(token)}"} if token else {}
    status, _body = _ask("GET", connection.url.rstrip("/") + path, headers, b"", trust, line)
    if token:
        return _taken_token(status, host)
    return _answered(status, host)


def web_refusal(error: Exception, connection: Connection) -> Text | None:
    """A sentence about what the network or the server's protocol raised; None for a bug."""
    import httpx2

    host = urlsplit(connection.url).hostname or connection.url
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return refusal_of(cause, host)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, (httpx2.InvalidURL, httpx2.UnsupportedProtocol, UnicodeError)):
        return _("{url} is no address that can be reached. Check it.", url=connection.url)
    if isinstance(error, httpx2.ConnectError):
        return _("{host} cannot be reached. Check the URL, and the network.", host=host)
    if isinstance(error, (httpx2.TimeoutException, TimeoutError)):
        return _("{host} did not answer in time. Try again later.", host=host)
    if isinstance(error, (httpx2.HTTPError, OSError)):
        return _("What answers at {host} does not speak as such a server should.", host=host)
    return None


# --- asking ---


def _ask(
    method: str,
    url: str,
    headers: dict[str, str],
    content: bytes,
    trust: ssl.SSLContext,
    line: Line,
) -> tuple[int, bytes]:
    import httpx2

    def trace(event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            line.holds(info["return_value"].get_extra_info("socket"))

    client = httpx2.Client(
        verify=trust,
        trust_env=False,  # no proxy, no .netrc: the token goes to this host or nowhere
        follow_redirects=False,
        timeout=line.left,
        headers={"User-Agent": _AGENT},
    )
    with (
        client,
        client.stream(
            method, url, headers=headers, content=content, extensions={"trace": trace}
        ) as answer,
    ):
        return answer.status_code, _beginning(answer)


def _beginning(answer: httpx2.Response) -> bytes:
    read = b""
    for part in answer.iter_bytes(8192):
        read += part
        if len(read) > _MOST_BYTES:
            break
    return read


def _checked_host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
        parts = None
    if parts is None or not host:
        raise Refusal(_("{url} is no address that can be reached. Check it.", url=url))
    if parts.username or parts.password:
        raise Refusal(
            _("Take user and password out of the URL: what is kept in it can be read by everybody.")
        )
    if parts.scheme.lower() != "https":
        raise Refusal(_("The URL does not begin with https://, so nothing was sent."))
    return host


def _sendable(token: str) -> str:
    if not token.isascii() or any(ord(sign) < 33 for sign in token):
        raise Refusal(
            _("The token holds characters that no token has, such as blanks. Type it again.")
        )
    return token


def _salesforce(
    connection: Connection, password: str, host: str, trust: ssl.SSLContext, line: Line
) -> Text:
    """The login call of its SOAP interface, which needs no registered application."""
    body = (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        '<login xmlns="urn:partner.soap.sforce.com">'
        f"<username>{escape(connection.user)}</username>"
        f"<password>{escape(password)}</password></login></s:Body></s:Envelope>"
    )
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": "login"}
    url = connection.url.rstrip("/") + _SOAP
    status, answer = _ask("POST", url, headers, body.encode(), trust, line)
    if status == 200 and b"<sessionId>" in answer:
        return _("{host} takes the user {user} and the password.", host=host, user=connection.user)
    if b"INVALID_LOGIN" in answer:
        raise Refusal(
            _(
                "{host} refuses the user {user}, the password, or the security token. Check them.",
                host=host,
                user=connection.user,
            )
        )
    _refuse_status(status, host)
    raise Refusal(_("{host} answers, but not as Salesforce does. Check the URL.", host=host))


# --- what is said ---


def _taken_token(status: int, host: str) -> Text:
    if 200 <= status < 300:
        return _("{host} takes the token.", host=host)
    _refuse_status(status, host)
    raise Refusal(_("{host} answers with status {status}.", host=host, status=status))


def _answered(status: int, host: str) -> Text:
    if status >= 500 or 300 <= status < 400 or status == 404:
        _refuse_status(status, host)
    return _("{host} answers. Without a token, none was tried.", host=host)


def _refuse_status(status: int, host: str) -> None:
    if status in (401, 403):
        raise Refusal(
            _("{host} refuses the token (status {status}). Check it.", host=host, status=status)
        )
    if status == 404:
        raise Refusal(_("{host} has nothing at this URL (status 404). Check its path.", host=host))
    if 300 <= status < 400:
        raise Refusal(
            _(
                "{host} sends on to another address (status {status}). The token was not sent"
                " there: type the address that it leads to.",
                host=host,
                status=status,
            )
        )
    if status == 429:
        raise Refusal(_("{host} asks to wait (status 429). Try again later.", host=host))
    if status >= 500:
        raise Refusal(
            _("{host} is in trouble (status {status}). Try again later.", host=host, status=status)
        )
