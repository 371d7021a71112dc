"""Choosing files for workspaces, and the dialog for a workspace that cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import OutsideError, UserError
from app.model.store.refusals import Damaged, NotUpgraded, NotWritable
from app.model.text import Text, _
from app.services.backups import restorable
from app.services.places import data_folder
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Tone, button, label, title

SUFFIX = ".routings"
Chosen = Callable[[Path], object]


def ask_new(parent: QWidget | None, near: Path | None, chosen: Chosen) -> QFileDialog:
    """Ask where a new workspace goes; it never replaces a file."""
    made = _dialog(parent, _("New workspace"), near)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setFileMode(QFileDialog.FileMode.AnyFile)
    # The service refuses a file that exists; a question about replacing it would be a lie.
    made.setOption(QFileDialog.Option.DontConfirmOverwrite)
    made.setLabelText(QFileDialog.DialogLabel.Accept, tr(_("Create")))
    return _show(made, lambda path: chosen(with_suffix(path)))


def ask_open(parent: QWidget | None, near: Path | None, chosen: Chosen) -> QFileDialog:
    """Ask for the workspace to open."""
    made = _dialog(parent, _("Open workspace"), near)
    made.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _show(made, chosen)


def ask_copy(parent: QWidget | None, near: Path, chosen: Chosen) -> QFileDialog:
    """Ask where a copy goes; the dialog asks before it replaces a file."""
    made = _dialog(parent, _("Save a copy"), near)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setFileMode(QFileDialog.FileMode.AnyFile)
    made.selectFile(tr(_("{name} copy", name=near.stem)) + SUFFIX)
    return _show(made, lambda path: chosen(with_suffix(path)))


def ask_elsewhere(parent: QWidget, near: Path, chosen: Chosen) -> QFileDialog:
    """Ask for another place for everything, in the home folder at first: this disk refuses."""
    made = _dialog(parent, _("Save elsewhere"), Path.home() / near.name)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setFileMode(QFileDialog.FileMode.AnyFile)
    made.selectFile(near.name)
    return _show(made, lambda path: chosen(with_suffix(path)))


def with_suffix(path: Path) -> Path:
    """The path with the suffix of workspaces, unless it has one."""
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def _dialog(parent: QWidget | None, heading: Text, near: Path | None) -> QFileDialog:
    folder = near.parent if near is not None else data_folder()
    made = QFileDialog(parent, tr(heading), str(folder))
    made.setNameFilters([tr(_("Workspaces (*.routings)")), tr(_("All files (*)"))])
    made.setDefaultSuffix(SUFFIX.removeprefix("."))
    return made


def _show(made: QFileDialog, chosen: Chosen) -> QFileDialog:
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.fileSelected.connect(lambda path: chosen(Path(path)))
    made.open()
    return made


class Way(Enum):
    """What can be done about a workspace that does not open, beside choosing another."""

    RESTORE = auto()
    READ = auto()
    COPY = auto()


def ways_out(path: Path, error: UserError) -> tuple[Way, ...]:
    """What helps with this refusal, the best first."""
    if isinstance(error, NotWritable):
        return (Way.READ, Way.COPY)
    if isinstance(error, (Damaged, NotUpgraded)) or (
        not isinstance(error, OutsideError) and has_backups(path)
    ):
        return (Way.RESTORE,)
    return ()


def has_backups(path: Path) -> bool:
    """Whether there is a backup to go back to; False too where the folder cannot be read."""
    try:
        return bool(restorable(path))
    except OSError:
        return False


_WORDS: dict[Way, tuple[Text, str]] = {
    Way.RESTORE: (_("Restore a backup…"), "mdi6.backup-restore"),
    Way.READ: (_("Open read-only"), "mdi6.lock-outline"),
    Way.COPY: (_("Save a copy and open it…"), "mdi6.content-save-move-outline"),
}
_SENTENCES: dict[Way, Text] = {
    Way.RESTORE: _(
        "The file was left as it is. Put a backup in its place (the file is kept), open another"
        " workspace, or make a new one."
    ),
    Way.READ: _(
        "The file was left as it is. Read-only, everything can be looked at and replayed, and"
        " nothing be changed; a copy can be changed."
    ),
}
_PLAIN = _("The file was left as it is. Open another workspace, or make a new one.")


class UnopenedDialog(QDialog):
    """Says why a workspace cannot be opened, and what else there is; nothing of it is lost."""

    AGAIN, OPEN, NEW = 2, 3, 4
    """What was chosen, as the result of the dialog; 0 to leave."""
    RESULTS: ClassVar[dict[Way, int]] = {Way.RESTORE: 5, Way.READ: 6, Way.COPY: 7}

    def __init__(
        self,
        path: Path,
        reason: Text,
        parent: QWidget | None = None,
        *,
        ways: tuple[Way, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Smart Routing Studio")
        self.setMinimumWidth(620)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("The workspace {name} could not be opened", name=path.stem)))
        self.reason = MessageBar(closable=False)
        self.reason.show_message(reason, Tone.ERROR)
        column.addWidget(self.reason)
        column.addWidget(label(_SENTENCES[ways[0]] if ways else _PLAIN))
        self.ways = {way: self._button(way, is_best=way is ways[0]) for way in ways}
        if ways:
            first = QHBoxLayout()
            first.setSpacing(8)
            for made in self.ways.values():
                first.addWidget(made)
            first.addStretch(1)
            column.addLayout(first)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.leave = button(_("Quit"), variant="quiet", clicked=self.reject)
        self.again = button(_("Try again"), clicked=lambda: self.done(self.AGAIN))
        self.other = button(_("Open workspace…"), clicked=lambda: self.done(self.OPEN))
        self.new = button(
            _("New workspace…"),
            variant="" if ways else "primary",
            clicked=lambda: self.done(self.NEW),
        )
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.other)
        row.addWidget(self.new)
        column.addLayout(row)
        self.resize(620, column.heightForWidth(620))
        (self.ways[ways[0]] if ways else self.again).setFocus()

    def _button(self, way: Way, *, is_best: bool) -> QPushButton:
        words, picture = _WORDS[way]
        return button(
            words,
            variant="primary" if is_best else "",
            icon=picture,
            clicked=lambda: self.done(self.RESULTS[way]),
        )
