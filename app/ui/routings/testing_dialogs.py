"""The dialogs *Put in test*, *Choose mailboxes* and *Remove from test*."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from app.model.resources import Mailbox
from app.model.routing import Routing, Status, Version
from app.model.text import Text, _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.form_dialog import FormDialog
from app.ui.theme import tr
from app.ui.widgets import Answer, Card, ConfirmDialog, label

UNTEST = "untest"
OUTSIDE_UNDO = _("The life cycle is outside of Undo: this step is not undone by it.")
NO_MAILBOX = _(
    "No mailbox starts with this smart routing. Choose this smart routing in a mailbox first:"
    " Resources, Mailboxes."
)
_FEW = 5
"""How many mailboxes stand there without scrolling."""
_TALLEST = 260


class PutInTestDialog(FormDialog):
    """Explains what a test does, and lets the person choose who takes part."""

    def __init__(
        self, workspace: Workspace, version: Version, parent: QWidget | None = None
    ) -> None:
        heading = _("Put “{version}” in test?", version=version.name)
        super().__init__(heading, _("Put in test"), self._put, parent=parent)
        self._workspace = workspace
        self._version = version
        self.mailboxes = MailboxChoice(workspace, version)
        for sentence in (
            _(
                "Emails to the chosen mailboxes are processed by version {number} “{version}”"
                " instead of the version in production. They are real emails.",
                number=version.number,
                version=version.name,
            ),
            _("The version stays editable, and its changes take effect on them at once."),
        ):
            self.body.addWidget(label(sentence))
        self.body.addSpacing(8)
        self.body.addWidget(self.mailboxes)
        self.body.addSpacing(8)
        self.body.addWidget(label(OUTSIDE_UNDO, tone="muted"))
        # Enter must not send anybody's emails elsewhere.
        self.ok.setDefault(False)
        self.cancel.setFocus()

    def _put(self) -> None:
        lifecycle.put_in_test(self._workspace, self._version.id, self.mailboxes.chosen)


class ChooseMailboxesDialog(FormDialog):
    """Exactly the ticked mailboxes use the version in testing from then on."""

    def __init__(
        self, workspace: Workspace, version: Version, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Mailboxes that test “{version}”", version=version.name),
            _("Use these mailboxes"),
            self._choose,
            parent=parent,
        )
        self._workspace = workspace
        self._version = version
        self.mailboxes = MailboxChoice(workspace, version)
        if self.mailboxes.boxes:
            self.body.addWidget(
                label(
                    _(
                        "Ticked mailboxes are processed by this version; those that lose their"
                        " tick return to production."
                    )
                )
            )
            self.body.addSpacing(8)
        self.body.addWidget(self.mailboxes)
        self.body.addSpacing(8)
        self.body.addWidget(label(OUTSIDE_UNDO, tone="muted"))
        self.ok.setDefault(False)
        self.ok.setVisible(bool(self.mailboxes.boxes))
        if not self.mailboxes.boxes:
            self.cancel.setText(tr(_("Close")))
            self.cancel.setFocus()

    def _choose(self) -> None:
        lifecycle.choose_mailboxes(self._workspace, self._version.id, self.mailboxes.chosen)


class MailboxChoice(QWidget):
    """The mailboxes that start or end with the routing, with what processes them now."""

    def __init__(self, workspace: Workspace, version: Version) -> None:
        super().__init__()
        routing = workspace.routing(version.routing)
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        found = lifecycle.mailboxes_of(workspace, routing.id)
        if not found:
            well = Card(margin=12, kind="well")
            self.none = label(NO_MAILBOX, tone="muted")
            well.body.addWidget(self.none)
            column.addWidget(well)
            return
        column.addWidget(label(_("Mailboxes of this smart routing"), size="small", tone="muted"))
        versions = {one.number: one for one in workspace.versions(routing.id)}
        rows = QWidget()
        listed = QVBoxLayout(rows)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(2)
        for mailbox in found:
            said = tuple(_doing(mailbox, routing, versions))
            box = QCheckBox(_named(mailbox))
            box.setChecked(mailbox.tests(routing.reference, version.number))
            box.setAccessibleDescription(" ".join(tr(one) for one in said))
            self.boxes[mailbox.reference] = box
            listed.addWidget(box)
            for words in said:
                note = label(words, size="small", tone="muted")
                note.setContentsMargins(28, 0, 0, 4)
                listed.addWidget(note)
        if len(found) <= _FEW:
            column.addWidget(rows)
            return
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(rows)
        area.setFixedHeight(_TALLEST)
        column.addWidget(area)

    @property
    def chosen(self) -> tuple[str, ...]:
        """References of the ticked mailboxes."""
        return tuple(reference for reference, box in self.boxes.items() if box.isChecked())


def removal_from_test(
    workspace: Workspace, version: Version, parent: QWidget | None
) -> ConfirmDialog:
    """Ask before mailboxes return to production, naming them."""
    routing = workspace.routing(version.routing)
    returning = [
        one
        for one in lifecycle.mailboxes_of(workspace, routing.id)
        if one.tests(routing.reference, version.number)
    ]
    sentences: list[Text] = [
        _("No mailbox uses this version, so no email changes its way.")
        if not returning
        else _("These mailboxes return to the version in production:"),
        *(_("• {mailbox}", mailbox=_named(one)) for one in returning),
    ]
    produced = any(one.status is Status.PRODUCTION for one in workspace.versions(routing.id))
    if returning and not produced:
        sentences.append(
            _("No version is in production: their emails go to the fallback queue of each mailbox.")
        )
    sentences += [
        _("The version stays in development."),
        OUTSIDE_UNDO,
    ]
    return ConfirmDialog(
        _("Remove “{version}” from test?", version=version.name),
        tuple(sentences),
        (Answer(UNTEST, _("Remove from test")),),
        parent=parent,
    )


def _named(mailbox: Mailbox) -> str:
    name = mailbox.name or mailbox.reference
    return f"{name} · {mailbox.address}" if mailbox.address else name


def _doing(mailbox: Mailbox, routing: Routing, versions: dict[int, Version]) -> Iterator[Text]:
    """What processes a mailbox now, where it uses this routing."""
    same = routing.reference.lower()
    if mailbox.routing.lower() == same:
        yield _(
            "Emails that arrive: now {version}", version=_current(mailbox.test_version, versions)
        )
    if mailbox.end_routing.lower() == same:
        yield _(
            "Interactions that end: now {version}",
            version=_current(mailbox.end_test_version, versions),
        )


def _current(number: int | None, versions: dict[int, Version]) -> Text:
    if number is not None:
        tested = versions.get(number)
        name = "" if tested is None else tested.name
        return _("version {number} “{name}” in test", number=number, name=name)
    for version in versions.values():
        if version.status is Status.PRODUCTION:
            return _(
                "production, version {number} “{name}”", number=version.number, name=version.name
            )
    return _("no version is in production")
