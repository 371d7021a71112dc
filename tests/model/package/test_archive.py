"""The ZIP around a package: always the same bytes, readable by anybody's tools."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.errors import Refused
from app.model.package.archive import MOST_BYTES, MOST_ENTRIES, pack, unpack
from app.model.package.errors import NoPackage

ENTRIES = {"b/two.json": b"[2]\n", "a.json": b"{}\n", "b/c/empty.json": b""}

names = st.integers(0, 9).map(lambda number: f"folder/{number}.json")


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """What another program makes of these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return target.getvalue()


@given(st.dictionaries(names, st.binary(max_size=300), min_size=1))
def test_what_is_packed_is_unpacked(entries: dict[str, bytes]) -> None:
    packed = pack(entries)
    assert unpack(packed) == entries
    assert pack(dict(reversed(list(entries.items())))) == packed


def test_another_program_reads_it_and_finds_it_sorted_and_without_time() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(ENTRIES))) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == ENTRIES
        assert file.namelist() == sorted(ENTRIES)
        for info in file.infolist():
            assert info.compress_type == zipfile.ZIP_STORED
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_that_another_program_zipped_again_is_read(method: int) -> None:
    folders = {"b/": b"", "b/c/": b""}
    assert unpack(zipped({**folders, **ENTRIES}, method)) == ENTRIES


def test_extra_fields_with_times_and_owners_are_no_reason_to_refuse() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        info = zipfile.ZipInfo("a.json", (2026, 11, 25, 2, 0, 0))
        info.extra = b"UT\x05\x00\x03" + bytes(4)
        file.writestr(info, b"{}\n")
    assert unpack(target.getvalue()) == {"a.json": b"{}\n"}


def test_too_much_for_one_package_is_refused_when_packing() -> None:
    with pytest.raises(Refused, match="one by one"):
        pack({f"{number}.json": b"" for number in range(MOST_ENTRIES + 1)})
    with pytest.raises(Refused, match="one by one"):
        pack({"large.json": bytes(MOST_BYTES)})
    most = {f"{number}.json": b"" for number in range(MOST_ENTRIES)}
    assert unpack(pack(most)) == most


@pytest.mark.parametrize("data", [b"", b"PK", b"SQLite format 3\0", b"{}", b"\x89PNG" * 20])
def test_what_is_no_zip_is_no_package(data: bytes) -> None:
    with pytest.raises(NoPackage, match="no package of this application"):
        unpack(data)
