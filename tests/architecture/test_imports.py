"""Imports go downwards only, as the contracts in pyproject.toml say."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.sources import ROOT


def test_the_rooms_keep_their_contracts() -> None:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    report = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, report
