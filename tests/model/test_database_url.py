"""URLs of databases: read strictly, never with a password, never with a file of this computer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.errors import UserError
from app.model.resources import Database, DatabasePlace
from app.model.resources.database_url import DatabaseUrl, read_database_url, url_refusal


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "postgresql://reader@db.example.com/orders",
            DatabaseUrl("postgresql", "", "reader", "db.example.com", 0, "orders"),
        ),
        (
            " postgres+psycopg://db:6432/orders?sslmode=require ",
            DatabaseUrl(
                "postgresql", "psycopg", "", "db", 6432, "orders", (("sslmode", "require"),)
            ),
        ),
        ("mysql://a%40b@10.0.0.1/", DatabaseUrl("mysql", "", "a@b", "10.0.0.1")),
        ("mariadb://[::1]:3307/x", DatabaseUrl("mariadb", "", "", "::1", 3307, "x")),
        (
            "mssql+pyodbc://sa@sql/crm?driver=ODBC+Driver+18+for+SQL+Server&Encrypt=yes",
            DatabaseUrl(
                "mssql",
                "pyodbc",
                "sa",
                "sql",
                0,
                "crm",
                (("driver", "ODBC Driver 18 for SQL Server"), ("Encrypt", "yes")),
            ),
        ),
        (
            "oracle://o@ora:1521/?service_name=XE",
            DatabaseUrl("oracle", "", "o", "ora", 1521, "", (("service_name", "XE"),)),
        ),
        ("sqlite:////srv/My%20data.db", DatabaseUrl("sqlite", database="/srv/My data.db")),
        ("sqlite:///C:/data/orders.db", DatabaseUrl("sqlite", database="C:/data/orders.db")),
    ],
)
def test_a_url_is_taken_apart(text: str, read: DatabaseUrl) -> None:
    assert read_database_url(text) == read


HOSTILE = [
    "",
    "orders",
    "://x",
    "http://db/x",
    "file:///etc/passwd",
    "postgresql",
    "postgresql:/db/x",
    "postgresql:///orders",
    "postgresql://@/orders",
    "postgresql://reader:secret@db/orders",
    "postgresql://reader:@db/orders",
    "postgresql://db:99999/orders",
    "postgresql://db:0/orders",
    "postgresql://db:x/orders",
    "postgresql://[::1/orders",
    "postgresql://db/orders#x",
    "postgresql://db,db2/orders",
    "postgresql://db%00/orders",
    "postgresql://db/or%00ders",
    "postgresql://us%0aer@db/orders",
    "postgresql://db/orders\nx",
    "postgresql://d b/orders",
    "postgresql+os://db/x",
    "postgresql+asyncpg://db/x",
    "postgresql://db/x?password=secret",
    "postgresql://db/x?passfile=/etc/passwd",
    "postgresql://db/x?service=prod",
    "postgresql://db/x?sslkey=/etc/key",
    "postgresql://db/x?host=/var/run",
    "postgresql://db/x?options=-csearch_path%3Devil",
    "postgresql://db/x?sslmode=../../etc",
    "mysql://db/x?read_default_file=/etc/my.cnf",
    "mysql://db/x?local_infile=1",
    "mysql://db/x?unix_socket=/tmp/s",
    "mysql://db/x?init_command=DROP+TABLE+x",
    "mssql://db/x?odbc_connect=DRIVER%3D%2Ftmp%2Fevil.so",
    "mssql+pyodbc://db/x?driver=/tmp/evil.so",
    "mssql+pyodbc://db/x?driver=a%7D%3BUID%3Dsa",
    "mssql+pyodbc://mydsn",
    "oracle://db/x?wallet_location=/etc",
    "sqlite://",
    "sqlite:///",
    "sqlite:///:memory:",
    "sqlite:///file:x?mode=memory&uri=true",
    "sqlite:////x.db?vfs=unix-none",
    "sqlite:////x%00.db",
    "sqlite:///orders.db",
    "sqlite://///server/share/x.db",
    "sqlite:////%5C%5Cserver/x.db",
    "sqlite+pysqlcipher:////x.db",
    "postgresql://" + "a" * 2_000 + "/x",
    "javascript://db/x",
    "postgresql://\u202edb/x",
    "postgresql://xn--\udcff/x",
]


@pytest.mark.parametrize("text", [one for one in HOSTILE if one != "mssql+pyodbc://mydsn"])
def test_a_hostile_or_wrong_url_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_database_url(text)
    sentence = str(refused.value.text)
    assert sentence.endswith((".", "%23"))
    assert "secret" not in sentence


@given(st.text(max_size=80), st.sampled_from(["", "postgresql://", "sqlite:///", "mysql://a@"]))
def test_any_text_is_read_or_refused(text: str, before: str) -> None:
    refusal = url_refusal(before + text)
    assert refusal is None or str(refusal)


def test_the_form_tells_of_the_url_of_an_external_database_only() -> None:
    wrong = Database(name="D", reference="d", url="postgresql://a:b@db/x")
    assert list(wrong.own_problems()) == []
    external = Database(
        name="D", reference="d", url="postgresql://a:b@db/x", place=DatabasePlace.EXTERNAL
    )
    (problem,) = external.own_problems()
    assert problem.field == "url"
    assert "password" in str(problem.text)
