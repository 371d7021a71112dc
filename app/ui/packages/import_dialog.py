"""The preview of an import: what is new, what is the same, and what a person has to decide."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.resources import KIND_LABELS, ResourceKind, Resources
from app.model.routing import STATUS_LABELS, Status
from app.model.text import Text, _
from app.services.importing import (
    Choice,
    Choices,
    Decision,
    ImportPlan,
    Key,
    MissingItem,
    ResourceItem,
    RoutingItem,
    State,
    VersionItem,
    key_of,
)
from app.ui.forms.editors.choice import CalmCombo
from app.ui.forms.resource_picker import listed
from app.ui.theme import icon, tr
from app.ui.theme.kinds import kind_icon
from app.ui.widgets import MessageBar, Tone, button, label, muted, title

_WHAT, _STATE, _DECISION = 0, 1, 2
_ROW = 28
_STATES: dict[State, tuple[Text, str, str]] = {
    State.NEW: (_("New"), "mdi6.plus-circle-outline", "success"),
    State.SAME: (_("The same already"), "mdi6.equal", "muted"),
    State.CONFLICT: (_("Differs from yours"), "mdi6.alert-outline", "warning"),
}
_OF_RESOURCE: tuple[tuple[Decision, Text], ...] = (
    (Decision.KEEP, _("Keep mine")),
    (Decision.TAKE, _("Take theirs")),
    (Decision.RENAME, _("Import as “{reference}”")),
)
_OF_ROUTING: tuple[tuple[Decision, Text], ...] = (
    (Decision.TAKE, _("Add its versions to mine, in development")),
    (Decision.RENAME, _("Import as a new routing “{reference}”")),
    (Decision.KEEP, _("Leave it out")),
)


_LANDING: dict[Status, tuple[str, str]] = {
    Status.DEVELOPMENT: ("mdi6.pencil-outline", "development"),
    Status.PRODUCTION: ("mdi6.rocket-launch-outline", "production"),
    Status.BACKUP: ("mdi6.archive-outline", "backup"),
}


class ImportDialog(QDialog):
    """Accepted, `choices` are the decisions; every conflict has to have one."""

    def __init__(
        self, name: str, planned: ImportPlan, resources: Resources, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preview = planned.preview
        self._resources = resources
        self.decisions: dict[Key, QComboBox] = {}
        self.mappings: dict[Key, QComboBox] = {}
        self.settings: QComboBox | None = None
        heading = _("Import {name}", name=name)
        self.setWindowTitle(tr(heading))
        self.tree = QTreeWidget()
        self.waiting = muted()
        self.go = button(_("Import"), variant="primary", icon="mdi6.import", clicked=self.accept)
        self.cancel = button(_("Cancel"), clicked=self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(heading))
        column.addWidget(
            label(
                _(
                    "This is what the package would bring. All of it is imported, or nothing; what"
                    " you have stays as it is unless you decide otherwise."
                )
            )
        )
        self._add_notes(column)
        self._build_tree()
        column.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.waiting, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column.addLayout(foot)
        self.resize(860, 600)
        self._fill()
        self._allow()
        (next(iter(self.decisions.values()), self.cancel)).setFocus()

    @property
    def choices(self) -> Choices:
        """What was decided so far."""
        decided = {
            key: Choice(Decision(combo.currentData()))
            for key, combo in self.decisions.items()
            if combo.currentData()
        }
        mapped = {
            key: str(combo.currentData())
            for key, combo in self.mappings.items()
            if combo.currentData()
        }
        own = self.settings.currentData() if self.settings is not None else ""
        return Choices(
            conflicts=MappingProxyType(decided),
            settings=Decision(own) if own else None,
            mapped=MappingProxyType(mapped),
        )

    # --- building ---

    def _add_notes(self, column: QVBoxLayout) -> None:
        if not self._preview.notes:
            return
        said = MessageBar(closable=False)
        words = " ".join(tr(note) for note in self._preview.notes)
        said.show_message(Text("{words}", (("words", words),)), Tone.INFO)
        column.addWidget(said)

    def _build_tree(self) -> None:
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels(
            [tr(_("In the package")), tr(_("In this workspace")), tr(_("What happens"))]
        )
        self.tree.setAccessibleName(tr(_("What the package brings")))
        self.tree.setUniformRowHeights(False)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        heads = self.tree.header()
        heads.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        heads.resizeSection(_STATE, 170)
        heads.resizeSection(_DECISION, 290)
        heads.setStretchLastSection(False)

    def _fill(self) -> None:
        preview = self._preview
        if preview.settings is not None and preview.settings.state is State.CONFLICT:
            self._add_settings()
        for missing in preview.missing:
            self._add_missing(missing)
        # What has to be decided stands first, what changes nothing last.
        for state in (State.CONFLICT, State.NEW, State.SAME):
            for routing in preview.routings:
                if routing.state is state:
                    self._add_routing(routing)
            for resource in preview.resources:
                if resource.state is state:
                    self._add_resource(resource)
        self.tree.expandAll()

    def _add_routing(self, item: RoutingItem) -> None:
        row = self._row(ResourceKind.ROUTING, item.name, item.reference, item.state)
        if item.state is State.CONFLICT:
            options = [one for one in _OF_ROUTING if item.can_add or one[0] is not Decision.TAKE]
            self._ask(row, item.key, tuple(options), item.suggestion)
        for version in item.versions:
            self._add_version(row, version)

    def _add_version(self, parent: QTreeWidgetItem, item: VersionItem) -> None:
        row = QTreeWidgetItem(parent, [f"{item.number} · {item.name}"])
        row.setSizeHint(_WHAT, QSize(0, _ROW))
        if item.same_as:
            row.setText(_STATE, tr(_("The same as version {number}", number=item.same_as)))
        else:
            row.setText(_DECISION, tr(STATUS_LABELS[item.lands]))
            row.setIcon(_DECISION, icon(*_LANDING[item.lands]))
        for reason in item.reasons:
            why = QTreeWidgetItem(row, [tr(reason)])
            why.setIcon(_WHAT, icon("mdi6.alert-outline", "warning"))
            why.setFirstColumnSpanned(True)

    def _add_resource(self, item: ResourceItem) -> None:
        row = self._row(item.kind, item.name, item.reference, item.state)
        if item.state is State.CONFLICT:
            self._ask(row, item.key, _OF_RESOURCE, item.suggestion)
        for field in item.secrets if item.state is State.NEW else ():
            said = _("{field} is not in the package: type it in after the import.", field=field)
            self._tell_secret(row, said)
        if item.state is State.CONFLICT and item.secrets and item.leads_elsewhere:
            self._tell_secret(
                row, _("Theirs leads elsewhere: secrets that are set here are forgotten with it.")
            )

    def _tell_secret(self, row: QTreeWidgetItem, said: Text) -> None:
        told = QTreeWidgetItem(row, [tr(said)])
        told.setIcon(_WHAT, icon("mdi6.key-outline", "warning"))

    def _add_settings(self) -> None:
        item = self._preview.settings
        assert item is not None
        row = QTreeWidgetItem(self.tree, [tr(_("Settings of the workspace"))])
        theirs = _("Take theirs: {zone}, {steps} steps", zone=item.time_zone, steps=item.step_limit)
        mine = _(
            "Keep mine: {zone}, {steps} steps", zone=item.own_time_zone, steps=item.own_step_limit
        )
        self._mark(row, State.CONFLICT)
        self.settings = self._combo(row, ((Decision.KEEP, tr(mine)), (Decision.TAKE, tr(theirs))))

    def _add_missing(self, item: MissingItem) -> None:
        kind = item.kinds[0]
        words = _(
            "{kind} {reference}", kind=KIND_LABELS[ResourceKind(kind)], reference=item.reference
        )
        row = QTreeWidgetItem(self.tree, [tr(words)])
        row.setIcon(_WHAT, icon(kind_icon(kind)))
        row.setText(_STATE, tr(_("Missing here")))
        row.setIcon(_STATE, icon("mdi6.help-circle-outline", "warning"))
        options: list[tuple[str, str]] = [("", tr(_("Leave it missing")))]
        for each in item.kinds:
            for reference, name in listed(self._resources, each):
                options.append((reference, tr(_("Use “{name}” instead", name=name))))
        combo = self._combo(row, tuple(options), asks=False)
        for each in item.kinds:
            self.mappings[key_of(each, item.reference)] = combo
        for user in item.users:
            QTreeWidgetItem(row, [tr(user)]).setIcon(_WHAT, icon("mdi6.sitemap-outline"))

    # --- rows ---

    def _row(self, kind: str, name: str, reference: str, state: State) -> QTreeWidgetItem:
        row = QTreeWidgetItem(self.tree, [f"{name}  ({reference})"])
        row.setIcon(_WHAT, icon(kind_icon(kind)))
        row.setToolTip(_WHAT, tr(KIND_LABELS[ResourceKind(kind)]))
        self._mark(row, state)
        return row

    def _mark(self, row: QTreeWidgetItem, state: State) -> None:
        words, picture, colour = _STATES[state]
        row.setText(_STATE, tr(words))
        row.setIcon(_STATE, icon(picture, colour))
        row.setSizeHint(_WHAT, QSize(0, _ROW))
        if state is not State.CONFLICT:
            row.setText(_DECISION, tr(_("Is added") if state is State.NEW else _("Nothing")))

    def _ask(
        self,
        row: QTreeWidgetItem,
        key: Key,
        options: tuple[tuple[Decision, Text], ...],
        suggestion: str,
    ) -> None:
        named = tuple(
            (decision, tr(_(words.msgid, reference=suggestion))) for decision, words in options
        )
        self.decisions[key] = self._combo(row, named)

    def _combo(
        self, row: QTreeWidgetItem, options: tuple[tuple[str, str], ...], *, asks: bool = True
    ) -> QComboBox:
        combo = CalmCombo()
        combo.setAccessibleName(row.text(_WHAT))
        if asks:
            combo.addItem(tr(_("Decide…")), "")
        for key, words in options:
            combo.addItem(words, str(key))
        combo.currentIndexChanged.connect(self._allow)
        self.tree.setItemWidget(row, _DECISION, combo)
        return combo

    def _allow(self) -> None:
        asked = [*self.decisions.values(), *([self.settings] if self.settings else [])]
        open_ = sum(1 for combo in asked if not combo.currentData())
        self.go.setEnabled(open_ == 0)
        said = (
            _("1 decision is open.")
            if open_ == 1
            else _("{count} decisions are open.", count=open_)
        )
        self.waiting.setText(tr(said) if open_ else "")
        self.go.setToolTip(self.waiting.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in the tree must not import by itself.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.go.hasFocus():
            return
        super().keyPressEvent(event)
