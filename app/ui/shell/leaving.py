"""The question before something that could not be stored would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.model.text import _
from app.ui.shell.pages import WithTyped
from app.ui.shell.version_tab import OpenVersion
from app.ui.widgets import Answer, ConfirmDialog

RETRY, LEAVE, ELSEWHERE = "retry", "leave", "elsewhere"


def unsaved_question(
    parent: QWidget,
    tabs: tuple[OpenVersion, ...],
    go_on: Callable[[], object],
    elsewhere: Callable[[], object],
) -> ConfirmDialog:
    """Ask whether to store again, elsewhere, or not; `go_on` when nothing holds back any more."""
    names = ", ".join(f"“{tab.version.name}”" for tab in tabs)
    dialog = ConfirmDialog(
        _("The last changes are not stored"),
        (
            _(
                "The last changes of {names} could not be stored. They are only in memory.",
                names=names,
            ),
            _(
                "Store them again, save everything in another place and go on there, or stay here"
                " to see what holds them back."
            ),
        ),
        (
            Answer(LEAVE, _("Close and lose them"), "danger"),
            Answer(ELSEWHERE, _("Save elsewhere…"), ""),
            Answer(RETRY, _("Store and close"), "primary"),
        ),
        cancel=_("Stay here"),
        parent=parent,
    )

    def answered() -> None:
        if dialog.answer == ELSEWHERE:
            elsewhere()
        elif dialog.answer == LEAVE or _stored(tabs):
            go_on()

    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(answered)
    dialog.open()
    return dialog


def typed_names(pages: tuple[QWidget, ...]) -> tuple[str, ...]:
    """What was typed on the pages and is not saved."""
    return tuple(name for page in pages if isinstance(page, WithTyped) for name in page.typed())


def typed_question(
    parent: QWidget, names: tuple[str, ...], go_on: Callable[[], object]
) -> ConfirmDialog:
    """Ask before what was typed into forms is lost."""
    listed = ", ".join(f"“{name}”" for name in names)
    dialog = ConfirmDialog(
        _("Not everything is saved"),
        (_("What you typed into {names} is not saved yet.", names=listed),),
        (Answer(LEAVE, _("Close and lose it"), "danger"),),
        cancel=_("Stay here"),
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(go_on)
    dialog.open()
    return dialog


def _stored(tabs: tuple[OpenVersion, ...]) -> bool:
    """Store every one of them, whatever happens to the others."""
    stored = [tab.document.retry() for tab in tabs]
    return all(stored)
