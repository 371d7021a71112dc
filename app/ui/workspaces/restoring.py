"""The dialog that lists the backups of a workspace and puts one in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import UserError
from app.model.text import Text, _
from app.services.backups import (
    DAYS_KEPT,
    Backup,
    BackupKind,
    Contents,
    Restored,
    folder_of,
    look_into,
    restorable,
)
from app.ui.jobs import Jobs, Ticket
from app.ui.routings.wording import moment
from app.ui.theme import icon, tr
from app.ui.widgets import EmptyState, MessageBar, Tone, button, label, title
from app.ui.workspaces.opening import ask_open

Restorer = Callable[[Path, Path], Restored]
"""Puts a backup (second) in the place of a workspace (first)."""

KINDS: dict[BackupKind, Text] = {
    BackupKind.DAILY: _("Daily backup"),
    BackupKind.UPGRADE: _("Before an upgrade"),
    BackupKind.REPLACED: _("Before a restore"),
    BackupKind.DAMAGED: _("Damaged file"),
}
_WHEN, _WHY, _HOLDS, _CHANGED, _SIZE = range(5)
_LOOKING = _("Checking…")


class RestoreDialog(QDialog):
    """`restored` carries what was put back in words, and a `Restored`."""

    restored = Signal(object, object)

    def __init__(self, path: Path, restore: Restorer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._restore = restore
        self._jobs = Jobs(self)
        self._asking: QFileDialog | None = None
        self._is_working = False
        self.setWindowTitle(tr(_("Restore a backup")))
        self.setMinimumSize(760, 420)
        self.message = MessageBar(closable=False)
        self.rows = QTreeWidget()
        self.nothing = EmptyState(
            "mdi6.archive-off-outline",
            _("There is no backup of this workspace here. If you keep copies elsewhere, open one."),
        )
        self.middle = QStackedWidget()
        self.other = button(_("Another file…"), variant="quiet", clicked=self._ask_for_file)
        self.cancel = button(_("Cancel"), clicked=self.reject)
        self.ok = button(_("Restore"), variant="primary", clicked=self._restore_chosen)
        self._build()
        self._fill()

    @property
    def chosen(self) -> Path | None:
        """The backup that is marked, if it can be restored."""
        items = self.rows.selectedItems()
        if not items or items[0].isDisabled():
            return None
        found: Path = items[0].data(0, Qt.ItemDataRole.UserRole)
        return found

    # --- building ---

    def _build(self) -> None:
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setAllColumnsShowFocus(True)
        self.rows.setAccessibleName(tr(_("Backups")))
        heads = (_("Made"), _("Kind"), _("Holds"), _("Last change in it"), _("Size"))
        self.rows.setHeaderLabels([tr(words) for words in heads])
        self.rows.header().setSectionResizeMode(_HOLDS, QHeaderView.ResizeMode.Stretch)
        self.rows.header().setStretchLastSection(False)
        for head, width in ((_WHEN, 170), (_WHY, 150), (_CHANGED, 150), (_SIZE, 84)):
            self.rows.header().resizeSection(head, width)
        self.rows.itemSelectionChanged.connect(self._allow)
        self.rows.itemDoubleClicked.connect(lambda *_where: self._restore_chosen())
        self.middle.addWidget(self.rows)
        self.middle.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Restore a backup of {name}", name=self._path.stem)))
        column.addWidget(
            label(
                _(
                    "The whole workspace goes back to what it was then: routings, resources, emails"
                    " and history. What is there now is kept as a backup too, so that you can come"
                    " back to it."
                )
            )
        )
        column.addWidget(self.message)
        column.addWidget(self.middle, 1)
        column.addWidget(
            label(
                _(
                    "A backup is made every day that the workspace is opened, and kept for {days}"
                    " days, in the folder {folder} beside it.",
                    days=DAYS_KEPT,
                    folder=folder_of(self._path).name,
                ),
                size="small",
                tone="muted",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        column.addLayout(row)
        # What replaces a whole workspace is pressed, not entered by mistake.
        for one in (self.other, self.cancel, self.ok):
            one.setAutoDefault(False)
        self.resize(860, 500)

    def _fill(self) -> None:
        try:
            found = restorable(self._path)
        except OSError as error:
            text = _("The folder of the backups cannot be read: {reason}", reason=str(error))
            self.message.show_message(text, Tone.ERROR)
            found = ()
        for backup in found:
            item = QTreeWidgetItem()
            item.setText(_WHEN, moment(backup.at))
            item.setToolTip(_WHEN, backup.path.name)
            item.setIcon(_WHEN, icon("mdi6.archive-clock-outline"))
            item.setText(_WHY, tr(KINDS[backup.kind]))
            item.setText(_HOLDS, tr(_LOOKING))
            item.setText(_SIZE, QLocale().formattedDataSize(backup.size, 1))
            item.setTextAlignment(
                _SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            item.setData(0, Qt.ItemDataRole.UserRole, backup.path)
            self.rows.addTopLevelItem(item)
            self._look_into(backup, item)
        self.middle.setCurrentWidget(self.rows if found else self.nothing)
        newest = self.rows.topLevelItem(0)
        if newest is not None:
            self.rows.setCurrentItem(newest)
            self.rows.setFocus()
        self._allow()

    def _look_into(self, backup: Backup, item: QTreeWidgetItem) -> None:
        def say(contents: Contents) -> None:
            item.setText(_HOLDS, tr(_held(contents)))
            item.setText(_CHANGED, moment(contents.changed_at))

        def refuse(error: UserError) -> None:
            item.setText(_HOLDS, tr(_("Damaged")))
            item.setIcon(_HOLDS, icon("mdi6.alert-circle-outline", "error"))
            item.setToolTip(_HOLDS, tr(error.text))
            item.setDisabled(True)
            self._allow()

        self._jobs.start(partial(_contents, backup.path), say, refuse, owner=self)

    # --- doing ---

    def _allow(self) -> None:
        self.ok.setEnabled(self.chosen is not None and not self._is_working)
        for one in (self.other, self.cancel, self.rows):
            one.setEnabled(not self._is_working)

    def _ask_for_file(self) -> None:
        self._asking = ask_open(self, self._path, self._begin)

    def _restore_chosen(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self._begin(chosen)

    def _begin(self, backup: Path) -> None:
        if self._is_working:
            return
        self._is_working = True
        self.message.show_message(_("The backup is being checked and put back…"), Tone.INFO)
        self._allow()
        self._jobs.start(
            partial(_restored, self._restore, self._path, backup),
            partial(self._finish, backup),
            self._fail,
            owner=self,
        )

    def _finish(self, backup: Path, restored: Restored) -> None:
        self._is_working = False
        self._jobs.close()
        self.accept()
        at = next((one.at for one in restorable(self._path) if one.path == backup), None)
        said = backup.name if at is None else moment(at)
        self.restored.emit(said, restored)

    def _fail(self, error: UserError) -> None:
        self._is_working = False
        self.message.show_message(error.text, Tone.ERROR)
        self._allow()

    # --- leaving ---

    def reject(self) -> None:
        """Leave, unless a backup is being put back at this moment."""
        if not self._is_working:
            self._jobs.close()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_working:
            event.ignore()
            return
        self._jobs.close()
        super().closeEvent(event)


def _held(contents: Contents) -> Text:
    if contents.routings == 1:
        return _("1 smart routing, {versions} versions", versions=contents.versions)
    return _(
        "{routings} smart routings, {versions} versions",
        routings=contents.routings,
        versions=contents.versions,
    )


def _contents(path: Path, _ticket: Ticket) -> Contents:
    return look_into(path)


def _restored(restore: Restorer, path: Path, backup: Path, _ticket: Ticket) -> Restored:
    return restore(path, backup)
