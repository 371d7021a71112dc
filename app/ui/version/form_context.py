"""What the forms of an open version ask of the window: resources, names, languages, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from app.engine.run import Run
from app.model.errors import UserError
from app.model.resources import KIND_LABELS, Resource, Resources
from app.model.routing import Routing
from app.model.text import _
from app.services.insertion import offered_names
from app.services.language_names import NAMES
from app.services.resource_files import save_resource
from app.services.table_csv import TableFile, read_table_file
from app.ui.forms import NameRow, ResourceDialog
from app.ui.resources.secret_states import SecretStates
from app.ui.session import Session
from app.ui.theme import tr


class VersionFormContext(QObject):
    """Implements `FormContext`; `start_run` gives a run of the chosen email, not yet begun."""

    def __init__(
        self,
        session: Session,
        routing: Routing,
        start_run: Callable[[], Run | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._routing = routing
        self._start_run = start_run
        self._names: tuple[NameRow, ...] | None = None
        for signal in (session.resources_changed, session.email_chosen):
            signal.connect(self.forget)

    def forget(self) -> None:
        """Ask anew the next time: another email, or other variables."""
        self._names = None

    def resources(self) -> Resources:
        """The resources of the workspace as they are now."""
        return self._session.resources()

    def names(self) -> tuple[NameRow, ...]:
        """The names that templates may use, with what they hold for the chosen email."""
        if self._names is None:
            offered = offered_names(
                self._routing.type, self._session.resources(), self._start_run()
            )
            self._names = tuple(
                NameRow(
                    one.name,
                    one.kind,
                    one.description,
                    one.value if one.value or not one.known else tr(_("(empty)")),
                )
                for one in offered
            )
        return self._names

    def create_resource(self, kind: str, parent: QWidget) -> str | None:
        """Let the person create a resource; its reference, or None when they gave up."""
        dialog = ResourceDialog(kind, self, save=self._add, parent=parent)
        return self._ask(dialog, None)

    def open_resource(self, kind: str, reference: str) -> None:
        """Edit a resource in a dialog; a routing is edited on its own page."""
        found = next(
            (
                one
                for one in self.resources().entries
                if one.kind == kind and one.reference.lower() == reference.lower()
            ),
            None,
        )
        if found is None:
            self._session.report(
                _("The smart routing {name} is on the page of routings.", name=reference)
            )
            return
        dialog = ResourceDialog(
            kind,
            self,
            found,
            save=lambda changed: self._replace(found.reference, changed),
            parent=self._window(),
        )
        self._ask(dialog, found.reference)

    def languages(self) -> tuple[tuple[str, str], ...]:
        """Codes and names of the languages, by name."""
        named = ((code, tr(name)) for code, name in NAMES.items())
        return tuple(sorted(named, key=lambda pair: pair[1].casefold()))

    def read_csv(
        self,
        path: str,
        delimiter: str,
        done: Callable[[TableFile], object],
        failed: Callable[[UserError], object],
        owner: QWidget,
    ) -> None:
        """Read a CSV file in the background."""
        file = Path(path)
        self._session.jobs.start(
            lambda _ticket: read_table_file(file, delimiter),
            done,
            failed,
            owner=owner,
            title=_("Reading {file}", file=file.name),
        )

    # --- private ---

    def _ask(self, dialog: ResourceDialog, stored: str | None) -> str | None:
        SecretStates(self._session, dialog.form, dialog.kind).show(stored)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        reference = dialog.resource.reference if accepted else None
        dialog.deleteLater()
        return reference

    def _add(self, resource: Resource) -> None:
        save_resource(self._session.workspace, resource)
        self._saved(resource)

    def _replace(self, reference: str, resource: Resource) -> None:
        save_resource(self._session.workspace, resource, replaces=reference)
        self._saved(resource)

    def _saved(self, resource: Resource) -> None:
        self._session.resources_changed.emit()
        kind = KIND_LABELS[resource.kind]
        self._session.report(
            _("{kind} “{name}” is saved.", kind=kind, name=resource.name), "success"
        )

    def _window(self) -> QWidget | None:
        parent = self.parent()
        return parent.window() if isinstance(parent, QWidget) else None
