"""Children that are killed in the middle of their work, and what holds of the file afterwards.

A victim is a generator at the top of a test module: it works on a file, and yields a value after
each commit. What it has yielded is acknowledged, and must be there after the kill:

    def promoting(path: str, routing: str) -> Iterator[int]:
        ws = Workspace.open(Path(path), CATALOGUE)
        while True:
            ...
            yield len(ws.log(routing))

    with Nursery(promoting) as nursery:
        for _ in range(scaled(KILLS)):
            death = nursery.kill(str(path), routing.id, dice=dice)
            assert_clean(path)
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from app.services.workspace import Workspace
from tests.workspaces import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]

Victim = Callable[..., Iterator[object]]

needs_kill = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")


@dataclass(frozen=True)
class Death:
    """How a victim ended: what it had acknowledged, oldest first, and whether it was done."""

    acknowledged: tuple[Any, ...]
    finished: bool

    @property
    def last(self) -> Any:
        """The last acknowledgement; None when it was killed before the first."""
        return self.acknowledged[-1] if self.acknowledged else None


class Nursery:
    """A process that has the application loaded, and forks a victim for every kill.

    So a kill costs milliseconds, and each victim still opens the file and dies by itself.
    """

    def __init__(self, victim: Victim) -> None:
        self._victim = victim
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 -- closed in __exit__
        self._step = 0.005
        """Seconds from one acknowledgement to the next, as seen so far."""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, self._victim.__module__, self._victim.__qualname__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process is not None
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()
            process.wait()
        self._errors.close()

    def kill(self, *arguments: str, dice: random.Random, most: int = 12) -> Death:
        """Let a victim acknowledge up to `most` times, and kill it at a random moment of a step.

        With no acknowledgement at all it dies while it opens the file.
        """
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments).encode() + b"\n")
        self._process.stdin.flush()
        kind, pid = self._told()
        assert kind == "born"
        acknowledged: list[object] = []
        for _ in range(dice.randint(0, most)):
            began = time.perf_counter()
            kind, value = self._told()
            if kind == "gone":
                return self._buried(acknowledged, value)
            acknowledged.append(value)
            if len(acknowledged) > 1:
                self._step += (time.perf_counter() - began - self._step) / 10
        # Anywhere in the next step: the moment is what this is about, not how long it takes.
        time.sleep(dice.random() * self._step)
        os.kill(pid, signal.SIGKILL)
        while True:
            kind, value = self._told()
            if kind == "gone":
                return self._buried(acknowledged, value)
            acknowledged.append(value)

    def _told(self) -> tuple[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            pytest.fail(f"the nursery is gone: {self._errors.read().decode()}")
        kind, value = json.loads(line)
        return kind, value

    def _buried(self, acknowledged: list[object], status: int) -> Death:
        if status not in {0, -signal.SIGKILL}:
            self._errors.seek(0)
            pytest.fail(f"the victim failed by itself: {self._errors.read().decode()}")
        return Death(tuple(acknowledged), finished=status == 0)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Workspace]:
    """The workspace as the next process finds it, closed after the block."""
    ws = Workspace.open(path, CATALOGUE)
    try:
        yield ws
    finally:
        ws.close()


def assert_clean(path: Path) -> None:
    """SQLite finds nothing wrong with the file, after recovering it where that is due."""
    with contextlib.closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []


def is_recovering(path: Path) -> bool:
    """Whether a journal is left that the next opening follows: the kill fell into a write."""
    beside = (path.with_name(path.name + ending) for ending in ("-journal", "-wal"))
    return any(one.exists() and one.stat().st_size for one in beside)


# --- in the nursery ---


def _tell(kind: str, value: object) -> None:
    # One write, so that the line is there whole or not at all.
    os.write(1, json.dumps([kind, value]).encode() + b"\n")


def _serve(victim: Victim) -> None:
    for line in sys.stdin.buffer:
        pid = os.fork()
        if pid == 0:
            _live(victim, json.loads(line))
        _tell("gone", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _live(victim: Victim, arguments: list[str]) -> None:
    status = 1
    try:
        _tell("born", os.getpid())
        for acknowledgement in victim(*arguments):
            _tell("done", acknowledgement)
        status = 0
    except BaseException:  # noqa: BLE001 -- the test that waits reads it
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve(getattr(importlib.import_module(sys.argv[1]), sys.argv[2]))
