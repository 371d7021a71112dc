"""Runs the headless commands, in this process or, where that matters, in one of their own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from app import cli


@dataclass(frozen=True)
class Finished:
    """What a command left: exit status and both streams."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def smart_routing(*arguments: str | Path) -> Finished:
    """Run `smart-routing` with these arguments, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _stream in range(2))
    status: object = 0
    with (
        mock.patch.object(sys, "argv", ["smart-routing", *map(str, arguments)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            cli.main()
        except SystemExit as stop:
            status = stop.code
    return Finished(int(str(status or 0)), _written(out), _written(err))


def smart_routing_apart(*arguments: str | Path, hash_seed: int) -> Finished:
    """Run `smart-routing` in a process of its own, with its own order of sets and dicts."""
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
