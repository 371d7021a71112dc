"""Choosing files for workspaces, and the dialog for a workspace that cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.model.text import Text, _
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


class UnopenedDialog(QDialog):
    """Says why a workspace cannot be opened, and what else there is; nothing of it is lost."""

    AGAIN, OPEN, NEW = 2, 3, 4
    """What was chosen, as the result of the dialog; 0 to leave."""

    def __init__(self, path: Path, reason: Text, parent: QWidget | None = None) -> None:
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
        column.addWidget(
            label(_("The file was left as it is. Open another workspace, or make a new one."))
        )
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.leave = button(_("Quit"), variant="quiet", clicked=self.reject)
        self.again = button(_("Try again"), clicked=lambda: self.done(self.AGAIN))
        self.other = button(_("Open workspace…"), clicked=lambda: self.done(self.OPEN))
        self.new = button(
            _("New workspace…"), variant="primary", clicked=lambda: self.done(self.NEW)
        )
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.other)
        row.addWidget(self.new)
        column.addLayout(row)
        self.resize(620, column.heightForWidth(620))
        self.again.setFocus()
