"""The sample sets: choose, make, rename, delete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from app.model.errors import UserError
from app.model.names import check_name
from app.model.permissions import Permission
from app.model.text import Text, _
from app.services import samples
from app.services.samples import SampleSet
from app.ui.samples.rights import is_refused, refusal_of
from app.ui.session import Session
from app.ui.theme import icon, tr
from app.ui.widgets import Answer, ConfirmDialog, NameDialog, Option, button
from app.ui.widgets.option_list import OPTION_ROLE, OptionDelegate

_DELETE = "delete"


class SetList(QWidget):
    """`chosen` carries the id of a set, or an empty text when there is none."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sets: tuple[SampleSet, ...] = ()
        self._current = ""
        self.rows = _Rows()
        self.rows.setProperty("bare", True)
        self.rows.setAccessibleName(tr(_("Sample sets")))
        self.rows.setItemDelegate(OptionDelegate(self.rows))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setMouseTracking(True)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._menu)
        self.rows.currentItemChanged.connect(self._choose)
        self.rows.rename_asked.connect(self.rename_current)
        self.rows.delete_asked.connect(self.delete_current)
        self.new = button(_("New set…"), icon="mdi6.plus", variant="quiet", clicked=self.make_set)
        self.new.setProperty("leading", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.rows, 1)
        column.addWidget(self.new)
        self.setMinimumWidth(150)

    @property
    def current(self) -> SampleSet | None:
        """The chosen set."""
        return next((one for one in self._sets if one.id == self._current), None)

    @property
    def sets(self) -> tuple[SampleSet, ...]:
        """All sets, by name."""
        return self._sets

    def refresh(self) -> None:
        """Read the sets again; the chosen one stays chosen."""
        try:
            self._sets = samples.sample_sets(self._session.workspace)
        except UserError as error:
            self._session.report(error.text, "error")
            return
        ids = [one.id for one in self._sets]
        wanted = self._current if self._current in ids else (ids[0] if ids else "")
        self.rows.blockSignals(True)
        self.rows.clear()
        for one in self._sets:
            item = QListWidgetItem()
            shown = Option(one.id, one.name, f"{one.count:,}", "", "mdi6.folder-outline")
            item.setData(OPTION_ROLE, shown)
            item.setToolTip(f"{one.name}\n{tr(emails_in_words(one.count))}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.name)
            self.rows.addItem(item)
        self.rows.blockSignals(False)
        self.choose(wanted)

    def choose(self, set_id: str) -> None:
        """Choose a set."""
        self._current = set_id
        for row in range(self.rows.count()):
            if self._id(self.rows.item(row)) == set_id:
                self.rows.blockSignals(True)
                self.rows.setCurrentRow(row)
                self.rows.blockSignals(False)
        self.chosen.emit(set_id)

    # --- commands ---

    def make_set(self) -> None:
        """Ask for the name of a new set."""
        name = NameDialog.ask(
            self.window(), _("New sample set"), ok=_("Create"), check=self._checked("")
        )
        if name:
            self._do(lambda: self._made(samples.create_set(self._session.workspace, name)))

    def rename_current(self) -> None:
        """Ask for another name."""
        one = self.current
        if one is None or is_refused(self._session, Permission.EDIT):
            return
        name = NameDialog.ask(
            self.window(),
            _("Rename the set"),
            name=one.name,
            ok=_("Rename"),
            check=self._checked(one.id),
        )
        if name:
            self._do(lambda: samples.rename_set(self._session.workspace, one.id, name))

    def delete_current(self) -> None:
        """Delete the set once it is confirmed."""
        one = self.current
        if one is None or is_refused(self._session, Permission.DELETE):
            return
        answer = ConfirmDialog.ask(
            self.window(),
            _("Delete the set “{name}”?", name=one.name),
            (_consequence(one),),
            (Answer(_DELETE, _("Delete"), "danger"),),
        )
        if answer == _DELETE:
            self._do(lambda: samples.delete_set(self._session.workspace, one.id))

    # --- private ---

    def _made(self, one: SampleSet) -> None:
        self._current = one.id

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self._session.report(error.text, "error")
        self._session.samples_changed.emit()

    def _checked(self, own: str) -> Callable[[str], str]:
        taken = [one.name for one in self._sets if one.id != own]
        return lambda name: check_name(name, taken)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._current = self._id(item)
            self.chosen.emit(self._current)

    @staticmethod
    def _id(item: QListWidgetItem) -> str:
        shown = item.data(OPTION_ROLE)
        return shown.key if isinstance(shown, Option) else ""

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        entries = [("mdi6.plus", "muted", _("New set…"), self.make_set, Permission.CREATE)]
        if self.current is not None:
            entries += [
                (
                    "mdi6.pencil-outline",
                    "muted",
                    _("Rename…"),
                    self.rename_current,
                    Permission.EDIT,
                ),
                (
                    "mdi6.delete-outline",
                    "error",
                    _("Delete…"),
                    self.delete_current,
                    Permission.DELETE,
                ),
            ]
        for picture, colour, words, act, needed in entries:
            entry = menu.addAction(icon(picture, colour), tr(words))
            entry.triggered.connect(act)
            refusal = refusal_of(self._session, needed)
            if refusal is not None:
                entry.setEnabled(False)
                entry.setToolTip(tr(refusal))
        menu.exec(self.rows.viewport().mapToGlobal(place))
        menu.deleteLater()


class _Rows(QListWidget):
    """F2 renames, Delete deletes."""

    rename_asked = Signal()
    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


def _consequence(one: SampleSet) -> Text:
    if not one.count:
        return _("The set is empty.")
    if one.count == 1:
        return _("Its one email goes with it. This cannot be undone.")
    return _("Its {count} emails go with it. This cannot be undone.", count=f"{one.count:,}")


def emails_in_words(count: int) -> Text:
    """A number of emails."""
    return _("1 email") if count == 1 else _("{count} emails", count=f"{count:,}")
