"""Choosing a resource of some kinds: searchable list, *Create new…*, *Open*."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model.resources import KIND_LABELS, RESOURCE_TYPES, ResourceKind, Resources
from app.model.text import Text, _
from app.ui.forms.context import FormContext
from app.ui.forms.editor import mark
from app.ui.theme.kinds import kind_icon
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import tool_button
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker
from app.ui.widgets.search_popup import PopupAction

_NOTHING = _("None")


class ResourcePicker(QWidget):
    """`chosen` carries a reference, or an empty text for none."""

    chosen = Signal(str)

    def __init__(
        self,
        context: FormContext,
        kinds: tuple[str, ...],
        *,
        optional: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kinds = kinds
        self._optional = optional
        self._reference = ""
        self._read_only = False
        self.picker = Picker(self._options, placeholder=self._placeholder(), actions=self._actions)
        self.picker.chosen.connect(self._choose)
        self.open_button = tool_button(
            "mdi6.arrow-top-right", _("Open"), clicked=self._open, parent=self
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.picker)
        row.addWidget(self.open_button)
        self.setFocusProxy(self.picker)

    def show_reference(self, reference: str) -> None:
        """Show a resource by its reference; one that is missing is marked as such."""
        self._reference = reference
        kind, name = _found(self._context.resources(), self._kinds, reference)
        if not reference:
            self.picker.show_choice("", "")
        elif kind:
            hint = reference if reference.lower() != name.lower() else ""
            self.picker.show_choice(reference, name, hint, kind_icon(kind))
        else:
            missing = tr(_("does not exist"))
            self.picker.show_choice(reference, reference, missing, "mdi6.alert-outline", "error")
        self.open_button.setVisible(bool(kind))

    def set_read_only(self, read_only: bool) -> None:
        """Whether the choice can be looked at only; *Open* stays."""
        self._read_only = read_only
        self.picker.setEnabled(not read_only)

    def mark_invalid(self, invalid: bool) -> None:
        """Show that there is something to mend here."""
        mark(self.picker, invalid)

    def _placeholder(self) -> Text:
        if self._optional:
            return _NOTHING
        return _("Choose: {kind}", kind=kind_label(self._kinds[0] if self._kinds else ""))

    def _options(self) -> list[Option]:
        resources = self._context.resources()
        several = len(self._kinds) > 1
        found = [
            Option(
                reference,
                name or reference,
                tr(kind_label(kind)) if several else reference,
                reference if several and reference.lower() != name.lower() else "",
                kind_icon(kind),
            )
            for kind in self._kinds
            for reference, name in listed(resources, kind)
        ]
        return ([Option("", tr(_NOTHING))] if self._optional else []) + found

    def _actions(self) -> list[PopupAction]:
        return [
            PopupAction(
                _("Create new: {kind}…", kind=kind_label(kind)),
                "mdi6.plus",
                partial(self._create, kind),
            )
            for kind in self._kinds
            if kind in RESOURCE_TYPES
        ]

    def _create(self, kind: str) -> None:
        reference = self._context.create_resource(kind, self.window())
        if reference:
            self._choose(reference)
        self.picker.setFocus()

    def _open(self) -> None:
        kind, _name = _found(self._context.resources(), self._kinds, self._reference)
        if kind:
            self._context.open_resource(kind, self._reference)

    def _choose(self, reference: str) -> None:
        self.show_reference(reference)
        self.chosen.emit(reference)


def kind_label(kind: str) -> Text:
    """What a kind is called; resources of unknown kinds are just that."""
    return KIND_LABELS.get(ResourceKind(kind), _("Resource")) if kind else _("Resource")


def listed(resources: Resources, kind: str) -> tuple[tuple[str, str], ...]:
    """References and names of the resources of a kind, by name."""
    if kind == ResourceKind.ROUTING:
        pairs = tuple((one.reference, one.name) for one in resources.routings)
    else:
        pairs = tuple((one.reference, one.name) for one in resources.entries if one.kind == kind)
    return tuple(sorted(pairs, key=lambda pair: (pair[1] or pair[0]).casefold()))


def _found(resources: Resources, kinds: tuple[str, ...], reference: str) -> tuple[str, str]:
    """Kind and name of a resource; an empty kind when there is none."""
    for kind in kinds:
        if reference and resources.exists(kind, reference):
            wanted = reference.strip().lower()
            for found, name in listed(resources, kind):
                if found.lower() == wanted:
                    return kind, name or found
    return "", reference
