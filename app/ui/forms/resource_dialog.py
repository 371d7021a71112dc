"""Creating or editing one resource in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.model.errors import UserError
from app.model.fields import fields_of
from app.model.names import suggest_reference
from app.model.resources import RESOURCE_TYPES, Resource, ResourceKind
from app.model.resources.checks import resource_problems
from app.model.text import _
from app.ui.forms.context import FormContext
from app.ui.forms.form import Form
from app.ui.forms.resource_picker import kind_label, listed
from app.ui.theme.kinds import kind_icon
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.card import rule
from app.ui.widgets.icon_tile import IconTile
from app.ui.widgets.labels import muted, title
from app.ui.widgets.message_bar import MessageBar, Tone

_WIDE = frozenset({ResourceKind.CALENDAR, ResourceKind.EMAIL_TEMPLATE, ResourceKind.VALUE_TABLE})


class ResourceDialog(QDialog):
    """A form for a resource of a kind; OK tells why it waits.

    The reference follows the name until somebody types one. `save` is called with the finished
    resource; when it raises a `UserError`, the dialog says so and stays open.
    """

    def __init__(
        self,
        kind: str,
        context: FormContext,
        resource: Resource | None = None,
        *,
        save: Callable[[Resource], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = ResourceKind(kind)
        self._context = context
        self._save = save
        self._before = resource
        self._touched: set[str] = set()
        self._own_reference = resource is not None
        words = kind_label(kind)
        heading = (
            _("New: {kind}", kind=words) if resource is None else _("Edit: {kind}", kind=words)
        )
        self.setWindowTitle(tr(heading))
        self.form = Form(fields_of(RESOURCE_TYPES[self.kind]), context, roomy=True)
        self.form.set_value(resource or RESOURCE_TYPES[self.kind]())
        self.form.edited.connect(self._take)
        self.message = MessageBar()
        self.reason = muted()
        self.ok = button(
            _("Create") if resource is None else _("Save"), variant="primary", clicked=self.accept
        )
        self.ok.setDefault(True)
        self.cancel = button(_("Cancel"), clicked=self.reject)
        self._lay_out(heading_label=title(heading))
        self._validate()
        self.form.editor("name").setFocus()

    @property
    def resource(self) -> Resource:
        """The resource as the form holds it."""
        drafted: Resource = self.form.value()
        return msgspec.structs.replace(drafted, name=drafted.name.strip())

    def accept(self) -> None:
        """Save and close, or say why not."""
        if not self.ok.isEnabled():
            return
        if self._save is not None:
            try:
                self._save(self.resource)
            except UserError as refusal:
                self.message.show_message(refusal.text, Tone.ERROR)
                return
        super().accept()

    def sizeHint(self) -> QSize:
        wide = self.kind in _WIDE
        height = self.form.sizeHint().height() + 160
        return QSize(600 if wide else 440, min(height, 680))

    # --- private ---

    def _lay_out(self, heading_label: QWidget) -> None:
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.addWidget(self.form)
        if not self.form.grows:
            inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        head.setSpacing(12)
        head.addWidget(IconTile(kind_icon(self.kind), "accent"))
        head.addWidget(heading_label, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 16)
        foot.setSpacing(8)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(rule())
        column.addWidget(area, 1)
        column.addWidget(rule())
        column.addLayout(foot)

    def _take(self, name: str, struct: Any) -> None:
        self._touched.add(name)
        self.message.hide()
        if name == "reference":
            self._own_reference = bool(struct.reference)
        if name == "name" and not self._own_reference:
            suggested = (
                suggest_reference(struct.name, self._taken(), fallback=self.kind)
                if struct.name.strip()
                else ""
            )
            self.form.set_value(msgspec.structs.replace(struct, reference=suggested))
        self._validate()

    def _taken(self) -> tuple[str, ...]:
        own = "" if self._before is None else self._before.reference.lower()
        found = (reference for reference, _name in listed(self._context.resources(), self.kind))
        return tuple(reference for reference in found if reference.lower() != own)

    def _validate(self) -> None:
        problems = resource_problems(self.form.value(), self._context.resources(), self._taken())
        # What nobody has come to yet is not held against them; the button alone waits.
        self.form.set_problems(
            one for one in problems if one.field.partition(".")[0] in self._touched
        )
        reason = ""
        if problems:
            first = problems[0]
            row = first.field.partition(".")[0]
            named = row in self.form.names()
            where = self.form.row(row).label.text() if named else ""
            reason = f"{where}: {tr(first.text)}" if where else tr(first.text)
        self.reason.setText(reason)
        self.ok.setEnabled(not problems)
        self.ok.setToolTip(reason)
