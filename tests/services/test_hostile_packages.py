"""Packages made to do harm: one sentence each, and nothing is written anywhere."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.model.errors import Refused
from app.model.package import UnsoundPackage, read_package, write_package
from app.model.package.archive import unpack
from app.model.routing import Status
from app.services.package_files import open_package
from app.services.workspace import Workspace
from tests.hostile_packages import Hostile, archive, hostile_archives, listed, parts_of
from tests.model.building import add, tree_of
from tests.model.fake_catalogue import CATALOGUE, node
from tests.model.package.building import drawn, package_of, packed_version
from tests.workspaces import contents

ROOT = Path(__file__).resolve().parents[2]
TREE = drawn(tree_of(add(node("b"), after="a0")))
PACKAGE = package_of(
    packed_version(TREE, 1, status=Status.BACKUP),
    packed_version(TREE, 2, name="Second", status=Status.PRODUCTION),
)
TEXTS = unpack(write_package(PACKAGE, CATALOGUE))
HOSTILE = tuple(hostile_archives())


def test_the_package_behind_them_all_is_sound() -> None:
    assert read_package(archive(parts_of(TEXTS)), CATALOGUE) == PACKAGE
    assert read_package(archive(parts_of(listed(TEXTS))), CATALOGUE) == PACKAGE


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.name)
def test_a_hostile_archive_gets_one_sentence_and_nothing_is_written(
    hostile: Hostile, ws: Workspace, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "hostile.routing"
    file.write_bytes(hostile.make(TEXTS))
    before = contents(tmp_path), sorted(home.rglob("*"))
    with pytest.raises(Refused) as caught:
        open_package(file, CATALOGUE)
    sentence = str(caught.value)
    assert hostile.words in sentence
    assert sentence.isprintable()
    assert (contents(tmp_path), sorted(home.rglob("*"))) == before


def test_more_than_twenty_five_of_them_are_refused_each_in_its_own_way() -> None:
    assert len(HOSTILE) >= 25
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE)
    assert len({hostile.words for hostile in HOSTILE}) >= 25


_WATCHED = """
import sys
from app.model.errors import Refused
from app.services.package_files import open_package
from tests.hostile_packages import hostile_archives
from tests.model.fake_catalogue import CATALOGUE
from tests.services.test_hostile_packages import TEXTS
from pathlib import Path

file = Path(sys.argv[1])
writes = []

def watch(event, args):
    if not watching:
        return
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        writes.append((event, args))
    elif event == "open" and args[1] is None and args[2] & 3:
        writes.append((event, args))
    elif event.partition(".")[0] in {"tempfile", "shutil", "subprocess", "socket"}:
        writes.append((event, args))
    elif event in {"os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate"}:
        writes.append((event, args))

watching = False
sys.addaudithook(watch)
refused = 0
for hostile in hostile_archives():
    file.write_bytes(hostile.make(TEXTS))
    watching = True
    try:
        open_package(file, CATALOGUE)
    except Refused:
        refused += 1
    watching = False
print(refused, writes)
"""


def test_python_itself_sees_nothing_opened_for_writing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(tmp_path / "hostile.routing")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == f"{len(HOSTILE)} []\n", done.stderr


def test_a_name_that_steers_the_terminal_is_shown_harmlessly() -> None:
    (bidi,) = (hostile for hostile in HOSTILE if hostile.name == "letters that run backwards")
    with pytest.raises(UnsoundPackage) as caught:
        read_package(bidi.make(TEXTS), CATALOGUE)
    assert "evil\ufffdnosj.exe" in str(caught.value)
