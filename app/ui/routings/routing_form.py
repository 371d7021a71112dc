"""The dialogs *New smart routing*, *Edit the smart routing* and *Copy the smart routing*."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.model.catalogue import RoutingType
from app.model.lifecycle import check_name, check_reference, suggest_name, suggest_reference
from app.model.resources import ResourceKind
from app.model.routing import TYPE_LABELS, Routing
from app.model.text import Text, _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.form_dialog import FormDialog
from app.ui.theme import tr
from app.ui.widgets import label

TYPE_HELP: dict[RoutingType, Text] = {
    RoutingType.START: _("Runs when an email is received, and decides where it goes."),
    RoutingType.END: _("Runs when an interaction ends: answered, closed or transferred."),
}
_REFERENCE_HELP = _("Mailboxes and other routings name this one by its reference.")


class NewRoutingDialog(FormDialog):
    """Asks for name, reference, type and description; `routing` is what was made."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(
            _("New smart routing"), _("Create the smart routing"), self._create, parent=parent
        )
        self._workspace = workspace
        self._taken = tuple(one.reference for one in workspace.routings())
        self.routing: Routing | None = None
        self.name = self.add_line("name", _("Name"), lambda: check_name(self.name.text()))
        self.reference = self.add_line(
            "reference",
            _("Reference"),
            lambda: check_reference(self.reference.text(), self._taken),
            help=_REFERENCE_HELP,
        )
        self._reference_is_own = False
        self.types = self._add_types()
        self.description = self.add_text(_("Description (optional)"))
        self.name.textChanged.connect(self._suggest)
        self.reference.textEdited.connect(self._keep_reference)
        self.name.setFocus()
        self.validate()

    def _add_types(self) -> dict[RoutingType, QRadioButton]:
        self.add_caption(_("Type (it cannot change later)"))
        group = QButtonGroup(self)
        made: dict[RoutingType, QRadioButton] = {}
        for kind, words in TYPE_LABELS.items():
            radio = QRadioButton(tr(words))
            radio.setChecked(kind is RoutingType.START)
            radio.setAccessibleDescription(tr(TYPE_HELP[kind]))
            group.addButton(radio)
            note = label(TYPE_HELP[kind], size="small", tone="muted")
            note.setContentsMargins(28, 0, 0, 4)
            self.body.addWidget(radio)
            self.body.addWidget(note)
            made[kind] = radio
        self.body.addSpacing(4)
        return made

    @property
    def type(self) -> RoutingType:
        """The chosen type."""
        return next(kind for kind, radio in self.types.items() if radio.isChecked())

    def _suggest(self, name: str) -> None:
        if not self._reference_is_own:
            suggested = suggest_reference(name, self._taken) if name.strip() else ""
            self.reference.setText(suggested)

    def _keep_reference(self, typed: str) -> None:
        # An emptied line asks for the suggestion again.
        self._reference_is_own = bool(typed)

    def _create(self) -> None:
        self.routing = lifecycle.create_routing(
            self._workspace,
            name=self.name.text(),
            reference=self.reference.text(),
            type=self.type,
            description=self.description.toPlainText().strip(),
        )


class EditRoutingDialog(FormDialog):
    """Changes name, reference and description; the reference stays while something uses it."""

    def __init__(
        self, workspace: Workspace, routing: Routing, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Edit the smart routing"), _("Save"), self._save, parent=parent)
        self._workspace = workspace
        self._routing = routing
        others = [one for one in workspace.routings() if one.id != routing.id]
        taken = tuple(one.reference for one in others)
        uses = workspace.uses(ResourceKind.ROUTING, routing.reference)
        help_ = _REFERENCE_HELP
        if uses:
            help_ = _(
                "The reference stays, because {user} uses it.", user=lifecycle.described(uses[0])
            )
        self.name = self.add_line("name", _("Name"), lambda: check_name(self.name.text()))
        self.reference = self.add_line(
            "reference",
            _("Reference"),
            lambda: check_reference(self.reference.text(), taken),
            help=help_,
        )
        self.reference.setReadOnly(bool(uses))
        self.description = self.add_text(_("Description (optional)"))
        self.name.setText(routing.name)
        self.reference.setText(routing.reference)
        self.description.setPlainText(routing.description)
        self.name.selectAll()
        self.name.setFocus()
        self.validate()

    def _save(self) -> None:
        lifecycle.edit_routing(
            self._workspace,
            self._routing.id,
            name=self.name.text(),
            reference=self.reference.text(),
            description=self.description.toPlainText().strip(),
        )


class CopyRoutingDialog(FormDialog):
    """Asks for name and reference of the copy; `routing` is what was made."""

    def __init__(
        self, workspace: Workspace, source: Routing, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Copy the smart routing"), _("Make the copy"), self._copy, parent=parent)
        self._workspace = workspace
        self._source = source
        self.routing: Routing | None = None
        self._taken = tuple(one.reference for one in workspace.routings())
        self._reference_is_own = False
        for sentence in self._sentences():
            self.body.addWidget(sentence)
        self.body.addSpacing(8)
        self.name = self.add_line("name", _("Name"), lambda: check_name(self.name.text()))
        self.reference = self.add_line(
            "reference",
            _("Reference"),
            lambda: check_reference(self.reference.text(), self._taken),
            help=_REFERENCE_HELP,
        )
        self.description = self.add_text(_("Description (optional)"))
        self.description.setPlainText(source.description)
        self.name.textChanged.connect(self._suggest)
        self.reference.textEdited.connect(self._keep_reference)
        names = tuple(one.name for one in workspace.routings())
        self.name.setText(suggest_name(source.name, names))
        self.name.selectAll()
        self.name.setFocus()
        self.validate()

    def _sentences(self) -> tuple[QWidget, ...]:
        count = len(self._workspace.versions(self._source.id))
        source = self._source.name
        copied = {
            0: _("“{name}” has no version to copy.", name=source),
            1: _("The version of “{name}” is copied into development.", name=source),
        }.get(
            count,
            _(
                "All {count} versions of “{name}” are copied into development.",
                count=count,
                name=source,
            ),
        )
        stays = _(
            "None of the copies is in production, in test or scheduled, and no mailbox uses the"
            " new smart routing yet."
        )
        undo = _("The life cycle is outside of Undo: delete the copy to take it back.")
        return (label(copied), label(stays), label(undo, tone="muted"))

    def _suggest(self, name: str) -> None:
        if not self._reference_is_own:
            suggested = suggest_reference(name, self._taken) if name.strip() else ""
            self.reference.setText(suggested)

    def _keep_reference(self, typed: str) -> None:
        self._reference_is_own = bool(typed)

    def _copy(self) -> None:
        self.routing = lifecycle.copy_routing(
            self._workspace,
            self._source.id,
            name=self.name.text(),
            reference=self.reference.text(),
            description=self.description.toPlainText().strip(),
        )
