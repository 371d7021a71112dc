"""Trying a connection: whoever asks gets one sentence, in time, whatever the other side does."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping

from app.model.errors import OutsideError
from app.model.resources import Connection, Service
from app.model.text import Text, _
from app.world.live import mail_servers, web_providers
from app.world.live.deadline import NEVER, Line, TooLate, within
from app.world.live.tried import Refusal, Tried
from app.world.live.trust import trusted

PATIENCE = 15.0
"""Seconds for the whole of it."""

_BY_MAIL = (Service.SMTP, Service.IMAP)


def try_connection(
    connection: Connection,
    secrets: Mapping[str, str],
    *,
    trust: ssl.SSLContext | None = None,
    patience: float = PATIENCE,
    cancelled: Callable[[], bool] = NEVER,
) -> Tried:
    """Connect and sign in with these secrets (by field), and say what came of it.

    Blocks for `patience` seconds at most. `trust` takes the place of what the system trusts.

    Raises:
        CancelledOutside: `cancelled` said so.
    """
    unsound = _unsound(connection, secrets)
    if unsound is not None:
        return Tried(False, unsound)
    context = trust or trusted()

    def work(line: Line) -> Text:
        if connection.service is Service.SMTP:
            return mail_servers.try_smtp(connection, secrets.get("password", ""), context, line)
        if connection.service is Service.IMAP:
            return mail_servers.try_imap(connection, secrets.get("password", ""), context, line)
        return web_providers.try_provider(connection, dict(secrets), context, line)

    try:
        return Tried(True, within(patience, work, cancelled))
    except Refusal as refusal:
        return Tried(False, refusal.text)
    except (TooLate, TimeoutError):
        return Tried(False, _late(connection, patience))
    except OutsideError as error:
        return Tried(False, error.text)
    except Exception as error:
        said = _network(error, connection)
        if said is None:
            raise
        return Tried(False, said)


def _network(error: Exception, connection: Connection) -> Text | None:
    if connection.service in _BY_MAIL:
        return mail_servers.network_refusal(error, connection)
    return web_providers.web_refusal(error, connection)


def _unsound(connection: Connection, secrets: Mapping[str, str]) -> Text | None:
    """What can be told without asking anybody."""
    place = connection.host if connection.service in _BY_MAIL else connection.url
    if not place.strip():
        return _("Fill in where it is reached first.")
    told = (place, connection.user, *secrets.values())
    # A line break would begin a command of its own.
    if any(ord(sign) < 32 or ord(sign) == 127 for text in told for sign in text):
        return _("Take line breaks and control characters out of what is typed.")
    return None


def _late(connection: Connection, patience: float) -> Text:
    seconds = round(patience)
    if connection.service in _BY_MAIL:
        return _(
            "{host} did not answer within {seconds} seconds on port {port}. Check both.",
            host=connection.host,
            seconds=seconds,
            port=mail_servers.port_of(connection),
        )
    return _(
        "{url} did not answer within {seconds} seconds. Check it.",
        url=connection.url,
        seconds=seconds,
    )
