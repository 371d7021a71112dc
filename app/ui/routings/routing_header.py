"""The head of a routing's page: name, type, reference, and what can be done with the routing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.permissions import Permission
from app.model.routing import TYPE_LABELS, Routing
from app.model.text import Text, _
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.notices import forbid
from app.ui.routings.overview import Circumstances
from app.ui.routings.routing_list import TYPE_ICONS
from app.ui.theme import tr
from app.ui.widgets import Chip, button, label, title, tool_button


class RoutingHeader(QWidget):
    """Name and buttons, then type and reference, then the description."""

    def __init__(self, routing: Routing, commands: RoutingCommands, around: Circumstances) -> None:
        super().__init__()
        self._around = around
        id_ = routing.id
        self.edit = self._button(
            _("Edit"),
            "mdi6.pencil-outline",
            lambda: commands.edit_routing(id_),
            Permission.EDIT,
        )
        self.copy = self._button(
            _("Copy the smart routing…"),
            "mdi6.content-duplicate",
            lambda: commands.copy_routing(id_),
            Permission.CREATE,
        )
        self.export = self._button(
            _("Export…"),
            "mdi6.export",
            lambda: commands.packages.export_routing(id_),
            Permission.READ,
        )
        self.delete = self._button(
            _("Delete…"),
            "mdi6.trash-can-outline",
            lambda: commands.delete_routing(id_),
            Permission.DELETE,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(title(routing.name), 1)
        for made in (self.edit, self.copy, self.export, self.delete):
            first.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(Chip(tr(TYPE_LABELS[routing.type]), TYPE_ICONS[routing.type], "muted"))
        second.addWidget(_reference(routing.reference))
        second.addWidget(
            tool_button(
                "mdi6.content-copy",
                _("Copy the reference"),
                clicked=lambda: QApplication.clipboard().setText(routing.reference),
            )
        )
        second.addStretch(1)
        column.addLayout(second)
        if routing.description:
            column.addWidget(label(routing.description))

    def _button(
        self, words: Text, picture: str, act: Callable[[], object], needed: Permission
    ) -> QPushButton:
        made = button(words, icon=picture, clicked=act)
        forbid(made, self._around.rights.refusal(needed))
        return made


def _reference(reference: str) -> QLabel:
    words = label(reference, tone="muted", wrap=False)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setToolTip(tr(_("Reference")))
    return words
