"""Cut, copy, paste and duplicate: actions travel as text, between versions and workspaces too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from app.graph import placing
from app.graph.canvas import Canvas
from app.model import edits
from app.model.catalogue import Catalogue, RoutingType
from app.model.errors import Refused
from app.model.package import fragment_text, parsed_fragment
from app.model.text import Text, _
from app.model.tree import ActionTree, Position
from app.ui.theme import icon, tr

_ASIDE = 40.0
"""How far right and down of its pattern a duplicate is tried first, in scene pixels."""


class Clipping(QObject):
    """The commands `cut`, `copy`, `paste` and `duplicate` of one canvas."""

    def __init__(self, canvas: Canvas, catalogue: Catalogue, routing_type: RoutingType) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._catalogue = catalogue
        self._routing_type = routing_type
        self._new_id = canvas.document.new_id
        self.commands = {
            "cut": self._made("cut", _("Cut"), "mdi6.content-cut", "Ctrl+X", self.cut),
            "copy": self._made("copy", _("Copy"), "mdi6.content-copy", "Ctrl+C", self.copy),
            "paste": self._made("paste", _("Paste"), "mdi6.content-paste", "Ctrl+V", self.paste),
            "duplicate": self._made(
                "duplicate", _("Duplicate"), "mdi6.content-duplicate", "Ctrl+D", self.duplicate
            ),
        }
        canvas.selection_changed.connect(self._allow)
        canvas.document.read_only_changed.connect(self._allow)
        self._allow()

    def copy(self) -> bool:
        """Put the selected actions, with the links among them, into the clipboard."""
        fragment = self._selected()
        if not fragment.actions:
            return False
        text = fragment_text(fragment, self._routing_type, self._catalogue)
        QApplication.clipboard().setText(text)
        return True

    def cut(self) -> bool:
        """Copy the selected actions, and delete them with a bridge over the gap."""
        return self.copy() and self._canvas.delete_selection()

    def paste(self, at: Position | None = None) -> bool:
        """Add what is in the clipboard: in the middle of what is shown, or with its corner `at`."""
        try:
            text = QApplication.clipboard().text()
            fragment = parsed_fragment(text, self._catalogue, self._new_id)
        except Refused as refusal:
            self._canvas.refused.emit(refusal.text)
            return False
        wanted = at if at is not None else _corner_around(fragment, self._canvas.middle)
        return self._add(_("paste"), fragment, wanted)

    def duplicate(self) -> bool:
        """Add the selected actions once more beside themselves."""
        fragment = edits.with_new_ids(self._selected(), self._new_id)
        corner = _corner(fragment)
        wanted = Position(corner.x + _ASIDE, corner.y + _ASIDE)
        return self._add(_("duplicate"), fragment, wanted)

    # --- private ---

    def _selected(self) -> ActionTree:
        return edits.fragment_of(self._canvas.document.tree, self._canvas.selected)

    def _add(self, verb: Text, fragment: ActionTree, wanted: Position) -> bool:
        if not fragment.actions:
            return False
        document = self._canvas.document
        placed = edits.shifted(fragment, *placing.apart(document.tree, fragment, wanted))
        count = len(fragment.actions)
        name = f"“{fragment.actions[0].name}”"
        words = (
            _("{verb} {name}", verb=verb, name=name)
            if count == 1
            else _("{verb} {count} actions", verb=verb, count=count)
        )
        if not document.apply(words, edits.paste(placed)):
            return False
        self._canvas.select(tuple(action.id for action in placed.actions))
        return True

    def _allow(self, *_changed: object) -> None:
        editable = not self._canvas.document.read_only
        chosen = bool(self._selected().actions)
        self.commands["copy"].setEnabled(chosen)
        self.commands["cut"].setEnabled(chosen and editable)
        self.commands["duplicate"].setEnabled(chosen and editable)
        self.commands["paste"].setEnabled(editable)

    def _made(
        self, name: str, words: Text, picture: str, key: str, act: Callable[[], object]
    ) -> QAction:
        action = QAction(icon(picture), tr(words), self._canvas)
        action.setObjectName(f"canvas.{name}")
        action.setShortcut(QKeySequence(key))
        # Fields of the inspector keep the same keys for their own text.
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self._canvas.addAction(action)
        return action


def _corner(fragment: ActionTree) -> Position:
    places = fragment.drawing.positions.values()
    return Position(
        min((place.x for place in places), default=0.0),
        min((place.y for place in places), default=0.0),
    )


def _corner_around(fragment: ActionTree, middle: Position) -> Position:
    """Where the corner goes so that the fragment stands around a point."""
    corner = _corner(fragment)
    places = fragment.drawing.positions.values()
    width = max((place.x for place in places), default=0.0) - corner.x
    height = max((place.y for place in places), default=0.0) - corner.y
    return Position(middle.x - width / 2, middle.y - height / 2)
