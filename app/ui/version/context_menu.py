"""What a right click on the canvas offers, by what it was made on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.graph.canvas import Canvas
from app.graph.exchange import AddRequest, Target
from app.model import edits
from app.model.text import Text, _
from app.model.tree import START
from app.ui.theme import icon, tr
from app.ui.version.adding import Adding


class CanvasMenu:
    """Builds a menu for a target; commands keep the keys of the canvas."""

    def __init__(
        self,
        canvas: Canvas,
        adding: Adding,
        commands: Mapping[str, QAction],
        edit: Callable[[str], object],
    ) -> None:
        self._canvas = canvas
        self._adding = adding
        self._catalogue = adding.catalogue
        self._commands = commands
        self._edit = edit

    def open(self, target: Target, place: QPoint) -> None:
        """Show the menu; it goes away by itself."""
        menu = self.made(target, place)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def made(self, target: Target, place: QPoint) -> QMenu:
        """The menu for a target."""
        menu = QMenu(self._canvas)
        if target.link is not None:
            self._for_link(menu, target, place)
        elif target.action:
            self._for_action(menu, target, place)
        else:
            self._for_canvas(menu, target, place)
        return menu

    def _for_link(self, menu: QMenu, target: Target, place: QPoint) -> None:
        link = target.link
        assert link is not None
        if self._editable:
            self._entry(
                menu,
                _("Add an action between these 2 actions…"),
                "mdi6.plus",
                lambda: self._adding.open_menu(AddRequest(link=link, screen=place)),
            )
            self._entry(
                menu,
                _("Delete the link"),
                "mdi6.link-off",
                lambda: self._canvas.delete_link(link),
            )
        else:
            self._view(menu)

    def _for_action(self, menu: QMenu, target: Target, place: QPoint) -> None:
        tree = self._canvas.document.tree
        action = tree.by_id.get(target.action)
        if action is None:
            return
        self._entry(
            menu,
            _("Edit") if self._editable else _("Show in the inspector"),
            "mdi6.tune-variant",
            lambda: self._edit(action.id),
        )
        if not self._editable:
            self._view(menu)
            return
        branches = self._catalogue.branches(action.config)
        wanted = [one for one in branches if not target.branch or one.key == target.branch]
        for branch in wanted:
            words = branch.caption or tr(branch.label)
            if tree.is_open(action.id, branch.key):
                self._entry(
                    menu,
                    _("Add an action after “{branch}”…", branch=words),
                    "mdi6.plus",
                    partial(
                        self._adding.open_menu,
                        AddRequest(source=action.id, branch=branch.key, screen=place),
                    ),
                )
        for branch in wanted:
            words = branch.caption or tr(branch.label)
            ended = (action.id, branch.key) in tree.ended
            if ended or tree.is_open(action.id, branch.key):
                self._entry(
                    menu,
                    _("No longer end at “{branch}”", branch=words)
                    if ended
                    else _("End here at “{branch}”", branch=words),
                    "mdi6.flag-remove-outline" if ended else "mdi6.flag-checkered",
                    partial(self._canvas.end_here, action.id, branch.key),
                )
        menu.addSeparator()
        record = menu.addAction(tr(_("Record the passage in this action")))
        record.setCheckable(True)
        record.setChecked(action.record)
        turned = not action.record
        record.triggered.connect(lambda: self._record(action.id, action.name, turned))
        if action.type != START:
            menu.addSeparator()
            for name in ("cut", "copy", "duplicate"):
                menu.addAction(self._commands[name])
            menu.addSeparator()
            menu.addAction(self._commands["rename"])
            menu.addAction(self._commands["delete"])

    def _for_canvas(self, menu: QMenu, target: Target, place: QPoint) -> None:
        if self._editable:
            self._entry(
                menu,
                _("Add an action…"),
                "mdi6.plus",
                lambda: self._adding.open_menu(AddRequest(position=target.position, screen=place)),
            )
            menu.addAction(self._commands["paste"])
            menu.addSeparator()
            menu.addAction(self._commands["tidy_up"])
        menu.addAction(self._commands["select_all"])
        self._view(menu)

    # --- private ---

    @property
    def _editable(self) -> bool:
        return not self._canvas.document.read_only

    def _view(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(self._commands["fit_all"])
        menu.addAction(self._commands["zoom_100"])

    def _entry(self, menu: QMenu, words: Text, picture: str, act: Callable[[], object]) -> None:
        entry = menu.addAction(icon(picture), tr(words))
        entry.triggered.connect(lambda _checked=False: act())

    def _record(self, action: str, name: str, on: bool) -> None:
        words = (
            _("record the passage in “{name}”", name=name)
            if on
            else _("no longer record the passage in “{name}”", name=name)
        )
        self._canvas.document.apply(words, edits.record(action, on))
