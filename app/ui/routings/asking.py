"""How commands ask, do, and say what went wrong: the base of all that have a dialog before them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.model.errors import UserError
from app.ui.session import Session
from app.ui.widgets import ConfirmDialog

_T = TypeVar("_T")


class Asking(QObject):
    """Dialogs are shown without a loop of their own: the window goes on living behind them.

    `settled` is asked before a version changes its state: whether everything typed into it is
    stored (a window may have it open).
    """

    def __init__(
        self, session: Session, window: QWidget, settled: Callable[[str], bool] | None = None
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._settled = settled or (lambda _version: True)

    def _tell_all(self) -> None:
        self._session.routings_changed.emit()
        self._session.resources_changed.emit()

    def _confirm(self, dialog: ConfirmDialog, answer: str, act: Callable[[], object]) -> None:
        def answered() -> None:
            if dialog.answer == answer:
                self._trying(act)
                self._tell_all()

        self._open(dialog, answered)

    def _open(self, dialog: QDialog, accepted: Callable[[], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(accepted)
        dialog.open()

    def _trying(self, act: Callable[[], _T]) -> _T | None:
        try:
            return act()
        except UserError as error:
            self._session.report(error.text, "error")
            # What was shown may be out of date: somebody else may have been quicker.
            self._session.routings_changed.emit()
            return None
