"""Exporting versions, routings and workspaces to packages, and importing packages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.package import Package
from app.model.permissions import Permission
from app.model.text import Text, _
from app.services import importing
from app.services.exporting import pack_routing, pack_version, pack_workspace
from app.services.importing.wording import result_lines
from app.services.package_files import SUFFIX, open_package, save_package
from app.services.workspace import Workspace
from app.ui.jobs import Ticket
from app.ui.packages.import_dialog import ImportDialog
from app.ui.session import Session
from app.ui.theme import tr

Packing = Callable[[Workspace], Package]


class PackageCommands(QObject):
    """Asks for files; reading and writing them happens in the background."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    # --- exporting ---

    def export_workspace(self) -> None:
        """Ask where the whole workspace goes, as one package without secrets."""
        self._ask_where(self._session.workspace.path.stem, pack_workspace)

    def export_routing(self, routing_id: str) -> None:
        """Ask where a routing with all its versions goes."""
        name = self._session.workspace.routing(routing_id).reference
        self._ask_where(name, lambda ws: pack_routing(ws, routing_id))

    def export_version(self, version_id: str) -> None:
        """Ask where a version goes."""
        workspace = self._session.workspace
        version = workspace.version(version_id)
        name = f"{workspace.routing(version.routing).reference}-{version.number}"
        self._ask_where(name, lambda ws: pack_version(ws, version_id))

    def _ask_where(self, name: str, packing: Packing) -> None:
        if not self._may(Permission.READ):
            return
        made = self._file_dialog(_("Export a package"))
        made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        made.setFileMode(QFileDialog.FileMode.AnyFile)
        made.selectFile(name + SUFFIX)
        made.fileSelected.connect(lambda path: self.export_to(Path(path), packing))
        made.open()

    def export_to(self, path: Path, packing: Packing) -> None:
        """Write a package in the background."""
        opened = self._session.opener()

        def work(_ticket: Ticket) -> Path:
            ws = opened()
            try:
                save_package(ws, packing(ws), path)
            finally:
                ws.close()
            return path

        self._session.jobs.start(
            work, self._exported, owner=self, title=_("Exporting {file}", file=path.name)
        )

    def _exported(self, path: Path) -> None:
        said = _("The package is in {path}. It holds no passwords or tokens.", path=str(path))
        self._session.report(said, "success")

    # --- importing ---

    def import_package(self) -> None:
        """Ask for a package, and show what it would bring."""
        if not self._may(Permission.CREATE):
            return
        made = self._file_dialog(_("Import a package"))
        made.setFileMode(QFileDialog.FileMode.ExistingFile)
        made.fileSelected.connect(lambda path: self.look_at(Path(path)))
        made.open()

    def look_at(self, path: Path) -> None:
        """Read a package in the background, then show what it would bring."""
        opened = self._session.opener()
        catalogue = self._session.catalogue

        def work(_ticket: Ticket) -> importing.ImportPlan:
            package = open_package(path, catalogue)
            ws = opened()
            try:
                return importing.plan(ws, package)
            finally:
                ws.close()

        self._session.jobs.start(
            work,
            lambda planned: self._show(path, planned),
            owner=self,
            title=_("Reading {file}", file=path.name),
        )

    def _show(self, path: Path, planned: importing.ImportPlan) -> None:
        dialog = ImportDialog(path.name, planned, self._session.resources(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._import(path, planned, dialog.choices))
        dialog.open()

    def _import(
        self, path: Path, planned: importing.ImportPlan, choices: importing.Choices
    ) -> None:
        opened = self._session.opener()

        def work(_ticket: Ticket) -> importing.Imported:
            ws = opened()
            try:
                return importing.apply(ws, planned, choices)
            finally:
                ws.close()

        self._session.jobs.start(
            work, self._imported, owner=self, title=_("Importing {file}", file=path.name)
        )

    def _imported(self, imported: importing.Imported) -> None:
        session = self._session
        session.resources_changed.emit()
        session.routings_changed.emit()
        lines = [text for depth, text in result_lines(imported) if depth == 0]
        said = " ".join(tr(line).rstrip(".") + "." for line in lines)
        session.report(_("The package is imported. {what}", what=said), "success")

    # --- private ---

    def _may(self, permission: Permission) -> bool:
        refusal = self._session.workspace.rights().refusal(permission)
        if refusal is not None:
            self._session.report(refusal, "error")
        return refusal is None

    def _file_dialog(self, heading: Text) -> QFileDialog:
        folder = self._session.workspace.path.parent
        made = QFileDialog(self._window, tr(heading), str(folder))
        made.setNameFilters([tr(_("Packages (*.routing)")), tr(_("All files (*)"))])
        made.setDefaultSuffix(SUFFIX.removeprefix("."))
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made
