"""The first file of a checkout runs anywhere, and refuses with one sentence."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshop import commands, environment, system
from workshop.places import ROOT, Stopped

BOOTSTRAP = ROOT / "packaging" / "bootstrap.py"


def _ask(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    return subprocess.run(
        [sys.executable, str(BOOTSTRAP), *arguments],
        env={**environment, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_can_read_it_and_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = BOOTSTRAP.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 4))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not any(function.returns for function in functions), "Python 2 knows no annotations"
    names: dict[str, object] = {"__name__": "bootstrap", "__file__": str(BOOTSTRAP)}
    exec(compile(text, str(BOOTSTRAP), "exec"), names)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    main = names["main"]
    assert callable(main)
    assert main() == 2
    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer, and this is 3.9" in said
    assert said.count("\n") == 1


def test_help_names_every_command() -> None:
    asked = _ask("help")
    assert asked.returncode == 0
    named = {line.split()[0] for line in asked.stdout.splitlines() if line.startswith("  ")}
    wanted = {"setup", "run", "test", "test-long", "lint", "format", "bench", "screenshots"}
    assert wanted | {"docs", "check", "lock", "clean"} == named


def test_the_makefile_knows_the_same_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    line = next(line for line in makefile.splitlines() if line.startswith("COMMANDS :="))
    assert sorted(line.split()[2:]) == sorted(commands.names())


def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    asked = _ask("tset")
    assert asked.returncode == 2
    assert "There is no command 'tset': choose one of setup, run, test" in asked.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may lack a display")
def test_without_a_display_run_says_what_works_without_one() -> None:
    asked = _ask("run")
    assert asked.returncode == 2
    assert asked.stderr.count("\n") == 1
    assert "no display" in asked.stderr
    assert "'make test'" in asked.stderr


def test_arguments_after_the_dashes_reach_the_last_step(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []

    def start(step: tuple[str, ...], _variables: object) -> int:
        started.append(step)
        return 0

    monkeypatch.setattr(commands, "_start", start)
    monkeypatch.setattr(environment, "ensure", lambda: None)
    monkeypatch.setattr(system, "require", lambda *_, **__: None)
    assert commands.run(["test", "--", "-k", "undo"]) == 0
    assert started[0][-2:] == ("-k", "undo")
    assert "--cov" not in started[0], "a part of the tests is not held to the floor"
    assert commands.run(["test"]) == 0
    assert "--cov" in started[1]


def test_check_stops_at_the_first_step_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    def carry_out(name: str, *_: object) -> int:
        started.append(name)
        return 1 if name == "test" else 0

    monkeypatch.setattr(commands, "_carry_out", carry_out)
    assert commands.run(["check"]) == 1
    assert started == ["lint", "test"]


MISSING = (system.Need("libnothing1", lambda: False),)


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.usefixtures("linux")
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system, "_can_install", lambda: False)
    monkeypatch.setattr(system, "_is_debian", lambda: True)
    with pytest.raises(Stopped, match=r"run 'sudo apt-get install libnothing1'"):
        system.require(MISSING, purpose="The desktop")


@pytest.mark.usefixtures("linux")
def test_root_on_debian_refreshes_the_lists_only_when_an_install_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []

    def apt(command: list[str]) -> bool:
        ran.append(command[1])
        return command[1] == "update" or "update" in ran

    monkeypatch.setattr(system, "_can_install", lambda: True)
    monkeypatch.setattr(system, "_apt", apt)
    need = system.Need("libnothing1", lambda: "update" in ran)
    system.require([need], purpose="The desktop")
    assert ran == ["install", "update", "install"]


@pytest.mark.usefixtures("linux")
def test_what_cannot_be_installed_points_to_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_can_install", lambda: True)
    monkeypatch.setattr(system, "_apt", lambda _command: False)
    log = str(Path("build") / "setup.log")
    with pytest.raises(Stopped, match=f"could not be installed.*{log}"):
        system.require(MISSING, purpose="The desktop")
