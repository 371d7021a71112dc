"""What a right click on the canvas offers, by what it was made on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.graph.aligning import Alignment
from app.graph.annotating import MARK_COLOURS, group_of
from app.graph.canvas import Canvas
from app.graph.exchange import AddRequest, Target
from app.model import edits
from app.model.text import Text, _
from app.model.tree import START
from app.ui.theme import icon, tr
from app.ui.version.adding import Adding

ALIGN_ICON = "mdi6.align-horizontal-left"


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
        elif target.mark:
            self._for_mark(menu, target.mark)
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
            elif target.branch and (action.id, branch.key) in tree.targets:
                self._entry(
                    menu,
                    _("Add an action in “{branch}”…", branch=words),
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
        self._for_selection(menu, action.id)

    def _for_selection(self, menu: QMenu, action: str) -> None:
        """What is done with all selected cards together."""
        canvas, tree = self._canvas, self._canvas.document.tree
        selected = canvas.selected if action in canvas.selected else (action,)
        menu.addSeparator()
        menu.addAction(self._commands["add_group"])
        for group in tree.drawing.groups:
            if set(selected) <= set(group.members):
                continue
            self._entry(
                menu,
                _("Add to the group “{title}”", title=group.title),
                "mdi6.select-group",
                partial(canvas.annotating.join, group.id, selected),
            )
        if any(set(selected) & set(group.members) for group in tree.drawing.groups):
            self._entry(
                menu,
                _("Take out of the group"),
                "mdi6.select-remove",
                partial(canvas.annotating.leave, selected),
            )
        menu.addAction(self._commands["extract"])
        if len(selected) > 1:
            arrange = menu.addMenu(icon(ALIGN_ICON), tr(_("Align")))
            for how in Alignment:
                arrange.addAction(self._commands[how.value])

    def _for_mark(self, menu: QMenu, mark: str) -> None:
        annotating, tree = self._canvas.annotating, self._canvas.document.tree
        group = group_of(tree, mark)
        if not self._editable:
            self._view(menu)
            return
        self._entry(
            menu,
            _("Edit the note") if group is None else _("Rename the group"),
            "mdi6.form-textbox",
            partial(annotating.edit, mark),
        )
        colours = menu.addMenu(icon("mdi6.palette-outline"), tr(_("Colour")))
        now = next((one.colour for one in tree.drawing.marks if one.id == mark), "")
        for token, words in MARK_COLOURS:
            entry = colours.addAction(icon("mdi6.circle", token), tr(words))
            entry.setCheckable(True)
            entry.setChecked(token == now)
            entry.triggered.connect(partial(annotating.colour, mark, token))
        menu.addSeparator()
        self._entry(
            menu,
            _("Delete the note") if group is None else _("Take the group away"),
            "mdi6.delete-outline" if group is None else "mdi6.select-remove",
            partial(annotating.erase, mark),
        )

    def _for_canvas(self, menu: QMenu, target: Target, place: QPoint) -> None:
        if self._editable:
            self._entry(
                menu,
                _("Add an action…"),
                "mdi6.plus",
                lambda: self._adding.open_menu(AddRequest(position=target.position, screen=place)),
            )
            menu.addAction(self._commands["paste"])
            self._entry(
                menu,
                _("Add a note here"),
                "mdi6.note-plus-outline",
                lambda: self._canvas.add_note(target.position),
            )
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
