"""Deleting resources: asked before, refused while used, brought back with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.model.errors import UserError
from app.model.resources import KIND_LABELS, Resource
from app.model.store.uses import Use
from app.model.text import Text, _, verbatim
from app.services.resource_files import delete_resource, restore_resource
from app.ui.resources.used_by import StillUsedDialog
from app.ui.session import Session
from app.ui.widgets import Answer, ConfirmDialog

_DELETE = "delete"
_NAMED = 3
_MOST_KEPT = 50


class Deleting(QObject):
    """`deleted` and `restored` carry kind and reference; `undo_changed` what Undo would do."""

    deleted = Signal(object, str)
    restored = Signal(str, str)
    undo_changed = Signal(object)
    done = Signal()
    """Everything that could be deleted is."""

    def __init__(self, session: Session, page: QWidget, go_to: Callable[[Use], object]) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._go_to = go_to
        self._gone: list[tuple[Resource, ...]] = []

    def ask(self, chosen: tuple[Resource, ...]) -> None:
        """Ask before these are deleted, or say what still uses one of them."""
        workspace = self._session.workspace
        for one in chosen:
            uses = workspace.uses(one.kind, one.reference)
            if uses:
                dialog = StillUsedDialog(one, uses, self._go_to, self._page.window())
                dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                dialog.open()
                return
        if not chosen:
            return
        question = ConfirmDialog(
            _("Delete {what}?", what=what_in_words(chosen)),
            (
                _("Nothing uses it. It can be brought back with Undo.")
                if len(chosen) == 1
                else _("Nothing uses them. They can be brought back with Undo."),
            ),
            (Answer(_DELETE, _("Delete"), "danger"),),
            parent=self._page.window(),
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._delete(chosen))
        question.open()

    def undo(self) -> None:
        """Bring back what was deleted last; what cannot come back yet is kept for another try."""
        if not self._gone:
            return
        left = list(self._gone.pop())
        back: list[Resource] = []
        try:
            while left:
                restore_resource(self._session.workspace, left[-1])
                back.append(left.pop())
        except UserError as error:
            self._gone.append(tuple(left))
            self._session.report(error.text, "error")
        self._session.resources_changed.emit()
        self._say_undo()
        if back:
            self.restored.emit(back[-1].kind, back[-1].reference)
        if not left:
            # It takes the place of the message whose Undo would now bring back something else.
            self._session.report(back_in_words(tuple(reversed(back))), "success")

    def _delete(self, chosen: tuple[Resource, ...]) -> None:
        gone: list[Resource] = []
        for one in chosen:
            try:
                delete_resource(self._session.workspace, one.kind, one.reference)
            except UserError as error:
                self._session.report(error.text, "error")
                break
            self.deleted.emit(one.kind, one.reference)
            gone.append(one)
        if gone:
            self._gone = [*self._gone, tuple(gone)][-_MOST_KEPT:]
        self._session.resources_changed.emit()
        self._say_undo()
        self.done.emit()
        if len(gone) == len(chosen):
            self._session.report(deleted_in_words(chosen), "success", (_("Undo"), self.undo))

    def _say_undo(self) -> None:
        last = self._gone[-1] if self._gone else None
        words = None if last is None else _("Undo delete {what}", what=what_in_words(last))
        self.undo_changed.emit(words)


def what_in_words(resources: tuple[Resource, ...]) -> Text:
    """One resource with its kind, several by their names, many by the first names."""
    if len(resources) == 1:
        (one,) = resources
        return _("{kind} “{name}”", kind=KIND_LABELS[one.kind], name=one.name)
    named = ", ".join(f"“{one.name}”" for one in resources[:_NAMED])
    more = len(resources) - _NAMED
    return verbatim(named) if more <= 0 else _("{names} and {count} more", names=named, count=more)


def deleted_in_words(resources: tuple[Resource, ...]) -> Text:
    """That these are deleted."""
    what = what_in_words(resources)
    if len(resources) == 1:
        return _("{what} is deleted.", what=what)
    return _("{what} are deleted.", what=what)


def back_in_words(resources: tuple[Resource, ...]) -> Text:
    """That these are there again."""
    what = what_in_words(resources)
    if len(resources) == 1:
        return _("{what} is back.", what=what)
    return _("{what} are back.", what=what)


def kept_in_words(draft: Resource) -> Text:
    """That what was typed outlives the resource that somebody else deleted."""
    what = what_in_words((draft,))
    return _("{what} was deleted elsewhere. What you typed is kept as a new one.", what=what)
