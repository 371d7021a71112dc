"""Exporting and importing resources from the window: files are read and written beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.errors import UserError
from app.model.permissions import Permission
from app.model.resources import KIND_PLURALS, ResourceKind
from app.model.text import Text, _, verbatim
from app.services import resource_import
from app.services.resource_export import Exported, export_resources
from app.services.resource_files import needed_for
from app.services.resource_import import Imported
from app.services.resource_preview import Plan
from app.ui.jobs import Ticket
from app.ui.resources.import_dialog import ResourceImportDialog
from app.ui.session import Session
from app.ui.theme import tr

SUFFIXES = (".csv", ".json")


class Transfer(QObject):
    """`shown` is called with the kind that something was imported of."""

    def __init__(
        self, session: Session, page: QWidget, shown: Callable[[ResourceKind], object]
    ) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._shown = shown

    # --- exporting ---

    def ask_where(self, kind: ResourceKind, references: tuple[str, ...] | None) -> None:
        """Ask where these resources go; without references all of the kind."""
        if self._refused(Permission.READ):
            return
        csv, json = tr(_("CSV, for spreadsheets (*.csv)")), tr(_("JSON, exact (*.json)"))
        several_tables = kind is ResourceKind.VALUE_TABLE and len(references or ("", "")) > 1
        made = self._file_dialog(_("Export: {kind}", kind=KIND_PLURALS[kind]))
        made.setNameFilters([json] if several_tables else [csv, json])
        made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        made.setFileMode(QFileDialog.FileMode.AnyFile)

        def choose_suffix(chosen: str) -> None:
            made.setDefaultSuffix("json" if chosen == json else "csv")

        made.filterSelected.connect(choose_suffix)
        choose_suffix(json if several_tables else csv)
        name = references[0] if references and len(references) == 1 else f"{kind.value}s"
        made.selectFile(f"{name}.{made.defaultSuffix()}")
        made.fileSelected.connect(lambda path: self.export_to(Path(path), kind, references))
        made.open()

    def export_to(self, path: Path, kind: ResourceKind, references: tuple[str, ...] | None) -> None:
        """Write resources in the background."""
        opened = self._session.opener()

        def work(_ticket: Ticket) -> Exported:
            ws = opened()
            try:
                return export_resources(ws, kind, references, path)
            finally:
                ws.close()

        self._session.jobs.start(
            work, self._exported, owner=self, title=_("Exporting {file}", file=path.name)
        )

    def _exported(self, done: Exported) -> None:
        words = " ".join(tr(sentence) for sentence in done.sentences)
        self._session.report(verbatim(words), "warning" if done.formulas else "success")

    # --- importing ---

    def ask_which(self, kind: ResourceKind) -> None:
        """Ask for a file, and show what it would bring."""
        if self._refused(needed_for(kind, Permission.CREATE)):
            return
        made = self._file_dialog(_("Import: {kind}", kind=KIND_PLURALS[kind]))
        made.setNameFilters(
            [tr(_("CSV and JSON (*.csv *.tsv *.txt *.json)")), tr(_("All files (*)"))]
        )
        made.setFileMode(QFileDialog.FileMode.ExistingFile)
        made.fileSelected.connect(lambda path: self.look_at(Path(path), kind))
        made.open()

    def look_at(self, path: Path, kind: ResourceKind) -> None:
        """Read a file in the background, then show what it would bring."""
        opened = self._session.opener()

        def work(_ticket: Ticket) -> Plan:
            read = resource_import.read_file(path, kind)
            ws = opened()
            try:
                return resource_import.plan(ws, read)
            finally:
                ws.close()

        self._session.jobs.start(
            work,
            lambda planned: self._preview(path, planned),
            owner=self,
            title=_("Reading {file}", file=path.name),
        )

    def _preview(self, path: Path, planned: Plan) -> None:
        dialog = ResourceImportDialog(path.name, planned, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._import(path, planned, dialog.overwrite, leave_out=dialog.leaves_out)
        )
        dialog.open()

    def _import(
        self, path: Path, planned: Plan, overwrite: frozenset[str], *, leave_out: bool
    ) -> None:
        opened = self._session.opener()

        def work(_ticket: Ticket) -> Imported:
            ws = opened()
            try:
                return resource_import.apply(ws, planned, overwrite, leave_out=leave_out)
            finally:
                ws.close()

        self._session.jobs.start(
            work,
            lambda done: self._imported(done, planned, overwrite),
            owner=self,
            title=_("Importing {file}", file=path.name),
        )

    def _imported(self, done: Imported, planned: Plan, overwritten: frozenset[str]) -> None:
        self._session.resources_changed.emit()
        self._shown(done.kind)
        undo = (_("Undo"), lambda: self._take_back(planned, overwritten))
        self._session.report(done.sentence, "success", undo)

    def _take_back(self, planned: Plan, overwritten: frozenset[str]) -> None:
        try:
            resource_import.take_back(self._session.workspace, planned, overwritten)
        except UserError as error:
            self._session.report(error.text, "error")
            return
        self._session.resources_changed.emit()
        self._session.report(_("The import is undone."), "success")

    # --- private ---

    def _refused(self, permission: Permission) -> bool:
        refusal = self._session.workspace.rights().refusal(permission)
        if refusal is not None:
            self._session.report(refusal, "error")
        return refusal is not None

    def _file_dialog(self, heading: Text) -> QFileDialog:
        folder = self._session.workspace.path.parent
        made = QFileDialog(self._page.window(), tr(heading), str(folder))
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made


def is_taken(event: QDragEnterEvent) -> bool:
    """Take a drag that carries nothing but files of resources; the window takes all else."""
    urls = event.mimeData().urls()
    if not urls or not all(_path(url.toLocalFile()) for url in urls):
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True


def dropped(event: QDropEvent) -> tuple[Path, ...]:
    """The files of resources that were dropped."""
    event.accept()
    found = (_path(url.toLocalFile()) for url in event.mimeData().urls())
    return tuple(path for path in found if path is not None)


def _path(name: str) -> Path | None:
    path = Path(name)
    return path if name and path.suffix.lower() in SUFFIXES else None
