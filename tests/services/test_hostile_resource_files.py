"""Files that nobody should send: each is refused in one sentence, with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.model.errors import OutsideError, UserError
from app.model.resources import ResourceKind
from app.services import text_files
from app.services.csv_lines import delimiter_of, formulas, records
from app.services.resource_export import FileFormat
from app.services.resource_import import read_file, read_resources
from app.services.resource_rows import ReadResources

QUEUES = "reference,name\nsales,Été\nbilling,Billing\n"


def as_csv(raw: bytes) -> ReadResources:
    return read_resources(raw, FileFormat.CSV, ResourceKind.QUEUE, "queues")


def as_json(raw: bytes) -> ReadResources:
    return read_resources(raw, FileFormat.JSON, ResourceKind.QUEUE, "queues")


def names(read: ReadResources) -> list[str]:
    return [found.values["name"] for found in read.found]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_every_usual_encoding_is_read(encoding: str) -> None:
    read = as_csv(QUEUES.encode(encoding))
    assert names(read) == ["Été", "Billing"]
    assert bool(read.notes) == (encoding == "cp1252")


def test_what_had_to_be_guessed_is_told() -> None:
    (note,) = as_csv(QUEUES.encode("cp1252")).notes
    assert "line 2" in str(note)
    assert "Windows-1252" in str(note)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found_out(delimiter: str) -> None:
    text = QUEUES.replace(",", delimiter)
    assert names(as_csv(text.encode())) == ["Été", "Billing"]


def test_a_separator_inside_quotes_does_not_count() -> None:
    assert delimiter_of('"a;b;c",d\n1,2\n') == ","
    assert delimiter_of("alone\n1;2\n") == ","


def test_the_separator_that_a_spreadsheet_names_is_obeyed() -> None:
    assert [one.line for one in records("sep=;\na;b\n\n1;2\n")] == [2, 4]
    assert names(as_csv(b"sep=|\nreference|name\na|A;B\n")) == ["A;B"]


def test_records_know_the_line_that_they_begin_on() -> None:
    assert [one.line for one in records('a,b\n"1\n2",3\r\n\r\n4,5\r6,7')] == [1, 2, 5, 6]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b"\n \n,,\n", "is empty"),
        (b'reference,name\na,"A\nb,B\n', "Line 2: a quote is opened and never closed"),
        (b'reference,name\na,"A"x\n', "Line 2: something follows a closing quote"),
        (b"reference,name\na,A\0\n", "Line 2 holds a NUL"),
        (b"reference,name\na,\x81\x8d\n", "Line 2 is not written in UTF-8"),
        (b"\xff\xfer\0", "no column"),
        (b"\xff\xfer", "Line 1 is not written in UTF-16"),
        (b"a,b\n1,2\n", "Line 1 names no column"),
        (b"reference,name,Name\na,b,c\n", "twice"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Line"),
    ],
)
def test_what_is_no_csv_of_resources_is_refused_with_its_line(raw: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        as_csv(raw)


GOOD = {"format": 1, "kind": "queue", "resources": [{"reference": "a", "name": "A"}]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Line 1 is not JSON"),
        ("[]", "Line 1 is not JSON"),
        ('{"format": 1,\n"kind": "queue",\n"resources": [\n{"a": 1,}]}', "Line 4 is not JSON"),
        ('{"format": 1,\n"kind": "queue",\n"resources": [', "Line 3 is not JSON"),
        ('{"format": 1,\n"format": 1}', "Line 2 .* twice"),
        ('{"kind": "queue",\n"resources": [{"name": 1,\n"name": 2}]}', "Line 3 .* twice"),
        ('{"resources": [{"x": {"a": 1, "a": 2}}]}', "Line 1 .* twice"),
        ('{"resources": [{"x": ' + "[" * 100_000, "Line 1 is not JSON"),
        ('{"resources": [{"x": ' + "[" * 500 + "]" * 500 + "}]}", "nested too deeply"),
        ('{"resources": [{"x": NaN}]}', "Line 1 is not JSON"),
        ('{"resources": ["a"]}', "Line 1 is not JSON"),
        ('{"resources": [{"x": "\\ud800"}]}', "Line 1 is not JSON"),
        (json.dumps(GOOD) + "x", "something follows the end"),
        (json.dumps({**GOOD, "kind": "routing"}), "which kind"),
        (json.dumps({**GOOD, "kind": ["queue"]}), "which kind"),
        (json.dumps({**GOOD, "format": 2}), "another format"),
    ],
)
def test_what_is_no_json_of_resources_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        as_json(text.encode())


def test_json_in_another_encoding_is_told() -> None:
    assert names(as_json(json.dumps(GOOD).encode("utf-16"))) == ["A"]
    raw = json.dumps({**GOOD, "note": "Été"}, ensure_ascii=False, indent=1).encode("cp1252")
    with pytest.raises(UserError, match="Line 10 is not written in UTF-8"):
        as_json(raw)


def test_fields_of_json_know_their_lines() -> None:
    (found,) = as_json(json.dumps(GOOD, indent=2).encode()).found
    assert (found.line, found.line_of("reference"), found.line_of("name")) == (5, 6, 7)
    assert found.line_of("capacity") == 5


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(UserError, match="larger than 64 MB"):
        read_file(path, ResourceKind.QUEUE)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    with pytest.raises(UserError, match="is no file"):
        read_file(folder, ResourceKind.QUEUE)
    with pytest.raises(OutsideError, match="cannot be read"):
        read_file(tmp_path / "nowhere.csv", ResourceKind.QUEUE)
    with pytest.raises(UserError, match=r"neither \.csv nor \.json"):
        read_file(tmp_path / "queues", ResourceKind.QUEUE)


def test_a_quote_that_swallows_a_large_file_is_told_by_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = b'reference,name\na,"A\n' + b"b,B\n" * 6_000_000
    assert len(raw) < text_files.MOST_BYTES
    with pytest.raises(UserError, match="Line 2: a cell is longer"):
        as_csv(raw)


def test_cells_that_a_spreadsheet_takes_for_formulas_are_counted() -> None:
    row = ("=1+1", "+33 1", "-5", "+1,5", "@sum", "-x", "a=b", "", "\tx")
    assert formulas([row]) == 5
