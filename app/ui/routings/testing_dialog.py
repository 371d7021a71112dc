"""The dialogs *Put in test* and *Mailboxes of the test*: which mailboxes use the version."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from app.model.resources import Mailbox
from app.model.routing import Routing, Version
from app.model.text import Text, _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.form_dialog import FormDialog
from app.ui.routings.wording import OUTSIDE_UNDO
from app.ui.theme import tr
from app.ui.widgets import Card, label


class TestingDialog(FormDialog):
    """Boxes for the mailboxes of the routing; `version` is the version as it is afterwards."""

    def __init__(
        self, workspace: Workspace, version: Version, parent: QWidget | None = None
    ) -> None:
        starts = not version.in_testing
        super().__init__(
            _("Put “{version}” in test", version=version.name)
            if starts
            else _("Mailboxes that test “{version}”", version=version.name),
            _("Put in test") if starts else _("Save"),
            self._save,
            parent=parent,
        )
        self._workspace = workspace
        self._before = version
        self.version: Version | None = None
        self.boxes: dict[str, QCheckBox] = {}
        routing = workspace.routing(version.routing)
        self.body.addWidget(
            label(
                _(
                    "Emails of the mailboxes chosen here are processed by this version instead of"
                    " the version in production. It stays editable, and what you change holds for"
                    " their next email."
                )
            )
        )
        self.body.addSpacing(8)
        self._list(routing, lifecycle.mailboxes_of(workspace, routing.id))
        self.body.addSpacing(8)
        self.body.addWidget(label(OUTSIDE_UNDO, tone="muted"))
        first = next(iter(self.boxes.values()), self.ok)
        first.setFocus()

    def _list(self, routing: Routing, mailboxes: tuple[Mailbox, ...]) -> None:
        if not mailboxes:
            frame = Card(margin=12, kind="well")
            frame.body.addWidget(
                label(
                    _(
                        "No mailbox uses {routing} yet. Put the version in test now, and choose"
                        " the routing in a mailbox on the page Resources later.",
                        routing=routing.name,
                    ),
                    tone="muted",
                )
            )
            self.body.addWidget(frame)
            return
        self.add_caption(_("Mailboxes"))
        for mailbox in mailboxes:
            box = QCheckBox(mailbox.name if not mailbox.address else mailbox.address)
            box.setChecked(mailbox.tests(routing.reference, self._before.number))
            box.setAccessibleDescription(tr(_now(mailbox, routing, self._before)))
            note = label(_now(mailbox, routing, self._before), size="small", tone="muted")
            note.setContentsMargins(28, 0, 0, 4)
            self.body.addWidget(box)
            self.body.addWidget(note)
            self.boxes[mailbox.reference] = box

    @property
    def chosen(self) -> tuple[str, ...]:
        """The references of the mailboxes that are ticked."""
        return tuple(reference for reference, box in self.boxes.items() if box.isChecked())

    def _save(self) -> None:
        act: Callable[..., Version] = (
            lifecycle.choose_mailboxes if self._before.in_testing else lifecycle.put_in_test
        )
        self.version = act(self._workspace, self._before.id, self.chosen)


def _now(mailbox: Mailbox, routing: Routing, version: Version) -> Text:
    """What the mailbox does now."""
    start = mailbox.routing.lower() == routing.reference.lower()
    tested = mailbox.test_version if start else mailbox.end_test_version
    if tested is None:
        return _("{name}: processed by the version in production", name=mailbox.name)
    if tested == version.number:
        return _("{name}: processed by this version", name=mailbox.name)
    return _("{name}: processed by version {number}, in test", name=mailbox.name, number=tested)


def untest_sentences(workspace: Workspace, version: Version) -> tuple[Text, ...]:
    """What taking a version out of test means."""
    routing = workspace.routing(version.routing)
    names = [
        mailbox.address or mailbox.name
        for mailbox in lifecycle.mailboxes_of(workspace, routing.id)
        if mailbox.tests(routing.reference, version.number)
    ]
    if not names:
        return (_("No mailbox uses this version, so no email is affected."), OUTSIDE_UNDO)
    return (
        _(
            "These mailboxes are processed by the version in production again: {mailboxes}.",
            mailboxes=", ".join(names),
        ),
        OUTSIDE_UNDO,
    )
