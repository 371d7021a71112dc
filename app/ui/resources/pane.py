"""One resource on the right of the page: form, side view, used by, Save and Discard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.model.fields import fields_of
from app.model.names import suggest_reference
from app.model.resources import KIND_LABELS, RESOURCE_TYPES, Resource, ResourceKind
from app.model.resources.checks import resource_problems
from app.model.store.uses import Use
from app.model.text import Text, _
from app.ui.forms import Form
from app.ui.forms.resource_picker import listed
from app.ui.resources.beside import Beside
from app.ui.resources.form_context import ResourceFormContext
from app.ui.resources.side_view import SideView
from app.ui.resources.used_by import UseList
from app.ui.theme import tr
from app.ui.theme.kinds import kind_icon
from app.ui.widgets import (
    ElidedLabel,
    IconTile,
    MessageBar,
    Tone,
    button,
    heading,
    label,
    muted,
    rule,
)

_FORM_WIDTH = 560
_COMPACT = 480


class ResourcePane(QWidget):
    """Edits a draft; the page keeps it. `edited` carries the draft at each change."""

    edited = Signal(object)
    save_asked = Signal()
    discard_asked = Signal()
    delete_asked = Signal()
    duplicate_asked = Signal()
    use_chosen = Signal(object)
    rights_asked = Signal()

    def __init__(
        self, kind: ResourceKind, context: ResourceFormContext, side: SideView | None
    ) -> None:
        super().__init__()
        self.kind = kind
        self._context = context
        self._base: Resource | None = None
        self._touched: set[str] = set()
        self._suggests = False
        self._is_used = False
        self._is_compact = False
        self._why_not: dict[QPushButton, Text | None] = {}
        self.side = side
        self.beside: Beside | None = None
        self.form = Form(fields_of(RESOURCE_TYPES[kind]), context, roomy=True)
        self.form.edited.connect(self._take)
        self.message = MessageBar()
        self.name = ElidedLabel(tr(KIND_LABELS[kind]))
        self.name.setProperty("textSize", "heading")
        self.state = ElidedLabel()
        self.state.setProperty("textSize", "small")
        self.state.setProperty("tone", "muted")
        self.reason = label("", size="small", tone="error")
        self.save = button(_("Save"), variant="primary", clicked=self.save_asked.emit)
        self.discard = button(_("Discard"), clicked=self.discard_asked.emit)
        self.duplicate = button(
            _("Duplicate"), icon="mdi6.content-copy", clicked=self.duplicate_asked.emit
        )
        self.delete = button(
            _("Delete…"), icon="mdi6.trash-can-outline", clicked=self.delete_asked.emit
        )
        self.used = UseList()
        self.used.chosen.connect(self.use_chosen)
        self._unused = muted(_("Nothing uses it yet."))
        self._build()
        if side is not None:
            side.edited.connect(self._take_whole)
            side.follow(self.form)

    # --- what is shown ---

    def show_draft(self, base: Resource | None, draft: Resource, uses: tuple[Use, ...]) -> None:
        """Show a draft; `base` is the resource as stored, None for a new one."""
        self._base = base
        self._touched = set() if base is None or draft == base else set(self.form.names())
        self._suggests = base is None and not draft.reference
        self.form.set_value(draft)
        self.message.dismiss()
        self._show_uses(uses)
        self._refresh(draft)

    def follow(self, base: Resource, draft: Resource, uses: tuple[Use, ...]) -> None:
        """The same resource may have changed around the draft; the cursor stays where it is."""
        self._base = base
        self.form.set_value(draft)
        self._show_uses(uses)
        self._refresh(draft)

    def set_read_only(self, refusal: Text | None) -> None:
        """Whether the resource can be looked at only, and why."""
        self.form.set_read_only(refusal is not None)
        self.form.editor("reference").set_read_only(refusal is not None or self._is_used)
        if self.side is not None:
            self.side.set_read_only(refusal is not None)
        if refusal is not None:
            self.message.show_message(
                refusal,
                Tone.INFO,
                action=_("Your rights"),
                on_action=self.rights_asked.emit,
            )

    def ask_which(
        self, text: Text, *, theirs: Callable[[], object], mine: Callable[[], object]
    ) -> None:
        """Somebody else changed the resource: load theirs, or write mine over it."""
        self.message.show_message(
            text,
            Tone.WARNING,
            action=_("Load it again"),
            on_action=theirs,
            other=(_("Keep mine"), mine),
        )

    def allow(self, *, duplicate: Text | None, delete: Text | None) -> None:
        """Whether the resource may be duplicated and deleted, and why not."""
        self._why_not = {self.duplicate: duplicate, self.delete: delete}
        for made, refusal in self._why_not.items():
            made.setEnabled(refusal is None)
        self._fit_head()

    @property
    def base(self) -> Resource | None:
        """The resource as it was read; None for a new one."""
        return self._base

    @property
    def draft(self) -> Resource:
        """The resource as the form holds it."""
        drafted: Resource = self.form.value()
        return msgspec.structs.replace(drafted, name=drafted.name.strip())

    @property
    def is_ready(self) -> bool:
        """Whether the draft can be saved."""
        return self.save.isEnabled()

    def focus_name(self) -> None:
        """Take the keyboard to the first field."""
        if self.beside is not None:
            self.beside.show_form()
        self.form.focus_field("name")

    # --- building ---

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(12)
        head.addWidget(IconTile(kind_icon(self.kind), "accent"))
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(self.name)
        named.addWidget(self.state)
        head.addLayout(named, 1)
        head.addWidget(self.duplicate)
        head.addWidget(self.delete)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(24, 10, 24, 10)
        foot.setSpacing(8)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.discard)
        foot.addWidget(self.save)
        said = QHBoxLayout()
        said.setContentsMargins(24, 0, 24, 12)
        said.addWidget(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(rule())
        column.addWidget(self._middle(), 1)
        column.addWidget(rule())
        column.addWidget(self._foot)

    def _middle(self) -> QWidget:
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(24, 16, 20, 24)
        inside.setSpacing(0)
        inside.addWidget(self.form, 1 if self.form.grows else 0)
        if not self.form.grows:
            self.form.setMaximumWidth(_FORM_WIDTH * 2)
        inside.addSpacing(20)
        inside.addWidget(heading(_("Used by")))
        inside.addSpacing(6)
        inside.addWidget(self._unused)
        inside.addWidget(self.used)
        if not self.form.grows:
            inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setWidget(inner)
        if self.side is None:
            return area
        self.beside = Beside(area, self.side, f"resources.{self.kind}")
        return self.beside

    # --- where it is narrow ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_compact = self.width() < _COMPACT
        self._fit_head()

    def _fit_head(self) -> None:
        """Buttons that lose their words where the name needs the room; a tip has them then."""
        for made, words in ((self.duplicate, _("Duplicate")), (self.delete, _("Delete…"))):
            made.setText("" if self._is_compact else tr(words))
            made.setAccessibleName(tr(words))
            why_not = self._why_not.get(made)
            tip = words if self._is_compact and why_not is None else why_not
            made.setToolTip("" if tip is None else tr(tip))

    # --- following the form ---

    def _take(self, name: str, struct: Any) -> None:
        self._touched.add(name)
        if name == "reference":
            self._suggests = not struct.reference
        if name == "name" and self._base is None and self._suggests:
            suggested = (
                suggest_reference(struct.name, self._taken(), fallback=self.kind)
                if struct.name.strip()
                else ""
            )
            struct = msgspec.structs.replace(struct, reference=suggested)
            self.form.set_value(struct)
        self._refresh(struct)
        self.edited.emit(struct)

    def _take_whole(self, resource: object) -> None:
        assert isinstance(resource, Resource)
        self.form.set_value(resource)
        self._refresh(resource)
        self.edited.emit(resource)

    def _refresh(self, draft: Resource) -> None:
        changed = self._base is None or draft != self._base
        problems = resource_problems(draft, self._context.resources(), self._taken())
        # What nobody has come to yet is not held against them; the button alone waits.
        self.form.set_problems(
            one for one in problems if one.field.partition(".")[0] in self._touched
        )
        first = problems[0] if problems else None
        reason = (
            "" if first is None or not changed else self._located(draft, first.field, first.text)
        )
        self.reason.setText(reason)
        self.save.setEnabled(changed and not problems)
        self.save.setToolTip(reason)
        self._foot.setVisible(changed)
        known = "" if self._base is None else self._base.name
        new = tr(_("New: {kind}", kind=KIND_LABELS[self.kind]))
        self.name.setText(draft.name.strip() or known or new)
        kind = tr(KIND_LABELS[self.kind])
        unsaved = tr(_("not saved yet")) if changed else ""
        self.state.setText(" · ".join(word for word in (kind, draft.reference, unsaved) if word))
        for made in (self.duplicate, self.delete):
            made.setVisible(self._base is not None)
        if self.side is not None:
            self.side.stored = "" if self._base is None else self._base.reference
            self.side.show_resource(draft)

    def _located(self, draft: Resource, field: str, text: Text) -> str:
        name = field.partition(".")[0]
        if name not in self.form.names():
            place = None if self.side is None else self.side.place_of(draft, field)
            return tr(text) if place is None else f"{tr(place)}: {tr(text)}"
        return f"{self.form.row(name).label.text()}: {tr(text)}"

    def _show_uses(self, uses: tuple[Use, ...]) -> None:
        self._is_used = bool(uses)
        self.used.show_uses(uses)
        self._unused.setVisible(not uses)
        fixed = tr(_("The reference stays while something uses it.")) if uses else ""
        self.form.editor("reference").setToolTip(fixed)

    def _taken(self) -> tuple[str, ...]:
        own = "" if self._base is None else self._base.reference.lower()
        found = (reference for reference, _name in listed(self._context.resources(), self.kind))
        return tuple(reference for reference in found if reference.lower() != own)

    def sizeHint(self) -> QSize:
        return QSize(_FORM_WIDTH, 600)
