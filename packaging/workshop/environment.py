"""The virtual environment: made from the lock, stamped when complete, repaired when not."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypedDict

from workshop import system
from workshop.places import BUILD, LOCK, LOG, PROJECT, ROOT, VENV, Stopped, venv_program

_STAMP = VENV / "smart-routing-studio.json"
_UNFINISHED = VENV / "smart-routing-studio.unfinished"

# What pip prints, and the sentence that helps; the first match wins.
_FAULTS = (
    (
        r"No space left on device|\[Errno 28\]|not enough space on the disk",
        "The disk is full: free about 1 GB, then run the same command again.",
    ),
    (
        r"DO NOT MATCH THE HASHES|THESE PACKAGES DO NOT MATCH",
        "A downloaded package is not the one the lock file names: run the same command again, "
        "and if it stays so, do not trust the server it comes from.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|certificate verify failed",
        "The package server's certificate is not trusted here: set PIP_CERT to your network's "
        "certificate file, then run the same command again.",
    ),
    (
        r"NewConnectionError|Temporary failure in name resolution|Connection refused"
        r"|Network is unreachable|getaddrinfo failed|ConnectTimeout|Read timed out|ProxyError"
        r"|Connection aborted|RemoteDisconnected|Connection reset|IncompleteRead"
        r"|nodename nor servname",
        "The package server cannot be reached: connect to the network (or set PIP_INDEX_URL to a "
        "mirror or PIP_PROXY to a proxy), then run the same command again.",
    ),
    (
        r"No matching distribution found for (?P<name>\S+)",
        "No ready-made package of {name} exists for this system and Python {python}: use "
        "Python 3.11 to 3.14 on Windows, macOS 13 or Linux with glibc 2.34 or newer "
        "(2.39 on ARM).",
    ),
    (
        r"Permission denied|\[Errno 13\]|Access is denied|Read-only file system",
        "The folder of this checkout cannot be written: make it yours, close programs that run "
        "from .venv, then run the same command again.",
    ),
)


class Stamp(TypedDict):
    """What a complete environment was made from."""

    python: str
    lock: str
    project: str


def is_current() -> bool:
    """Whether the environment is complete and made from today's lock and project file."""
    return venv_program("python").exists() and _read_stamp() == _wanted_stamp()


def ensure() -> None:
    """Make the environment, or bring it up to date; nothing happens when it is current.

    Raises Stopped when it cannot be made; the next call then starts where it is safe to.
    """
    if is_current():
        return
    with _alone():
        if not is_current():  # another terminal may have finished meanwhile
            _make()


def _make() -> None:
    wanted, found = _wanted_stamp(), _read_stamp()
    try:
        if _UNFINISHED.exists() or found is None or found["python"] != wanted["python"]:
            found = None
            _make_venv(fresh=_UNFINISHED.exists() or _made_by_another_python())
        _UNFINISHED.touch()
        _STAMP.unlink(missing_ok=True)
        if found is None or found["lock"] != wanted["lock"]:
            _install_lock()
        _install_project()
        part = _STAMP.with_suffix(".part")
        part.write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")
        part.replace(_STAMP)
        _UNFINISHED.unlink()
    except OSError as fault:
        raise Stopped(_explain(str(fault))) from fault


def _make_venv(*, fresh: bool) -> None:
    system.require_venv_module()
    if VENV.exists() and not fresh and _runs_pip():
        return
    print("Making the virtual environment .venv ...", flush=True)
    # Cut short at any point, what is left has no pyvenv.cfg or is marked: it is made afresh.
    (VENV / "pyvenv.cfg").unlink(missing_ok=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    _UNFINISHED.touch()
    _logged([sys.executable, "-m", "venv", str(VENV)], "The virtual environment cannot be made")


def _made_by_another_python() -> bool:
    """Whether .venv stands for a Python of another version: its packages would not load."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return True
    versions = [line.partition("=")[2].strip() for line in lines if line.startswith("version ")]
    mine = "{}.{}.".format(*sys.version_info[:2])
    return not any(version.startswith(mine) for version in versions)


def _runs_pip() -> bool:
    python = venv_program("python")
    if not python.exists():
        return False
    asked = subprocess.run(
        [str(python), "-m", "pip", "--version"], capture_output=True, check=False
    )
    return asked.returncode == 0


def _install_lock() -> None:
    # Wheels only: nothing is compiled here, and nothing unhashed is fetched to build with.
    packages = len(re.findall(r"^[^\s=]+==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    print(f"Installing up to {packages} packages from the lock (a few minutes) ...", flush=True)
    command = [*_pip(), "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)]
    _logged(command, "The packages cannot be installed")


def _install_project() -> None:
    print("Installing Smart Routing Studio itself ...", flush=True)
    command = [*_pip(), "--no-deps", "--no-index", "--no-build-isolation", "-e", str(ROOT)]
    _logged(command, "The project cannot be installed into .venv")


def _pip() -> list[str]:
    python = str(venv_program("python"))
    return [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def _logged(command: Sequence[str], failed: str) -> None:
    """Run *command* with its words kept in the log; raise Stopped with a sentence on failure."""
    BUILD.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        print("$", " ".join(command), file=log, flush=True)
        start = log.tell()
        # The program inherits the lock of the set-up: should this process be killed, the next
        # set-up waits for it rather than write into the same environment.
        done = subprocess.run(
            command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, close_fds=False, check=False
        )
    if done.returncode != 0:
        with LOG.open(encoding="utf-8", errors="replace") as log:
            log.seek(start)
            raise Stopped(_explain(log.read(), failed))


def _explain(words: str, failed: str = "The set-up cannot go on") -> str:
    """One sentence that says what to do about the fault that *words* tell of."""
    for pattern, sentence in _FAULTS:
        match = re.search(pattern, words)
        if match:
            python = "{}.{}".format(*sys.version_info[:2])
            told = sentence.format(**match.groupdict(), python=python)
            return f"{told} (Details: {_shown(LOG)})"
    return f"{failed}: read the last lines of {_shown(LOG)}, then run the same command again."


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _read_stamp() -> Stamp | None:
    try:
        stamp = json.loads(_STAMP.read_text(encoding="utf-8"))
        return Stamp(python=stamp["python"], lock=stamp["lock"], project=stamp["project"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _wanted_stamp() -> Stamp:
    def digest(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    # The folder counts: the scripts of a moved environment point to where it was made.
    python = "{}.{}.{} in {}".format(*sys.version_info[:3], VENV)
    try:
        return Stamp(python=python, lock=digest(LOCK), project=digest(PROJECT))
    except FileNotFoundError as fault:
        raise Stopped(
            f"{_shown(Path(fault.filename))} is missing: restore it with 'git checkout', then run "
            "the same command again."
        ) from fault


@contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up of this checkout run at a time; the lock ends with its last process."""
    try:
        BUILD.mkdir(exist_ok=True)
        with (BUILD / "setup.lock").open("w", encoding="utf-8") as file:
            _hold(file)
            LOG.write_text("", encoding="utf-8")
            yield
    except OSError as fault:
        raise Stopped(_explain(str(fault))) from fault


def _hold(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        except OSError as fault:
            raise Stopped("Another set-up is running here: wait until it has ended.") from fault
    else:
        import fcntl

        os.set_inheritable(file.fileno(), True)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another set-up of this checkout ...", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)


def environment_variables() -> dict[str, str]:
    """The process's environment, with the virtual environment's programs first on the path."""
    programs = str(venv_program("python").parent)
    path = os.environ.get("PATH", "")
    return {**os.environ, "VIRTUAL_ENV": str(VENV), "PATH": f"{programs}{os.pathsep}{path}"}
