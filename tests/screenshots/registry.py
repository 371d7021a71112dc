"""The registry of shots: functions that bring the window into a state worth a picture."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from tests.screenshots.stage import Stage

Prepare = Callable[[Stage], None]


@dataclass(frozen=True)
class Shot:
    """A named state; the picture is of the window with whatever stands open over it."""

    name: str
    prepare: Prepare
    empty: bool = False


SHOTS: dict[str, Shot] = {}


def shot(name: str, *, empty: bool = False) -> Callable[[Prepare], Prepare]:
    """Register a function as a shot; `empty` gives it a workspace without anything in it."""

    def register(prepare: Prepare) -> Prepare:
        assert name not in SHOTS, f"two shots are called {name}"
        SHOTS[name] = Shot(name, prepare, empty)
        return prepare

    return register


def load_shots() -> tuple[Shot, ...]:
    """Every shot of the modules `shots_*` beside this one, by name."""
    package = importlib.import_module("tests.screenshots")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("shots_"):
            importlib.import_module(f"tests.screenshots.{module.name}")
    return tuple(SHOTS[name] for name in sorted(SHOTS))
