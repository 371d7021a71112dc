"""Resources are saved, kept while in use, and read from CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model.errors import OutsideError, Refused, UserError
from app.model.resources import (
    DistributionGroup,
    Mailbox,
    Queue,
    ResourceKind,
    Share,
    ValueTable,
)
from app.services.resource_files import delete_resource, save_resource
from app.services.table_csv import MOST_COLUMNS, MOST_ROWS, table_from_csv
from app.services.workspace import Workspace
from tests.workspaces import new_routing, new_version

SALES = Queue(name="Sales", reference="sales", capacity=5)


def test_a_resource_is_saved_and_replaced(ws: Workspace) -> None:
    assert save_resource(ws, Queue(name=" Sales ", reference="sales")).name == "Sales"
    save_resource(ws, SALES, replaces="SALES")
    assert ws.resource(ResourceKind.QUEUE, "Sales") == SALES
    assert ws.resources().entries == (SALES,)


def test_a_reference_is_free_in_its_kind_whatever_its_case(ws: Workspace) -> None:
    save_resource(ws, SALES)
    with pytest.raises(Refused, match="taken"):
        save_resource(ws, Queue(name="Other", reference="SALES"))
    save_resource(ws, ValueTable(name="Other", reference="SALES"))


@pytest.mark.parametrize(("name", "reference"), [("", "a"), (" ", "a"), ("a", ""), ("a", "ö")])
def test_a_resource_needs_a_sound_name_and_reference(
    ws: Workspace, name: str, reference: str
) -> None:
    with pytest.raises(Refused):
        save_resource(ws, Queue(name=name, reference=reference))
    assert ws.resources().entries == ()


def test_what_is_gone_cannot_be_replaced(ws: Workspace) -> None:
    with pytest.raises(Refused, match="no longer exists"):
        save_resource(ws, SALES, replaces="sales")


def test_a_used_resource_keeps_its_reference_and_is_not_deleted(ws: Workspace) -> None:
    save_resource(ws, SALES)
    new_version(ws, new_routing(ws), words="queue:Sales")
    with pytest.raises(Refused, match="stays, because the action Node"):
        save_resource(ws, Queue(name="Sales", reference="new"), replaces="sales")
    with pytest.raises(Refused, match="Queue sales cannot be deleted, because the action Node"):
        delete_resource(ws, ResourceKind.QUEUE, "sales")
    save_resource(ws, Queue(name="Sales", reference="SALES"), replaces="sales")
    assert ws.resource(ResourceKind.QUEUE, "sales") is not None


def test_an_unused_resource_changes_its_reference_and_is_deleted(ws: Workspace) -> None:
    save_resource(ws, SALES)
    save_resource(ws, Queue(name="Sales", reference="new"), replaces="sales")
    assert [entry.reference for entry in ws.resources().entries] == ["new"]
    delete_resource(ws, ResourceKind.QUEUE, "NEW")
    assert ws.resources().entries == ()


def test_uses_reach_into_rows_and_follow_changes(ws: Workspace) -> None:
    save_resource(ws, SALES)
    group = DistributionGroup(name="All", reference="all", shares=(Share("Sales", 100),))
    save_resource(ws, group)
    (use,) = ws.uses(ResourceKind.QUEUE, "sales")
    assert (use.kind, use.reference, use.field) == (ResourceKind.DISTRIBUTION_GROUP, "all", "queue")
    with pytest.raises(Refused, match="resource All"):
        delete_resource(ws, ResourceKind.QUEUE, "sales")
    save_resource(ws, DistributionGroup(name="All", reference="all"), replaces="all")
    delete_resource(ws, ResourceKind.QUEUE, "sales")


def test_deleting_a_resource_ends_what_it_used(ws: Workspace) -> None:
    save_resource(ws, SALES)
    save_resource(ws, Mailbox(name="Info", reference="Info", fallback_queue="sales"))
    delete_resource(ws, ResourceKind.MAILBOX, "info")
    delete_resource(ws, ResourceKind.QUEUE, "sales")
    assert ws.resources().entries == ()


# CSV


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_understood(separator: str) -> None:
    text = separator.join(("country", "queue")) + "\r\n" + separator.join(("FR", "paris, 1")) + "\n"
    if separator == ",":
        text = 'country,queue\r\nFR,"paris, 1"\n'
    assert table_from_csv(text) == (("country", "queue"), (("FR", "paris, 1"),))


def test_quotes_line_breaks_and_blank_lines_are_understood() -> None:
    text = '\ufeffkey,value\n\n"a ""b""","x\ny"\n , \nc\n'
    assert table_from_csv(text) == (("key", "value"), (('a "b"', "x\ny"), ("c", "")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_of_either_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("key;value\nÉté;Müller\n".encode(encoding))
    assert table_from_csv(path) == (("key", "value"), (("Été", "Müller"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("a,,b\n", "has no name"),
        ("a,A\n", "the same name"),
        ("a,b\n1,2,3\n", "Line 2: It has 3 cells"),
        ('a,b\n"1"x,2\n', "Line 2: something follows a closing quote"),
        (",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)), "more than 50 columns"),
    ],
)
def test_what_is_no_table_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        table_from_csv(text)


def test_cells_that_are_empty_beyond_the_columns_do_not_count() -> None:
    assert table_from_csv("a,b,,\n1,2,,\n") == (("a", "b"), (("1", "2"),))


def test_as_many_rows_as_allowed_are_read_and_no_more() -> None:
    lines = [f"k{n},v" for n in range(MOST_ROWS)]
    columns, rows = table_from_csv("\n".join(("a,b", *lines)))
    assert (len(columns), len(rows)) == (2, MOST_ROWS)
    with pytest.raises(UserError, match="more than 100000 rows"):
        table_from_csv("\n".join(("a,b", *lines, "one,more")))


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="cannot be read"):
        table_from_csv(tmp_path / "nowhere.csv")
