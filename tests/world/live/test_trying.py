"""Trying a connection: every outcome is one sentence; secrets go where they belong, or nowhere."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from app.model.resources import Connection, Security, Service
from app.world.live.deadline import CancelledOutside
from app.world.live.tried import Tried
from app.world.live.trying import try_connection
from tests.world.live.servers import (
    PASSWORD,
    TOKEN,
    USER,
    Server,
    dripping,
    http,
    imap,
    serving,
    silent,
    smtp,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.live.make_certificates import Certificates

SECRETS = {"password": PASSWORD, "token": TOKEN}
BAD = ("expired", "early", "other_host", "self_signed", "stranger")


def mail(
    service: Service, server: Server, security: Security = Security.TLS, user: str = USER
) -> Connection:
    return Connection(
        service=service, host="127.0.0.1", port=server.port, security=security, user=user
    )


def web(
    server: Server, service: Service = Service.SMS, path: str = "/v1/", **more: Any
) -> Connection:
    url = f"https://127.0.0.1:{server.port}{path}"
    return Connection(service=service, url=url, **more)


def heard(server: Server) -> bytes:
    return b"".join(server.heard)


def tried(
    connection: Connection,
    trust: ssl.SSLContext,
    secrets: Mapping[str, str] = SECRETS,
    patience: float = 20.0,
) -> Tried:
    found = try_connection(connection, secrets, trust=trust, patience=patience)
    assert PASSWORD not in str(found.said)
    assert TOKEN not in str(found.said)
    return found


# --- mail servers ---


@pytest.mark.parametrize("service", [Service.SMTP, Service.IMAP])
@pytest.mark.parametrize("security", list(Security))
def test_a_mail_server_that_takes_the_password_says_so(
    certificates: Certificates, trust: ssl.SSLContext, service: Service, security: Security
) -> None:
    starttls = certificates.good if security is Security.STARTTLS else None
    talk = smtp(starttls=starttls) if service is Service.SMTP else imap(starttls=starttls)
    with serving(talk, certificates.good if security is Security.TLS else None) as server:
        found = tried(mail(service, server, security), trust)
    assert found.ok, found.said
    assert f"127.0.0.1 takes the user {USER} and the password." in str(found.said)
    assert ("unencrypted" in str(found.said)) is (security is Security.NONE)


@pytest.mark.parametrize("talk", [smtp(), imap(), imap(plain=False)])
def test_a_wrong_password_is_told_apart(
    certificates: Certificates, trust: ssl.SSLContext, talk: Any
) -> None:
    service = Service.SMTP if "smtp" in talk.__qualname__ else Service.IMAP
    with serving(talk, certificates.good) as server:
        found = tried(mail(service, server), trust, {"password": "wrong"})
    assert not found.ok
    assert "refuses the user routing or the password" in str(found.said)


def test_a_login_is_quoted_where_there_is_no_other_way(
    certificates: Certificates, trust: ssl.SSLContext
) -> None:
    with serving(imap(plain=False), certificates.good) as server:
        assert tried(mail(Service.IMAP, server), trust).ok


@pytest.mark.parametrize("talk", [smtp(), imap()])
def test_without_a_user_nothing_is_tried_but_the_server(
    certificates: Certificates, trust: ssl.SSLContext, talk: Any
) -> None:
    service = Service.SMTP if "smtp" in talk.__qualname__ else Service.IMAP
    with serving(talk, certificates.good) as server:
        found = tried(mail(service, server, user=""), trust)
    assert found.ok
    assert "no password was tried" in str(found.said)


@pytest.mark.parametrize("service", [Service.SMTP, Service.IMAP, Service.PAYMENT])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_certificate_is_refused_and_nothing_is_sent(
    certificates: Certificates, trust: ssl.SSLContext, service: Service, kind: str
) -> None:
    talk = {Service.SMTP: smtp(), Service.IMAP: imap()}.get(service, http(_yes))
    with serving(talk, getattr(certificates, kind)) as server:
        asked = web(server) if service is Service.PAYMENT else mail(service, server)
        found = tried(asked, trust)
    assert not found.ok
    assert "certificate that cannot be trusted" in str(found.said)
    assert heard(server) == b""


@pytest.mark.parametrize("service", [Service.SMTP, Service.IMAP])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_certificate_after_starttls_is_refused_as_well(
    certificates: Certificates, trust: ssl.SSLContext, service: Service, kind: str
) -> None:
    bad = getattr(certificates, kind)
    talk = smtp(starttls=bad) if service is Service.SMTP else imap(starttls=bad)
    with serving(talk) as server:
        found = tried(mail(service, server, Security.STARTTLS), trust)
    assert not found.ok
    assert "certificate that cannot be trusted" in str(found.said)
    assert b"AUTH" not in heard(server)


@pytest.mark.parametrize("talk", [smtp(), imap()])
def test_a_server_without_starttls_never_gets_the_password(
    trust: ssl.SSLContext, talk: Any
) -> None:
    service = Service.SMTP if "smtp" in talk.__qualname__ else Service.IMAP
    with serving(talk) as server:
        found = tried(mail(service, server, Security.STARTTLS), trust)
    assert not found.ok
    assert "does not offer STARTTLS" in str(found.said)
    assert b"AUTH" not in heard(server)
    assert b"LOGIN" not in heard(server)


def test_old_versions_of_tls_are_refused(certificates: Certificates) -> None:
    from app.world.live.trust import trusted

    assert trusted().minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_server_that_lets_nobody_sign_in_is_named(
    certificates: Certificates, trust: ssl.SSLContext
) -> None:
    with serving(smtp(auth=""), certificates.good) as server:
        assert "lets nobody sign in" in str(tried(mail(Service.SMTP, server), trust).said)
    with serving(smtp(auth="X-ODD"), certificates.good) as server:
        assert "no way to sign in" in str(tried(mail(Service.SMTP, server), trust).said)


# --- providers ---


def _yes(_first: str, _headers: dict[str, str], _body: bytes) -> tuple[int, dict[str, str], str]:
    return 200, {}, "{}"


def _says(status: int, **headers: str) -> Any:
    return http(lambda _first, _headers, _body: (status, headers, ""))


@pytest.mark.parametrize("service", [Service.SMS, Service.PAYMENT, Service.SERVER])
def test_a_token_goes_to_its_provider_as_bearer(
    certificates: Certificates, trust: ssl.SSLContext, service: Service
) -> None:
    with serving(http(_yes), certificates.good) as server:
        found = tried(web(server, service), trust)
    assert found == Tried(True, found.said)
    assert str(found.said) == "127.0.0.1 takes the token."
    assert b"GET /v1 HTTP/1.1" in heard(server)
    assert f"Authorization: Bearer {TOKEN}".encode() in heard(server)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "refuses the token"),
        (403, "refuses the token"),
        (404, "has nothing at this URL"),
        (418, "answers with status 418"),
        (429, "asks to wait"),
        (500, "is in trouble"),
        (503, "is in trouble"),
    ],
)
def test_other_answers_say_what_to_do(
    certificates: Certificates, trust: ssl.SSLContext, status: int, says: str
) -> None:
    with serving(_says(status), certificates.good) as server:
        found = tried(web(server), trust)
    assert not found.ok
    assert says in str(found.said)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_token_never_follows_a_redirect(
    certificates: Certificates, trust: ssl.SSLContext, status: int
) -> None:
    with serving(http(_yes), certificates.good) as elsewhere:
        target = f"https://127.0.0.1:{elsewhere.port}/"
        with serving(_says(status, Location=target), certificates.good) as server:
            found = tried(web(server), trust)
    assert not found.ok
    assert "The token was not sent there" in str(found.said)
    assert heard(elsewhere) == b""


def test_a_proxy_of_the_surroundings_gets_nothing(
    certificates: Certificates, trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(silent) as proxy, serving(http(_yes), certificates.good) as server:
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert tried(web(server), trust).ok
    assert heard(proxy) == b""


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:9/", "does not begin with https://"),
        ("ftp://127.0.0.1/", "does not begin with https://"),
        ("https://me:secret@127.0.0.1/", "Take user and password out"),
        ("https://", "no address"),
        ("https://[::1", "no address"),
        ("", "Fill in where it is reached"),
        ("https://example.org/\r\nX-Evil: 1", "line breaks"),
    ],
)
def test_addresses_that_are_not_asked(trust: ssl.SSLContext, url: str, says: str) -> None:
    found = tried(Connection(service=Service.SMS, url=url), trust)
    assert not found.ok
    assert says in str(found.said)


def test_a_token_with_a_blank_is_not_sent(
    certificates: Certificates, trust: ssl.SSLContext
) -> None:
    with serving(http(_yes), certificates.good) as server:
        found = tried(web(server), trust, {"token": "two words"})
    assert "Type it again" in str(found.said)
    assert heard(server) == b""


def test_salesforce_takes_user_password_and_security_token(
    certificates: Certificates, trust: ssl.SSLContext
) -> None:
    def soap(first: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], str]:
        fits = f"<password>{PASSWORD}{TOKEN}</password>".encode() in body
        escaped = b"<username>me&amp;you</username>" in body
        if first.startswith("POST /services/Soap/u/") and fits and escaped:
            return 200, {}, "<result><sessionId>x</sessionId></result>"
        return 500, {}, "<faultcode>INVALID_LOGIN</faultcode>"

    with serving(http(soap), certificates.good) as server:
        asked = web(server, Service.SALESFORCE, "", user="me&you")
        assert tried(asked, trust).ok
        wrong = tried(asked, trust, {"password": "p", "token": TOKEN})
    assert "refuses the user me&you, the password, or the security token" in str(wrong.said)


def test_salesforce_takes_an_access_token_alone(
    certificates: Certificates, trust: ssl.SSLContext
) -> None:
    with serving(http(_yes), certificates.good) as server:
        assert tried(web(server, Service.SALESFORCE, ""), trust).ok
    assert b"GET /services/oauth2/userinfo" in heard(server)


# --- what answers late, badly, or not at all ---


@pytest.mark.parametrize("service", [Service.SMTP, Service.IMAP, Service.SMS])
@pytest.mark.parametrize(
    "beginning", [None, b"220-", b"* OK ", b"HTTP/1.1 200 OK\r\nX-Long: "], ids=str
)
def test_nothing_takes_longer_than_its_deadline(
    certificates: Certificates, trust: ssl.SSLContext, service: Service, beginning: bytes | None
) -> None:
    talk = silent if beginning is None else dripping(beginning)
    with serving(talk, certificates.good) as server, no_thread_left():
        asked = web(server) if service is Service.SMS else mail(service, server)
        found = tried(asked, trust, patience=0.5)
    assert not found.ok


@pytest.mark.parametrize("service", [Service.SMTP, Service.IMAP, Service.SMS])
def test_a_handshake_that_drips_ends_as_well(trust: ssl.SSLContext, service: Service) -> None:
    with serving(dripping(b"\x16\x03\x03\x40\x00")) as server, no_thread_left():
        asked = web(server) if service is Service.SMS else mail(service, server)
        found = tried(asked, trust, patience=0.5)
    assert not found.ok


def test_a_trial_is_cancelled_in_the_middle(
    certificates: Certificates, trust: ssl.SSLContext
) -> None:
    with serving(silent, certificates.good) as server, no_thread_left():
        wanted = iter([False, False, True])
        with pytest.raises(CancelledOutside):
            try_connection(
                mail(Service.SMTP, server), SECRETS, trust=trust, cancelled=lambda: next(wanted)
            )


@pytest.mark.parametrize("service", [Service.SMTP, Service.IMAP, Service.SMS])
def test_nobody_at_home_is_said(trust: ssl.SSLContext, service: Service) -> None:
    with serving(silent) as server:
        port = server.port
    for security in (Security.TLS, Security.NONE):
        asked = Connection(
            service=service,
            host="127.0.0.1",
            port=port,
            security=security,
            url=f"https://127.0.0.1:{port}/",
            user=USER,
        )
        found = tried(asked, trust)
        assert not found.ok
        assert "127.0.0.1" in str(found.said)


def test_a_name_of_no_computer_is_said(trust: ssl.SSLContext) -> None:
    for host in ("no-such-host.invalid", "a..b", "x" * 300):
        asked = Connection(service=Service.SMTP, host=host, user=USER)
        found = tried(asked, trust)
        assert not found.ok
        assert "Check" in str(found.said)


@pytest.mark.parametrize("service", [Service.SMTP, Service.IMAP, Service.SMS])
@pytest.mark.parametrize(
    "nonsense", [b"", b"\0\xff\r\n" * 50, b"SSH-2.0-OpenSSH\r\n", b"9" * 20000]
)
@pytest.mark.parametrize("secure", [True, False])
def test_nonsense_is_one_sentence(
    certificates: Certificates,
    trust: ssl.SSLContext,
    service: Service,
    nonsense: bytes,
    secure: bool,
) -> None:
    def talk(wire: Any) -> None:
        wire.connection.sendall(nonsense)

    with serving(talk, certificates.good if secure else None) as server:
        security = Security.TLS if secure else Security.NONE
        asked = web(server) if service is Service.SMS else mail(service, server, security)
        found = tried(asked, trust)
    assert not found.ok
    assert str(found.said).endswith(".")


@pytest.mark.parametrize("user", ["a\r\nLOGOUT", "a\0b", "\x7f"])
def test_control_characters_reach_nobody(trust: ssl.SSLContext, user: str) -> None:
    with serving(imap()) as server:
        found = tried(mail(Service.IMAP, server, Security.NONE, user), trust)
        other = tried(mail(Service.IMAP, server, Security.NONE), trust, {"password": user})
    assert not found.ok
    assert not other.ok
    assert heard(server) == b""


@contextmanager
def no_thread_left() -> Iterator[None]:
    """The thread that asked ends too, and not only the wait for it."""
    yield
    until = time.monotonic() + 10
    while any(one.name == "asks the world outside" for one in threading.enumerate()):
        assert time.monotonic() < until, "a thread still waits for an answer"
        time.sleep(0.02)
