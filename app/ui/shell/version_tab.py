"""What the window asks of an open version; `app.ui.version.tab.VersionTab` answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.graph.document import Unsaved
from app.model.routing import Version
from app.ui.session import Session


class OpenDocument(Protocol):
    """The document of an open version, as far as the window needs it."""

    @property
    def unsaved(self) -> Unsaved | None:
        """What the disk refused, if it did."""
        ...

    def retry(self) -> bool:
        """Store again what the disk refused."""
        ...


class OpenVersion(Protocol):
    """An open version: a widget with these properties, signals and methods."""

    title_changed: Any
    status_changed: Any
    saving_state_changed: Any
    version_changed: Any
    open_version_requested: Any
    asked: Any

    @property
    def version(self) -> Version:
        """The version as it was read last."""
        ...

    @property
    def document(self) -> OpenDocument:
        """Its document."""
        ...

    @property
    def problem_counts(self) -> tuple[int, int]:
        """How many errors and warnings there are."""
        ...

    @property
    def is_unsaved(self) -> bool:
        """Whether what is on screen could not be stored."""
        ...

    def actions(self) -> dict[str, QAction]:
        """Its commands by key, for the menus of the window."""
        ...

    def panels(self) -> tuple[QWidget, ...]:
        """What F6 walks through, in reading order."""
        ...

    def show_action(self, action_id: str) -> None:
        """Select an action and bring it into view."""
        ...

    def show_run(self, run_id: int) -> None:
        """Open a kept run in the trace panel."""
        ...

    def show_problems(self) -> None:
        """Bring the list of problems to the front."""
        ...

    def refresh_version(self) -> None:
        """Read the version again: its name or state has changed."""
        ...

    def follow_store(self) -> None:
        """Show what another window stored; nothing that is not stored yet may go with it."""
        ...

    def leave(self) -> bool:
        """End typing and store it; False when the tab must stay."""
        ...


TabMaker = Callable[[Session, str], QWidget]
"""Makes the widget of a version; it implements `OpenVersion`."""


def make_version_tab(session: Session, version_id: str) -> QWidget:
    """The real one. The canvas loads here, when the first version opens, and not before."""
    from app.ui.version.tab import VersionTab

    return VersionTab(session, version_id)


def as_open_version(widget: QWidget) -> OpenVersion:
    """The widget of a tab seen as an open version."""
    return cast(OpenVersion, widget)
