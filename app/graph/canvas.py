"""The canvas: one widget that shows a document as a tree of cards and lets it be edited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.graph.aligning import Alignment, aligned
from app.graph.annotating import NOTE_SIZE, Annotating, members_of
from app.graph.card import CardItem
from app.graph.editing import Editing
from app.graph.exchange import AddRequest, Following, RunMarks, Target
from app.graph.faces import BranchState
from app.graph.gestures import Gestures
from app.graph.ink import Ink
from app.graph.keys import COMMANDS, make_actions
from app.graph.pipe import LinkItem
from app.graph.projection import Projection
from app.graph.renaming import NameEditor
from app.graph.sight import Sight
from app.graph.viewer import TreeViewer
from app.graph.walking import Step, walk
from app.model.text import Text
from app.model.tree import START, Action, Link, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtGui import QAction

    from app.graph.document import Document
    from app.graph.faces import Render
    from app.graph.tokens import Tokens
    from app.model.catalogue import Catalogue
    from app.model.diff import Change
    from app.model.tree import ActionId, BranchKey

_NUDGE = 8.0


class Canvas(Sight):
    """Shows a `Document`. It never holds the tree: gestures become edits, and it follows.

    `render` turns a `Text` into words of the user's language. `commands` are its `QAction`s by
    name (see `keys`), for menus and toolbars; a window that has an undo of its own takes the keys
    of `undo` and `redo` away, since Qt fires neither of two actions with one key.
    """

    selection_changed = Signal(tuple)
    add_requested = Signal(AddRequest)
    action_activated = Signal(str)
    refused = Signal(Text)
    context_requested = Signal(Target, QPoint)
    zoom_changed = Signal(float)

    def __init__(
        self,
        document: Document,
        catalogue: Catalogue,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        render: Render = Text.__str__,
    ) -> None:
        ink = Ink(tokens)
        super().__init__(document, TreeViewer(ink), parent)
        self._render = render
        self._ink = ink
        self._projection = Projection(
            document, catalogue, self._graph, self._viewer, self._ink, render
        )
        faces = self._projection.faces_now
        self._editing = Editing(document, catalogue, faces, render, self)
        self.annotating = Annotating(document, self._viewer, ink, render, self)
        self._gestures = Gestures(self._viewer, self._projection, self._editing, self)
        self._viewer.listener = self._gestures
        self._name_editor: NameEditor | None = None
        self._is_fresh = True

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._viewer)
        self.setFocusProxy(self._viewer)
        self.commands: Mapping[str, QAction] = make_actions(self, self._slots(), render)
        self._projection.show_all()
        self._wire()
        self._refresh_commands()

    def _wire(self) -> None:
        self._document.changed.connect(self._on_changed)
        self._document.refused.connect(self.refused)
        self._document.read_only_changed.connect(self._on_read_only_changed)
        self._document.history_changed.connect(self._refresh_commands)
        self._editing.settled.connect(self._projection.show_all)
        self._editing.asked_to_add.connect(self._on_asked_to_add)
        self._gestures.add_requested.connect(self.add_requested)
        self._gestures.action_activated.connect(self.action_activated)
        self._gestures.context_requested.connect(self.context_requested)
        self._gestures.type_dropped.connect(self.add)
        self._gestures.mark_activated.connect(self.annotating.edit)
        self._gestures.note_placed.connect(self.annotating.place)
        self.annotating.edited.connect(self._viewer.setFocus)
        self._viewer.chosen.connect(self._on_selection_changed)
        self._viewer.zoomed.connect(self.zoom_changed)

    # --- what is shown ---

    def set_tokens(self, tokens: Tokens) -> None:
        """Change the theme."""
        self._ink.use(tokens)
        self._projection.repaint()

    def retranslate(self) -> None:
        """Show all words again, after another language was chosen."""
        for command in COMMANDS:
            self.commands[command.name].setText(self._render(command.words))
        self._projection.repaint()
        self._refresh_commands()

    def show_run(self, marks: RunMarks) -> None:
        """Draw the path of a run thick and numbered, and let the rest fade."""
        self._projection.show_run(marks)

    def clear_run(self) -> None:
        """Show no run."""
        self._projection.show_run(RunMarks())

    def show_problems(self, problems: Mapping[ActionId, tuple[int, int]]) -> None:
        """Show the numbers of errors and warnings of actions."""
        self._projection.show_problems(problems)

    # --- selection ---

    @property
    def selected_links(self) -> tuple[Link, ...]:
        """The selected links."""
        items = self._viewer.scene().selectedItems()
        return tuple(sorted(item.link for item in items if isinstance(item, LinkItem)))

    def select(self, ids: Iterable[ActionId]) -> None:
        """Select these actions and nothing else."""
        found = (self._graph.card(key) for key in ids)
        self._viewer.choose({card for card in found if card is not None})

    # --- edits ---

    def add(
        self,
        request: AddRequest,
        what: str | Action,
        continuing_branch: BranchKey | None = None,
        following: Following | None = None,
    ) -> ActionId | None:
        """Add a type or a copy where it was asked for, and select it; None after a refusal."""
        if request.position is None and not request.source and request.link is None:
            request = AddRequest(position=self.middle)
        key = self._editing.add(request, what, continuing_branch, following)
        if key is not None:
            self.select((key,))
            self._reveal(key)
        return key

    def delete_selection(self, *, heal: bool = True) -> bool:
        """Delete the selected actions and links, or the chosen note or group (its actions stay).

        With `heal` the gaps are bridged.
        """
        mark = self.annotating.chosen
        if mark:
            return self.annotating.erase(mark)
        return self._editing.delete(self.selected, self.selected_links, heal=heal)

    def rename_selected(self) -> None:
        """Type a new name on the selected card, or the words of the chosen note or group."""
        if self.annotating.chosen:
            self.annotating.edit(self.annotating.chosen)
            return
        if self._document.read_only or len(self.selected) != 1:
            return
        self.end_editing()
        (key,) = self.selected
        card = self._graph.card(key)
        assert card is not None
        self._reveal(key)
        place: QRect = self._viewer.mapFromScene(card.mapRectToScene(card.name_area)).boundingRect()
        place.setSize(place.size().expandedTo(QSize(160, 22)))
        name = self._document.tree.by_id[key].name
        editor = NameEditor(name, place, self._viewer.zoom, self._ink, self._viewer.viewport())
        editor.finished.connect(lambda words, accepted: self._on_named(key, words, accepted))
        self._name_editor = editor

    def end_editing(self) -> None:
        """Accept words being typed, and give up a gesture under way."""
        self._gestures.cancel()
        self.annotating.end_editing()
        if self._name_editor is not None:
            self._name_editor.close_with(accepted=True)

    def end_here(self, key: ActionId, branch: BranchKey) -> bool:
        """Mark an unlinked branch *End here*, or take the mark away."""
        return self._editing.end_here(key, branch)

    def delete_link(self, link: Link) -> bool:
        """Delete one link."""
        return self._editing.delete((), (link,), heal=False)

    def add_note(self, at: Position | None = None) -> None:
        """Type a new note, at a place or in the middle of what is shown."""
        middle = self.middle
        size = NOTE_SIZE
        corner = Position(middle.x - size.width() / 2, middle.y - size.height() / 2)
        self.annotating.add_note(at or corner)

    def align(self, how: Alignment) -> bool:
        """Line the selected cards up, as one step."""
        cards = [card for card in self._graph.cards if card.isSelected()]
        boxes = {card.id_: card.mapRectToScene(card.body) for card in cards}
        corners = {card.id_: card.body.topLeft() for card in cards}
        places = {
            key: Position(place.x - corners[key].x(), place.y - corners[key].y())
            for key, place in aligned(how, boxes).items()
        }
        return len(places) > 1 and self._editing.move(places)

    def tidy_up(self) -> bool:
        """Draw the tree top-down without overlap, as one step."""
        done = self._editing.tidy_up()
        self.fit_all()
        return done

    # --- commands ---

    def _slots(self) -> Mapping[str, Callable[[], object]]:
        document, walk_, nudge = self._document, self._walk, self._nudge
        return {
            "undo": self.undo,
            "redo": self.redo,
            "add_child": self._add_child,
            "rename": self.rename_selected,
            "delete": self.delete_selection,
            "tidy_up": self.tidy_up,
            "fit_selection": self.fit_selection,
            "fit_all": self.fit_all,
            "zoom_100": self.zoom_100,
            "zoom_in": self.zoom_in,
            "zoom_out": self.zoom_out,
            "select_all": lambda: self.select(document.tree.by_id),
            "edit": self._edit,
            "walk_to_parent": lambda: walk_(Step.PARENT),
            "walk_to_child": lambda: walk_(Step.CHILD),
            "walk_left": lambda: walk_(Step.LEFT),
            "walk_right": lambda: walk_(Step.RIGHT),
            "add_note": self.add_note,
            "add_group": lambda: self.annotating.add_group(self.selected),
            "next_mark": self.annotating.walk,
            **{how.value: partial(self.align, how) for how in Alignment},
            "nudge_up": lambda: nudge(0.0, -_NUDGE),
            "nudge_down": lambda: nudge(0.0, _NUDGE),
            "nudge_left": lambda: nudge(-_NUDGE, 0.0),
            "nudge_right": lambda: nudge(_NUDGE, 0.0),
        }

    def undo(self) -> None:
        """Take the last step back."""
        self.end_editing()
        self._document.undo()

    def redo(self) -> None:
        """Take the last undone step again."""
        self.end_editing()
        self._document.redo()

    def _add_child(self) -> None:
        """Ask for an action to be added after the selected one: in its first open branch."""
        if len(self.selected) != 1:
            self.add_requested.emit(AddRequest(screen=self._screen_at(self._viewer.shown.center())))
            return
        (key,) = self.selected
        card = self._graph.card(key)
        assert card is not None
        face = self._projection.faces[key]
        open_ = (branch for branch in face.branches if branch.state is BranchState.OPEN)
        branch = next(open_, next(iter(face.branches), None))
        if branch is None:
            return
        screen = self._screen_at(
            card.mapToScene(QPointF(face.ports[branch.key], card.height + 40.0))
        )
        self.add_requested.emit(AddRequest(source=key, branch=branch.key, screen=screen))

    def _edit(self) -> None:
        if self.annotating.chosen:
            self.annotating.edit(self.annotating.chosen)
        elif len(self.selected) == 1:
            self.action_activated.emit(self.selected[0])

    def _walk(self, step: Step) -> None:
        tree = self._document.tree
        from_ = self.selected[0] if self.selected else None
        goal = tree.start.id if from_ is None else walk(tree, self._projection.faces, from_, step)
        if goal is not None:
            self.select((goal,))
            self._reveal(goal)

    def _nudge(self, right: float, down: float) -> None:
        mark = self.annotating.chosen
        self.annotating.nudge(right, down)
        members = members_of(self._document.tree, mark)
        cards = [card for card in self._graph.cards if card.isSelected() or card.id_ in members]
        if places := {card.id_: Position(card.x() + right, card.y() + down) for card in cards}:
            self._editing.move(places, merge_key="nudge:" + ",".join(sorted(places)))
            self._reveal(cards[0].id_)

    # --- following ---

    def _on_changed(self, change: Change) -> None:
        self._gestures.cancel()
        self._projection.follow(change)
        self._on_selection_changed()

    def _on_read_only_changed(self) -> None:
        self._gestures.cancel()
        self._projection.repaint()
        self._refresh_commands()

    def _on_selection_changed(self) -> None:
        tree = self._document.tree
        items = self._viewer.scene().selectedItems()
        keys = [item.id_ for item in items if isinstance(item, CardItem) and item.id_ in tree.by_id]
        chosen = sorted(keys, key=lambda key: tree.by_id[key].number)
        if tuple(chosen) != self._chosen:
            self._chosen = tuple(chosen)
            self._document.end_typing()
            self._projection.lay_marks()
            # Who shows the commands beside what is selected wants to know which can be given.
            self._refresh_commands()
            self.selection_changed.emit(self._chosen)
            return
        self._refresh_commands()

    def _on_named(self, key: ActionId, words: str, accepted: bool) -> None:
        self._name_editor = None
        action = self._document.tree.by_id.get(key)
        if accepted and action is not None and words != action.name:
            self._editing.rename(key, words)
        self._viewer.setFocus()

    def _on_asked_to_add(self, request: AddRequest, place: QPoint) -> None:
        screen = self._viewer.viewport().mapToGlobal(place)
        self.add_requested.emit(
            AddRequest(request.source, request.branch, position=request.position, screen=screen)
        )

    def _screen_at(self, point: QPointF) -> QPoint:
        screen: QPoint = self._viewer.viewport().mapToGlobal(self._viewer.mapFromScene(point))
        return screen

    def _refresh_commands(self) -> None:
        editable = not self._document.read_only
        for command in COMMANDS:
            self.commands[command.name].setEnabled(editable or not command.edits)
        undo, redo = self._document.undo_name, self._document.redo_name
        for name, words in (("undo", undo), ("redo", redo)):
            self.commands[name].setEnabled(editable and words is not None)
        deletable = any(self._document.tree.by_id[key].type != START for key in self.selected)
        mark = bool(self.annotating.chosen)
        can_delete = editable and (mark or deletable or bool(self.selected_links))
        self.commands["delete"].setEnabled(can_delete)
        self.commands["rename"].setEnabled(editable and (mark or len(self.selected) == 1))
        self.commands["add_group"].setEnabled(editable and bool(self.selected))
        for how in Alignment:
            self.commands[how.value].setEnabled(editable and len(self.selected) > 1)

    def showEvent(self, _event: object) -> None:
        if self._is_fresh:
            self._is_fresh = False
            self.show_beginning()
