"""The commands of a checkout, each a few steps run inside its virtual environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workshop import environment, system
from workshop.places import BUILD, LOCK, ROOT, VENV, Stopped, venv_program

Step = tuple[str, ...]

# Two workers: the third gains little, and a shared machine stays usable.
_PYTEST: Step = ("python", "-m", "pytest", "-n", "2", "--dist", "worksteal")
_WITHOUT_BENCHMARKS: Step = ("--ignore=tests/benchmarks", "--benchmark-disable")
_COVERAGE: Step = ("--cov", "--cov-report=term")
_TYPED = ("app", "tests", "packaging/bootstrap.py", "packaging/workshop")
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}

# What the lock is made with: no header, index or annotation may name a place.
_LOCK: Step = (
    "pip",
    "compile",
    "pyproject.toml",
    "--extra=dev",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
    "--output-file=packaging/requirements.lock",
)


@dataclass(frozen=True)
class Command:
    """A command: what it needs of the system, and its steps; the last one takes the arguments."""

    purpose: str
    steps: Sequence[Step] = ()
    needs: Sequence[system.Need] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None


def run(arguments: Sequence[str]) -> int:
    """Run the command that *arguments* begin with; return the process's exit code."""
    name, *rest = arguments or ["--help"]
    if rest[:1] == ["--"]:
        rest = rest[1:]
    try:
        if name in {"-h", "--help", "help"}:
            print(_help())
            return 0
        if name == "clean":
            return _clean()
        if name == "lock":
            return _lock(rest)
        if name == "check":
            return next((code for part in _CHECK if (code := run([part]))), 0)
        if name not in _COMMANDS:
            raise Stopped(f"There is no command '{name}': choose one of {', '.join(names())}.")
        return _carry_out(name, _COMMANDS[name], rest)
    except Stopped as reason:
        sys.stdout.flush()
        print(reason, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. The next command carries on from here.", file=sys.stderr)
        return 130


def _carry_out(name: str, command: Command, arguments: Sequence[str]) -> int:
    if command.before:
        command.before()
    environment.ensure()
    if name == "setup":
        return _tell_ready()
    system.require(command.needs, purpose=command.purpose)
    variables = {**environment.environment_variables(), **command.variables}
    *first, last = command.steps
    if name == "test" and arguments:
        # A part of the tests cannot reach the floor that the whole is held to.
        last = tuple(word for word in last if word not in _COVERAGE)
    for step in first:
        if code := _start(step, variables):
            return code
    return _start((*last, *arguments), variables)


def _start(step: Step, variables: Mapping[str, str]) -> int:
    program = venv_program(step[0])
    words = [str(program), *step[1:]]
    return subprocess.run(words, cwd=ROOT, env=dict(variables), check=False).returncode


def _tell_ready() -> int:
    """Fetch what the desktop needs as well; its absence does not spoil the command line."""
    try:
        system.require(system.JOURNEYS, purpose="The desktop")
    except Stopped as reason:
        print(reason)
    print("Ready: 'make run' starts the studio, 'make test' runs the tests.")
    return 0


def _clean() -> int:
    for folder in (BUILD, *(ROOT / name for name in _CACHES)):
        if folder.is_dir():
            shutil.rmtree(folder)
    for file in ROOT.glob(".coverage*"):
        file.unlink()
    return 0


def _lock(arguments: Sequence[str]) -> int:
    uv = shutil.which("uv") or shutil.which(str(venv_program("uv")))
    if uv is None:
        raise Stopped(
            "Making the lock needs uv: run '.venv/bin/python -m pip install uv', then 'make lock' "
            "again ('make lock ARGS=--upgrade' takes the newest versions)."
        )
    # Settings of this machine's own package servers must not reach the lock.
    variables = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    words = [uv, "--no-config", *_LOCK, *arguments]
    code = subprocess.run(words, cwd=ROOT, env=variables, check=False).returncode
    if code == 0 and any(mark in LOCK.read_text(encoding="utf-8") for mark in ("://", "--index")):
        raise Stopped("The lock names a package server: make it again without such a setting.")
    return code


def _help() -> str:
    lines = [f"  {name:<12} {purpose}" for name, purpose in _purposes().items()]
    return "\n".join(["usage: bootstrap.py COMMAND [-- ARGUMENTS]", "", *lines])


def names() -> list[str]:
    """The commands there are, in the order of the help."""
    return list(_purposes())


def _purposes() -> dict[str, str]:
    return {
        **{name: command.purpose for name, command in _COMMANDS.items()},
        "check": "Everything a reviewer would run",
        "lock": "Making packaging/requirements.lock from pyproject.toml",
        "clean": f"Removing what was built, except {VENV.name}",
    }


_CHECK = ("lint", "test", "bench", "screenshots")
_CACHES = ("dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache")

_COMMANDS: dict[str, Command] = {
    "setup": Command("Setting up the virtual environment"),
    "run": Command(
        "Starting the studio",
        steps=[("python", "-m", "app")],
        needs=system.DESKTOP,
        before=system.require_display,
    ),
    "test": Command(
        "Running the tests",
        steps=[(*_PYTEST, *_WITHOUT_BENCHMARKS, *_COVERAGE)],
        needs=system.JOURNEYS,
    ),
    "test-long": Command(
        "Running the tests at full length",
        steps=[(*_PYTEST, *_WITHOUT_BENCHMARKS, "--full", "--timeout=3600")],
        needs=system.JOURNEYS,
    ),
    "lint": Command(
        "Checking format, style, types and imports",
        steps=[
            ("ruff", "format", "--check", "."),
            ("ruff", "check", "."),
            ("mypy", *_TYPED),
            ("lint-imports",),
        ],
    ),
    "format": Command(
        "Formatting the code",
        steps=[("ruff", "check", "--fix-only", "--quiet", "."), ("ruff", "format", ".")],
    ),
    "bench": Command(
        "Measuring speed",
        steps=[
            (
                *("python", "-m", "pytest", "tests/benchmarks"),
                *("--benchmark-only", "-n", "0", "--no-cov"),
            )
        ],
        needs=system.OFFSCREEN,
    ),
    "screenshots": Command(
        "Making the pictures",
        steps=[("python", "-m", "tests.screenshots", "build/screenshots")],
        needs=system.OFFSCREEN,
        variables=_OFFSCREEN,
    ),
    "docs": Command(
        "Writing the action reference, resources/help/actions",
        steps=[("python", "-m", "tests.docs")],
    ),
}
