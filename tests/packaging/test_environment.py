"""A complete environment costs nothing, a broken one is repaired, a fault ends in one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workshop import environment
from workshop.places import Stopped

# A set-up that runs a program which says that it has started, and waits to be told to go on.
_SET_UP = """
import sys
from pathlib import Path
from workshop import environment

root, started, go_on = map(Path, sys.argv[1:])
environment.ROOT, environment.BUILD = root, root / "build"
environment.LOG = environment.BUILD / "setup.log"
program = "import sys; open(sys.argv[1], 'w').close(); open(sys.argv[2]).read()"
with environment._alone():
    environment._logged([sys.executable, "-c", program, str(started), str(go_on)], "It failed")
"""


@dataclass
class Checkout:
    """A made-up checkout, and the commands that were run in it."""

    root: Path
    ran: list[str] = field(default_factory=list)
    fail_at: str = ""

    def run(self, command: Sequence[str], failed: str) -> None:
        words = " ".join(command)
        kind = "venv" if "-m venv" in words else "lock" if "-r " in words else "project"
        if kind == self.fail_at:
            raise Stopped(failed)
        self.ran.append(kind)
        if kind == "venv":
            python = self.root / ".venv" / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()
            self.write_version()

    def write_version(self) -> None:
        text = "version = {}.{}.{}\n".format(*sys.version_info[:3])
        (self.root / ".venv" / "pyvenv.cfg").write_text(text, encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    checkout = Checkout(tmp_path)
    venv, build = tmp_path / ".venv", tmp_path / "build"
    (tmp_path / "lock").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "project").write_text("[project]\n", encoding="utf-8")
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "BUILD": build,
        "LOG": build / "setup.log",
        "LOCK": tmp_path / "lock",
        "PROJECT": tmp_path / "project",
        "_STAMP": venv / "stamp.json",
        "_UNFINISHED": venv / "unfinished",
        "venv_program": lambda program: venv / "bin" / program,
        "_runs_pip": lambda: True,
        "_logged": checkout.run,
    }.items():
        monkeypatch.setattr(environment, name, value)
    return checkout


def test_a_new_checkout_gets_everything(checkout: Checkout) -> None:
    environment.ensure()
    assert checkout.ran == ["venv", "lock", "project"]
    assert environment.is_current()


def test_the_packages_of_the_lock_are_counted_without_their_conditions(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = "a==1 ; sys_platform == 'linux' \\\n    --hash=sha256:0\nb==2\n"
    (checkout.root / "lock").write_text(lock, encoding="utf-8")
    environment.ensure()
    assert "Installing up to 2 packages" in capsys.readouterr().out


def test_a_second_start_does_nothing(checkout: Checkout) -> None:
    environment.ensure()
    checkout.ran.clear()
    environment.ensure()
    assert checkout.ran == []


def test_a_changed_lock_is_installed_over_the_old_one(checkout: Checkout) -> None:
    environment.ensure()
    checkout.ran.clear()
    (checkout.root / "lock").write_text("a==2\n", encoding="utf-8")
    environment.ensure()
    assert checkout.ran == ["lock", "project"]


def test_a_changed_project_file_leaves_the_packages_alone(checkout: Checkout) -> None:
    environment.ensure()
    checkout.ran.clear()
    (checkout.root / "project").write_text("[project]\nname = 'b'\n", encoding="utf-8")
    environment.ensure()
    assert checkout.ran == ["project"]


@pytest.mark.parametrize("step", ["lock", "project"])
def test_an_interrupted_set_up_starts_over_in_a_fresh_environment(
    checkout: Checkout, step: str
) -> None:
    checkout.fail_at = step
    with pytest.raises(Stopped):
        environment.ensure()
    half_written = checkout.root / ".venv" / "half_written.py"
    half_written.touch()
    checkout.fail_at, checkout.ran = "", []
    environment.ensure()
    assert checkout.ran == ["venv", "lock", "project"]
    assert not half_written.exists()


def test_a_removal_cut_short_never_leaves_what_looks_like_an_environment(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.fail_at = "lock"
    with pytest.raises(Stopped):
        environment.ensure()

    def cut_short(folder: Path) -> None:
        (folder / "unfinished").unlink()
        raise OSError("cut short")

    checkout.fail_at, checkout.ran = "", []
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", cut_short)
        with pytest.raises(Stopped):
            environment.ensure()
    left_over = checkout.root / ".venv" / "half_removed.py"
    left_over.touch()
    environment.ensure()
    assert checkout.ran == ["venv", "lock", "project"]
    assert not left_over.exists()


def test_making_the_environment_cut_short_is_begun_afresh(checkout: Checkout) -> None:
    checkout.fail_at = "venv"
    with pytest.raises(Stopped):
        environment.ensure()
    checkout.write_version()
    left_over = checkout.root / ".venv" / "half_written.py"
    left_over.touch()
    checkout.fail_at = ""
    environment.ensure()
    assert not left_over.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds the lock by process")
def test_what_a_killed_set_up_left_running_keeps_the_next_one_waiting(checkout: Checkout) -> None:
    import fcntl

    checkout.root.joinpath("build").mkdir()
    started, go_on = checkout.root / "started", checkout.root / "go_on"
    os.mkfifo(started)
    os.mkfifo(go_on)
    set_up = subprocess.Popen(
        [sys.executable, "-c", _SET_UP, *map(str, (checkout.root, started, go_on))],
        env={**os.environ, "PYTHONPATH": str(Path(environment.__file__).parents[1])},
    )
    started.read_bytes()
    set_up.kill()
    set_up.wait()
    with (checkout.root / "build" / "setup.lock").open("w") as lock:
        try:
            with pytest.raises(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            go_on.write_bytes(b"")
        fcntl.flock(lock, fcntl.LOCK_EX)


def test_an_environment_of_another_python_is_replaced(checkout: Checkout) -> None:
    environment.ensure()
    checkout.ran.clear()
    (checkout.root / ".venv" / "stamp.json").unlink()
    (checkout.root / ".venv" / "pyvenv.cfg").write_text("version = 3.1.4\n", encoding="utf-8")
    environment.ensure()
    assert checkout.ran == ["venv", "lock", "project"]


def test_an_environment_made_by_hand_is_kept_and_completed(checkout: Checkout) -> None:
    environment.ensure()
    checkout.ran.clear()
    (checkout.root / ".venv" / "stamp.json").unlink()
    environment.ensure()
    assert checkout.ran == ["lock", "project"]


def test_a_missing_lock_is_asked_back_from_git(checkout: Checkout) -> None:
    (checkout.root / "lock").unlink()
    with pytest.raises(Stopped, match="lock is missing: restore it with 'git checkout'"):
        environment.ensure()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "cannot be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one the lock file names"),
        ("SSLError(CERTIFICATE_VERIFY_FAILED)", "certificate is not trusted"),
        ("ERROR: No matching distribution found for shiboken6==6.11.3", "shiboken6==6.11.3"),
        ("[Errno 13] Permission denied: 'x'", "cannot be written"),
        ("something nobody foresaw", "read the last lines of"),
    ],
)
def test_a_fault_is_explained_in_one_sentence(
    checkout: Checkout, words: str, sentence: str
) -> None:
    told = environment._explain(words)
    assert sentence in told
    assert "\n" not in told


def test_a_failing_program_leaves_its_words_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "BUILD", tmp_path / "build")
    monkeypatch.setattr(environment, "LOG", tmp_path / "build" / "setup.log")
    code = "print('No space left on device'); raise SystemExit(1)"
    with pytest.raises(Stopped, match="The disk is full"):
        environment._logged([sys.executable, "-c", code], "It failed")
    assert "No space left on device" in (tmp_path / "build" / "setup.log").read_text("utf-8")
