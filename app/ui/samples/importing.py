"""Importing emails in the background: files, mbox, Maildir, folders; what was refused is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.catalogue import Catalogue
from app.model.errors import UserError
from app.model.text import Text, _
from app.services import samples
from app.services.samples import ImportReport
from app.services.workspace import Workspace
from app.ui.jobs import Job, Ticket
from app.ui.samples.typed_dialog import set_called
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import button, label, title

_MOST_REFUSED = 1_000


class Importer(QObject):
    """Starts imports. `imported` carries the id of the set and the `ImportReport`."""

    imported = Signal(str, object)
    progressed = Signal(int)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._jobs: list[Job] = []

    def ask_for_files(self, set_id: str | None = None) -> None:
        """Let the person choose files."""
        paths, _filter = QFileDialog.getOpenFileNames(
            self._window,
            tr(_("Import emails")),
            "",
            f"{tr(_('Emails'))} (*.eml *.mbox *.txt *.mbx);;{tr(_('All files'))} (*)",
        )
        if paths:
            self.start(tuple(map(Path, paths)), set_id)

    def ask_for_folder(self, set_id: str | None = None) -> None:
        """Let the person choose a folder, such as a Maildir."""
        path = QFileDialog.getExistingDirectory(self._window, tr(_("Import a folder of emails")))
        if path:
            self.start((Path(path),), set_id)

    def start(self, paths: Sequence[Path], set_id: str | None = None) -> None:
        """Import into a set, or into one named after what is imported."""
        if not paths:
            return
        workspace = self._session.workspace
        try:
            wanted = set_id or set_called(workspace, _set_name(paths))
        except UserError as error:
            self._session.report(error.text, "error")
            return
        self._session.samples_changed.emit()
        work = partial(_import, workspace.path, workspace.catalogue, wanted, tuple(paths))
        name = paths[0].name if len(paths) == 1 else tr(_("{count} files", count=len(paths)))
        self._session.jobs.start(
            work,
            lambda report: self._done(wanted, report),
            on_progress=self._progress,
            owner=self,
            title=_("Importing {name}", name=name),
        )

    def _progress(self, count: object) -> None:
        self._session.samples_changed.emit()
        if isinstance(count, int):
            self.progressed.emit(count)

    def _done(self, set_id: str, report: ImportReport) -> None:
        self._session.samples_changed.emit()
        refused = len(report.refused)
        if not refused:
            text = imported_in_words(report.imported)
            self._session.report(text, "success")
        else:
            self._session.report(
                partly_in_words(report), "warning", (_("Show them"), self._shown(report))
            )
        self.imported.emit(set_id, report)

    def _shown(self, report: ImportReport) -> Callable[[], None]:
        def show() -> None:
            dialog = RefusedDialog(report, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        return show


def imported_in_words(count: int) -> Text:
    """How many emails came in."""
    return (
        _("1 email is imported.") if count == 1 else _("{count} emails are imported.", count=count)
    )


def partly_in_words(report: ImportReport) -> Text:
    """How many emails came in, and how many files could not."""
    read = imported_in_words(report.imported)
    refused = len(report.refused)
    if refused == 1:
        return _("{imported} 1 file could not be read.", imported=read)
    return _("{imported} {count} files could not be read.", imported=read, count=refused)


class RefusedDialog(QDialog):
    """Which files an import could not read, and why."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_("Files that could not be read")))
        self.resize(680, 420)
        rows = QTreeWidget()
        rows.setRootIsDecorated(False)
        rows.setUniformRowHeights(True)
        rows.setHeaderLabels([tr(_("File")), tr(_("Reason"))])
        rows.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        rows.header().resizeSection(0, 220)
        for name, reason in report.refused[:_MOST_REFUSED]:
            item = QTreeWidgetItem([Path(name).name, tr(reason)])
            item.setToolTip(0, name)
            item.setToolTip(1, tr(reason))
            rows.addTopLevelItem(item)
        self.rows = rows
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Files that could not be read")))
        column.addWidget(label(_said(report), tone="muted"))
        column.addWidget(rows, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), clicked=self.accept))
        column.addLayout(foot)


def _said(report: ImportReport) -> Text:
    read = imported_in_words(report.imported)
    refused = len(report.refused)
    if refused == 1:
        return _("{imported} This file is no email, or cannot be read.", imported=read)
    return _(
        "{imported} These {count} files are not emails, or cannot be read.",
        imported=read,
        count=refused,
    )


def _set_name(paths: Sequence[Path]) -> str:
    """The name of the one file or folder, else a plain one."""
    name = paths[0].stem if len(paths) == 1 else ""
    return name.strip()[:100] or tr(_("Imported emails"))


def _import(
    file: Path, catalogue: Catalogue, set_id: str, paths: tuple[Path, ...], ticket: Ticket
) -> ImportReport:
    """In the background, with a workspace of its own."""
    workspace = Workspace.open(file, catalogue)
    try:
        return samples.import_mail(workspace, set_id, paths, ticket.progress)
    finally:
        workspace.close()
