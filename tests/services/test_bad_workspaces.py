"""A file that is no sound workspace is refused in one sentence, and stays as it is."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.errors import UserError
from app.model.resources import Queue, ResourceKind
from app.model.store.files import APPLICATION_ID
from app.model.store.refusals import Damaged, Foreign
from app.model.store.schema import SCHEMA
from app.services import lifecycle, runs, samples
from app.services.backups import look_into
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.scaling import scaled
from tests.services.foreign_files import FOREIGN
from tests.workspaces import CATALOGUE, a_trace, contents, new_routing, new_version, new_workspace

_ORDINARY = 65_534  # "nobody" on Unix


def refusal(path: Path) -> str:
    """The sentence that opening says, after checking that it left every file as it was."""
    before = contents(path.parent)
    with pytest.raises(UserError) as found:
        Workspace.open(path, CATALOGUE)
    assert contents(path.parent) == before
    sentence = str(found.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A workspace with something of everything, closed."""
    ws = new_workspace(tmp_path)
    save_resource(ws, Queue(name="Sales", reference="sales"))
    routing = new_routing(ws)
    version = lifecycle.promote(ws, new_version(ws, routing, words="queue:sales").id)
    for number in range(3):
        new_version(ws, routing, f"Version {number}")
    runs.keep_run(ws, version.id, a_trace())
    chosen = samples.create_set(ws, "Mail")
    samples.add_typed(ws, chosen.id, "jane@example.org", "Hello", "words " * 500)
    ws.close()
    return ws.path


def everything(ws: Workspace) -> None:
    """Read all that a workspace holds."""
    ws.settings()
    ws.resources()
    ws.uses(ResourceKind.QUEUE, "sales")
    for routing in ws.routings():
        ws.log(routing.id)
        for version in ws.versions(routing.id):
            ws.tree(version.id)
            runs.last_run(ws, version.id)
    for found in samples.sample_sets(ws):
        for email in samples.emails(ws, found.id, 0, 100):
            samples.raw(ws, email.id)


@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / "other.routings"
    FOREIGN[what](path)
    assert "is not a workspace" in refusal(path)
    for way in (Workspace.open_to_read, lambda path, _catalogue: look_into(path)):
        before = contents(tmp_path)
        with pytest.raises(Foreign):
            way(path, CATALOGUE)
        assert contents(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.timeout(60)
def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.routings"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/null"), Path("/dev/zero")):
        with pytest.raises(UserError, match="is not a workspace"):
            Workspace.open(path, CATALOGUE)


@pytest.mark.skipif(os.name == "nt", reason="links take a right of their own on Windows")
def test_a_link_that_leads_nowhere_or_in_a_ring_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nowhere.routings").symlink_to(tmp_path / "gone.routings")
    (tmp_path / "ring.routings").symlink_to(tmp_path / "ring.routings")
    for name in ("nowhere", "ring"):
        with pytest.raises(UserError):
            Workspace.open(tmp_path / f"{name}.routings", CATALOGUE)


@pytest.mark.parametrize("mark", [0, 1, 0x0F055112, APPLICATION_ID - 1])
def test_a_foreign_database_is_refused(tmp_path: Path, mark: int) -> None:
    path = tmp_path / "browser.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA application_id = {mark}")
        file.execute("CREATE TABLE meta (id)")
    assert "is not a workspace" in refusal(path)


def test_a_newer_workspace_is_refused(closed: Path) -> None:
    with contextlib.closing(sqlite3.connect(closed)) as file:
        file.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    assert "newer version of this application" in refusal(closed)


def test_a_workspace_that_calls_itself_older_than_it_is_is_refused(closed: Path) -> None:
    with contextlib.closing(sqlite3.connect(closed)) as file:
        file.execute("PRAGMA user_version = 0")
    assert "is damaged" in refusal(closed)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no workspace at" in refusal(tmp_path / "nowhere.routings")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.routings").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder.routings")


def test_a_file_cut_at_any_page_is_refused(closed: Path) -> None:
    whole = closed.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    for length in range(size, len(whole), size):
        closed.write_bytes(whole[:length])
        assert "is damaged" in refusal(closed)
        with pytest.raises(Damaged):
            Workspace.open_to_read(closed, CATALOGUE)
        assert contents(closed.parent) == {closed.name: whole[:length]}
    closed.write_bytes(whole[:50])
    assert "is not a workspace" in refusal(closed)


@pytest.mark.parametrize("missing", ["meta", "version", "alembic_version"])
def test_a_file_of_ours_without_its_tables_is_refused(closed: Path, missing: str) -> None:
    with contextlib.closing(sqlite3.connect(closed)) as file:
        file.execute(f"DROP TABLE {missing}")
    assert "is damaged" in refusal(closed)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_flipped_bits_never_end_in_a_crash(closed: Path) -> None:
    whole = closed.read_bytes()
    dice = random.Random(8)
    for _ in range(scaled(200) * 3):
        flipped = bytearray(whole)
        for _ in range(dice.choice((1, 1, 8))):
            flipped[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        closed.write_bytes(flipped)
        for way in (Workspace.open, Workspace.open_to_read):
            with contextlib.suppress(UserError), contextlib.closing(way(closed, CATALOGUE)) as ws:
                everything(ws)
            assert contents(closed.parent) == {closed.name: bytes(flipped)}


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A folder that belongs to a user without the rights of an administrator."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.name != "nt" and os.geteuid() == 0:
            os.chown(folder, _ORDINARY, _ORDINARY)
        yield folder


@contextlib.contextmanager
def ordinary_user() -> Iterator[None]:
    if os.name == "nt" or os.geteuid() != 0:
        yield
        return
    os.seteuid(_ORDINARY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "words"),
    [
        (0o000, 0o777, "may not read"),
        (0o444, 0o777, "may not change"),
        (0o666, 0o555, "may not write in the folder"),
    ],
)
def test_missing_rights_are_said(
    ordinary_folder: Path, file_mode: int, folder_mode: int, words: str
) -> None:
    with ordinary_user():
        ws = new_workspace(ordinary_folder)
        ws.close()
        ws.path.chmod(file_mode)
        ordinary_folder.chmod(folder_mode)
        with pytest.raises(UserError, match=words):
            Workspace.open(ws.path, CATALOGUE)
        assert [found.name for found in ordinary_folder.iterdir()] == [ws.path.name]
        ordinary_folder.chmod(0o777)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_a_folder_without_the_right_to_write_takes_no_new_workspace(
    ordinary_folder: Path,
) -> None:
    with ordinary_user():
        ordinary_folder.chmod(0o555)
        with pytest.raises(UserError, match="may not write in the folder"):
            new_workspace(ordinary_folder)
        ordinary_folder.chmod(0o777)
    assert not list(ordinary_folder.iterdir())


def test_a_crash_in_the_middle_of_a_write_is_undone_on_opening(closed: Path) -> None:
    """A journal beside the file is followed, even where the file itself looks cut."""
    pid = os.fork() if hasattr(os, "fork") else -1
    if pid == 0:
        file = sqlite3.connect(closed, isolation_level=None)
        file.execute("PRAGMA journal_mode = delete")
        file.execute("PRAGMA cache_size = 1")
        file.execute("BEGIN IMMEDIATE")
        for number in range(400):
            values = (f"s{number}", f"s{number}", f"s{number}")
            file.execute("INSERT INTO sample_set VALUES (?, ?, ?)", values)
        os.kill(os.getpid(), 9)
    if pid < 0:
        pytest.skip("no fork on this system")
    os.waitpid(pid, 0)
    assert closed.with_name(closed.name + "-journal").exists()
    ws = Workspace.open(closed, CATALOGUE)
    everything(ws)
    assert len(samples.sample_sets(ws)) == 1
    ws.close()
