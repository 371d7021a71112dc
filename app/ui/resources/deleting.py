"""Deleting resources: asked before, refused while used, brought back with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.model.errors import UserError
from app.model.resources import Resource
from app.model.store.uses import Use
from app.model.text import _
from app.services.resource_files import delete_resource, restore_resource
from app.ui.resources.used_by import StillUsedDialog
from app.ui.session import Session
from app.ui.widgets import Answer, ConfirmDialog

_DELETE = "delete"


class Deleting(QObject):
    """`deleted` and `restored` carry kind and reference."""

    deleted = Signal(object, str)
    restored = Signal(str, str)

    def __init__(self, session: Session, page: QWidget, go_to: Callable[[Use], object]) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._go_to = go_to
        self._gone: list[Resource] = []

    def ask(self, chosen: tuple[Resource, ...]) -> None:
        """Ask before these are deleted, or say what still uses one of them."""
        workspace = self._session.workspace
        for one in chosen:
            uses = workspace.uses(one.kind, one.reference)
            if uses:
                dialog = StillUsedDialog(one.name, uses, self._go_to, self._page.window())
                dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                dialog.open()
                return
        if not chosen:
            return
        names = ", ".join(f"“{one.name}”" for one in chosen)
        question = ConfirmDialog(
            _("Delete {names}?", names=names),
            (_("Nothing uses it. Right afterwards it can be brought back with Undo."),),
            (Answer(_DELETE, _("Delete"), "danger"),),
            parent=self._page.window(),
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._delete(chosen))
        question.open()

    def undo(self) -> None:
        """Bring back what was deleted last."""
        last = self._gone[-1] if self._gone else None
        try:
            while self._gone:
                restore_resource(self._session.workspace, self._gone[-1])
                self._gone.pop()
        except UserError as error:
            self._session.report(error.text, "error")
        self._session.resources_changed.emit()
        if last is not None and not self._gone:
            self.restored.emit(last.kind, last.reference)

    def _delete(self, chosen: tuple[Resource, ...]) -> None:
        self._gone = []
        for one in chosen:
            try:
                delete_resource(self._session.workspace, one.kind, one.reference)
            except UserError as error:
                self._session.report(error.text, "error")
                break
            self.deleted.emit(one.kind, one.reference)
            self._gone.append(one)
        self._session.resources_changed.emit()
        if self._gone:
            names = ", ".join(f"“{one.name}”" for one in self._gone)
            self._session.report(
                _("{names} deleted.", names=names), "success", (_("Undo"), self.undo)
            )
