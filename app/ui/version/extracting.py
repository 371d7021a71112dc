"""Extracting the selected actions of a version into a smart routing of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.graph.canvas import Canvas
from app.model import edits
from app.model.errors import Refused
from app.model.lifecycle import (
    Command,
    check_name,
    check_reference,
    suggest_name,
    suggest_reference,
)
from app.model.routing import Routing, Version
from app.model.text import Text, _
from app.model.tree import START, ActionId
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.form_dialog import FormDialog
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.version.life import TabLife
from app.ui.widgets import label


class ExtractDialog(FormDialog):
    """Says what happens, and asks for name and reference of the new smart routing."""

    def __init__(
        self, workspace: Workspace, count: int, entry: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Extract into a new smart routing"), _("Extract"), lambda: None, parent=parent
        )
        routings = workspace.routings()
        self._taken = tuple(one.reference for one in routings)
        self._reference_is_own = False
        for sentence in _sentences(count, entry):
            self.body.addWidget(label(sentence))
        self.body.addWidget(
            label(
                _("Undo brings the actions back; the new smart routing stays until you delete it."),
                tone="muted",
            )
        )
        self.body.addSpacing(8)
        self.name = self.add_line("name", _("Name"), lambda: check_name(self.name.text()))
        self.reference = self.add_line(
            "reference",
            _("Reference"),
            lambda: check_reference(self.reference.text(), self._taken),
            help=_("The jump names the new smart routing by its reference."),
        )
        self.name.textChanged.connect(self._suggest)
        self.reference.textEdited.connect(self._keep_reference)
        self.name.setText(suggest_name(entry, tuple(one.name for one in routings)))
        self.name.selectAll()
        self.name.setFocus()
        self.validate()

    def _suggest(self, name: str) -> None:
        if not self._reference_is_own:
            suggested = suggest_reference(name, self._taken) if name.strip() else ""
            self.reference.setText(suggested)

    def _keep_reference(self, typed: str) -> None:
        self._reference_is_own = bool(typed)


class Extracting(QObject):
    """The command *Extract into a new smart routing* of one tab."""

    def __init__(self, session: Session, canvas: Canvas, life: TabLife, tab: QWidget) -> None:
        super().__init__(tab)
        self._session = session
        self._canvas = canvas
        self._life = life
        self._tab = tab
        self._command: QAction | None = None

    def follow(self, command: QAction) -> None:
        """Enable the command while there is something to extract; its tip says what forbids it."""
        self._command = command
        self._canvas.selection_changed.connect(self.allow)
        self._canvas.document.read_only_changed.connect(self.allow)
        self.allow()

    def ask(self) -> None:
        """Ask for the name of the new smart routing, or say why there can be none."""
        document, ids = self._canvas.document, self._canvas.selected
        try:
            entry = edits.way_in(document.tree, ids, self._session.catalogue)
        except Refused as refusal:
            self._session.report(refusal.text, "warning")
            return
        name = document.tree.by_id[entry].name
        dialog = ExtractDialog(self._session.workspace, len(ids), name, self._tab.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self.extract(ids, dialog.name.text(), dialog.reference.text())
        )
        dialog.open()

    def extract(self, ids: tuple[ActionId, ...], name: str, reference: str) -> bool:
        """Make the routing, then put the jump in the place of the actions, as one step."""
        document, life, workspace = self._canvas.document, self._life, self._session.workspace
        jump = lifecycle.jump_to(name, reference)

        def first() -> None:
            made, version = lifecycle.extract_routing(
                workspace,
                life.version.id,
                document.revision,
                document.tree,
                ids,
                name=name,
                reference=reference,
                description=tr(_origin(life.routing, life.version)),
            )
            self._session.routings_changed.emit()
            self._session.resources_changed.emit()
            self._tell(made, version)

        words = _("extract {count} actions", count=len(ids))
        if len(ids) == 1:
            words = _("extract an action")
        edit = edits.extract(ids, jump, catalogue=self._session.catalogue)
        done = document.apply(words, edit, first=first)
        if done:
            self._canvas.select((jump.id,))
        return done

    def allow(self, *_changed: object) -> None:
        """Enable the command for what is selected, and for whoever may create."""
        assert self._command is not None
        tree = self._canvas.document.tree
        chosen = [key for key in self._canvas.selected if tree.by_id[key].type != START]
        refused = self._life.forbids(Command.DUPLICATE)
        editable = not self._canvas.document.read_only
        self._command.setEnabled(editable and bool(chosen) and refused is None)
        words = self._command.text().replace("&", "")
        self._command.setToolTip(words if refused is None else tr(refused))

    # --- private ---

    def _tell(self, made: Routing, version: Version) -> None:
        self._session.report(
            _(
                "“{name}” is a smart routing of its own. Until you put its version in production,"
                " the jump to it fails.",
                name=made.name,
            ),
            "success",
            (_("Open it"), lambda: self._life.open_version(version.id)),
        )


def _sentences(count: int, entry: str) -> tuple[Text, ...]:
    moved = (
        _("“{entry}” moves to a smart routing of its own, in development.", entry=entry)
        if count == 1
        else _(
            "{count} actions, from “{entry}” on, move to a smart routing of their own, in"
            " development.",
            count=count,
            entry=entry,
        )
    )
    return (moved, _("A jump to it takes their place here."))


def _origin(routing: Routing, version: Version) -> Text:
    return _(
        "Extracted from version {number} “{version}” of {routing}.",
        number=version.number,
        version=version.name,
        routing=routing.name,
    )
