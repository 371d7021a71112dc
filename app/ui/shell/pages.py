"""What a page may offer the window beside its widget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


@runtime_checkable
class WithPanels(Protocol):
    """A page of several parts that F6 walks through."""

    def panels(self) -> tuple[QWidget, ...]:
        """Its parts, in reading order."""
        ...


@runtime_checkable
class WithTyped(Protocol):
    """A page that keeps what was typed and not saved."""

    def typed(self) -> tuple[str, ...]:
        """The names of what is not saved."""
        ...


@runtime_checkable
class WithMail(Protocol):
    """A page that takes emails from the disk."""

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import these files and folders."""
        ...


@runtime_checkable
class WithCommands(Protocol):
    """A page with commands of its own for the menus of the window."""

    def menu_commands(self) -> dict[str, QAction]:
        """Its commands by name; the menus know the names."""
        ...


def page_commands(page: QWidget) -> dict[str, QAction]:
    """What the menus of the window offer while a page is in front."""
    return page.menu_commands() if isinstance(page, WithCommands) else {}


def panels_of(page: QWidget) -> tuple[QWidget, ...]:
    """What F6 walks through on a page."""
    return page.panels() if isinstance(page, WithPanels) else (page,)
