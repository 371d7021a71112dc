"""URLs of databases, read strictly: which database, which driver, where; never a password."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from app.model.errors import UserError
from app.model.text import Text, _

LONGEST_URL: Final = 1_000


class Dialect(msgspec.Struct, frozen=True):
    """A kind of database: its name, its drivers (the usual one first), its port, its options.

    Options that name files of this computer, or hold secrets, are not among them.
    """

    name: str
    drivers: tuple[str, ...]
    port: int
    options: frozenset[str] = frozenset()


DIALECTS: Final[dict[str, Dialect]] = {
    "postgresql": Dialect(
        "PostgreSQL",
        ("psycopg", "psycopg2", "pg8000"),
        5432,
        frozenset({"sslmode", "application_name", "connect_timeout", "channel_binding"}),
    ),
    "mysql": Dialect(
        "MySQL",
        ("pymysql", "mysqldb", "mysqlconnector"),
        3306,
        frozenset({"charset", "ssl_verify_cert", "ssl_verify_identity", "connect_timeout"}),
    ),
    "mariadb": Dialect(
        "MariaDB",
        ("pymysql", "mysqldb", "mariadbconnector", "mysqlconnector"),
        3306,
        frozenset({"charset", "ssl_verify_cert", "ssl_verify_identity", "connect_timeout"}),
    ),
    "mssql": Dialect(
        "SQL Server",
        ("mssqlpython", "pyodbc", "pymssql"),
        1433,
        frozenset(
            {"driver", "encrypt", "trustservercertificate", "applicationintent", "charset"}
            | {"authentication", "multisubnetfailover", "trusted_connection"}
        ),
    ),
    "oracle": Dialect(
        "Oracle", ("oracledb", "cx_oracle"), 1521, frozenset({"service_name", "sid", "encoding"})
    ),
    "sqlite": Dialect("SQLite", ("pysqlite",), 0),
}

_SCHEME = re.compile(r"[a-z0-9]+(?:\+[a-z0-9_]+)?", re.ASCII)
_CONTROL = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_OPTION = re.compile(r"[\w .-]{1,80}", re.ASCII)
_ABSOLUTE = re.compile(r"/(?![/\\])|[A-Za-z]:[/\\]")
_HOST = re.compile(r"[A-Za-z0-9_.-]{1,253}|[0-9A-Fa-f:.]{2,45}", re.ASCII)


class DatabaseUrl(msgspec.Struct, frozen=True):
    """A URL taken apart. `driver` is empty for the usual one, `port` 0 for the usual one.

    For SQLite `database` is the path of a file, and there is no host.
    """

    dialect: str
    driver: str = ""
    user: str = ""
    host: str = ""
    port: int = 0
    database: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What people call this kind of database."""
        return DIALECTS[self.dialect].name


def read_database_url(text: str) -> DatabaseUrl:
    """Take a URL apart; `UserError` says what is wrong with it."""
    written = text.strip()
    if len(written) > LONGEST_URL:
        raise UserError(_("The URL has more than {most} characters.", most=LONGEST_URL))
    if _CONTROL.search(written):
        raise UserError(_("The URL holds a blank or control character. Write a blank as %20."))
    scheme, separator, _rest = written.partition("://")
    if not separator or not _SCHEME.fullmatch(scheme.lower()):
        raise UserError(_("Write a URL such as postgresql://reader@db.example.com/orders."))
    dialect, _plus, driver = scheme.lower().partition("+")
    dialect = "postgresql" if dialect == "postgres" else dialect
    known = DIALECTS.get(dialect)
    if known is None:
        names = ", ".join(one.name for one in DIALECTS.values())
        raise UserError(
            _(
                "“{scheme}” is no database that can be used. Use one of {names}.",
                scheme=dialect,
                names=names,
            )
        )
    if driver and driver not in known.drivers:
        raise UserError(
            _(
                "“{driver}” is no driver for {name} that can be used. Leave it out, or use"
                " {drivers}.",
                driver=driver,
                name=known.name,
                drivers=", ".join(known.drivers),
            )
        )
    return _sqlite(written) if dialect == "sqlite" else _server(written, dialect, driver)


def url_refusal(text: str) -> Text | None:
    """What is wrong with a URL, if anything is."""
    try:
        read_database_url(text)
    except UserError as refused:
        return refused.text
    return None


def _sqlite(written: str) -> DatabaseUrl:
    path = written.partition("://")[2]
    if not path.startswith("/") or "?" in path or "#" in path:
        raise UserError(_("Write the path of the file, such as sqlite:////srv/orders.db."))
    file = unquote(path[1:])
    if not file or file.startswith(":"):
        raise UserError(_("Name a file: a database in memory is empty at each start."))
    if _CONTROL.sub("", file.replace(" ", "")) != file.replace(" ", ""):
        raise UserError(_("The path holds a control character."))
    # A path of another computer would send this computer's login there.
    if not _ABSOLUTE.match(file):
        raise UserError(_("Write the whole path, such as sqlite:////srv/orders.db."))
    return DatabaseUrl("sqlite", database=file)


def _server(written: str, dialect: str, driver: str) -> DatabaseUrl:
    try:
        parts = urlsplit(written)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UserError(_("The host or port cannot be read. Write host:port.")) from None
    account, at, _place = parts.netloc.rpartition("@")
    if at and ":" in account:
        raise UserError(_("Take the password out of the URL and type it into its own field."))
    if not _HOST.fullmatch(host):
        raise UserError(_("Write the host, such as db.example.com, after :// or @."))
    if port == 0:
        raise UserError(_("A port is a number from 1 to 65535."))
    if parts.fragment:
        raise UserError(_("Write # as %23."))
    return DatabaseUrl(
        dialect=dialect,
        driver=driver,
        user=_plain(account, _("user")),
        host=host,
        port=port or 0,
        database=_plain(parts.path.removeprefix("/"), _("database")),
        options=_options(parts.query, dialect),
    )


def _plain(written: str, what: Text) -> str:
    text = unquote(written)
    if _CONTROL.sub("", text.replace(" ", "")) != text.replace(" ", ""):
        raise UserError(_("The {what} holds a control character.", what=what))
    return text


def _options(query: str, dialect: str) -> tuple[tuple[str, str], ...]:
    found = []
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=20):
        if name.lower() not in DIALECTS[dialect].options:
            raise UserError(
                _(
                    "The option “{name}” cannot be used for {dialect}. Use {options}, or leave it"
                    " out.",
                    name=name,
                    dialect=DIALECTS[dialect].name,
                    options=", ".join(sorted(DIALECTS[dialect].options)),
                )
            )
        # A path as the name of a driver would load that file.
        if not _OPTION.fullmatch(value):
            raise UserError(
                _("The option “{name}” may hold letters, digits, blanks and . _ - only.", name=name)
            )
        found.append((name, value))
    return tuple(found)
