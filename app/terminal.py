"""What every headless command shares: its options, how a workspace is opened, how it speaks."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.model.text import Text

if TYPE_CHECKING:
    from app.services.workspace import Workspace

WRONG_USE = 2

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="The workspace file (.routings).")
]
VersionOption = Annotated[
    int | None,
    typer.Option("--version", help="The version's number; else production, else the newest."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Workspace]:
    """A workspace with all action types, open for one command."""
    from app.engine.registry import CATALOGUE
    from app.services.workspace import Workspace

    with contextlib.closing(Workspace.open(path, CATALOGUE)) as workspace:
        yield workspace


def out(line: str) -> None:
    """Write a line of the answer."""
    sys.stdout.write(line + "\n")


def say(text: Text) -> None:
    """Write a sentence of the answer."""
    out(str(text))


def complain(text: Text) -> None:
    """Write a sentence about what is wrong."""
    sys.stderr.write(f"{text}\n")
