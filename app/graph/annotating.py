"""Notes and groups on one canvas: typed over themselves, dragged, coloured, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Signal

from app.graph.layout import GRID
from app.graph.renaming import NameEditor, NoteEditor
from app.model import edits
from app.model.text import Text, _
from app.model.tree import Group, Note, Position

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from app.graph.document import Document
    from app.graph.faces import Render
    from app.graph.ink import Ink
    from app.graph.viewer import TreeViewer
    from app.model.edits import Edit
    from app.model.tree import ActionId, ActionTree

MARK_COLOURS: tuple[tuple[str, Text], ...] = (
    ("scheduled", _("Amber")),
    ("development", _("Blue")),
    ("testing", _("Violet")),
    ("production", _("Green")),
    ("error", _("Red")),
    ("backup", _("Grey")),
)
"""The colours of notes and groups: tokens, so that they follow the theme, and their names."""

NOTE_SIZE = QSize(220, 90)
_NEW_GROUP = "development"


class Annotating(QObject):
    """Each wish becomes one named, undoable step. `chosen_changed` when another mark is chosen."""

    edited = Signal()
    """Typing has ended: the canvas takes the keyboard back."""

    def __init__(
        self, document: Document, viewer: TreeViewer, ink: Ink, render: Render, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._viewer = viewer
        self._ink = ink
        self._render = render
        self._editor: NameEditor | NoteEditor | None = None

    # --- what is there ---

    @property
    def chosen(self) -> str:
        """The note or group that is chosen, or an empty text."""
        return self._viewer.chosen_mark

    @property
    def order(self) -> tuple[str, ...]:
        """Groups and notes from top to bottom, as they are walked through by the keyboard."""
        marks = self._document.tree.drawing.marks
        areas = {one.id: self._viewer.area_of(one.id) for one in marks}
        placed = [(area.top(), area.left(), key) for key, area in areas.items() if area is not None]
        return tuple(key for _top, _left, key in sorted(placed))

    def walk(self) -> None:
        """Choose the next note or group."""
        order = self.order
        if not order:
            return
        at = order.index(self.chosen) + 1 if self.chosen in order else 0
        mark = order[at % len(order)]
        self._viewer.choose_mark(mark)
        area = self._viewer.area_of(mark)
        if area is not None:
            self._viewer.reveal(area)

    # --- adding ---

    def add_note(self, at: Position) -> None:
        """Type a new note with its corner at a place of the scene; without words there is none."""
        area = QRectF(QPointF(at.x, at.y), NOTE_SIZE.toSizeF())

        def made(words: str, accepted: bool) -> None:
            if accepted and words.strip():
                note = Note(self._document.new_id(), words, area.x(), area.y())
                if self._apply(_("add a note"), edits.add_note(note)):
                    self._viewer.choose_mark(note.id)

        self._type_note("", area, made)

    def add_group(self, members: tuple[ActionId, ...]) -> None:
        """Type the title of a new group around some actions; Escape makes none."""
        boxes = [box for key in members if (box := self._viewer.obstacles.box(key)) is not None]
        if self._document.read_only or not boxes:
            return
        corner = QPointF(min(box.left for box in boxes), min(box.top for box in boxes) - 40.0)

        def made(words: str, accepted: bool) -> None:
            if not accepted:
                return
            group = Group(self._document.new_id(), words.strip(), _NEW_GROUP, members)
            said = _("group {count} actions", count=len(members))
            if len(members) == 1:
                said = _("group an action")
            if self._apply(said, edits.add_group(group)):
                self._viewer.choose_mark(group.id)

        self._type_name(self._render(_("Group")), corner, made)

    # --- changing ---

    def edit(self, mark: str) -> None:
        """Type the words of a note, or the title of a group, over it."""
        area = self._viewer.area_of(mark)
        if self._document.read_only or area is None:
            return
        self._viewer.choose_mark(mark)
        self._viewer.reveal(area)
        note = note_of(self._document.tree, mark)
        group = group_of(self._document.tree, mark)
        if note is not None:
            self._type_note(note.text, area, lambda words, ok: self._write(note, words, ok), mark)
        elif group is not None:
            corner = area.topLeft() + QPointF(8.0, 6.0)
            self._type_name(
                group.title, corner, lambda words, ok: self._title(group, words, ok), mark
            )

    def place(self, mark: str, area: QRectF) -> bool:
        """Put a note elsewhere, or give it another size."""
        before = note_of(self._document.tree, mark)
        if before is None:
            return False
        resized = (before.width, before.height) != (area.width(), area.height())
        words = _("resize the note") if resized else _("move the note")
        edit = edits.place_note(mark, area.x(), area.y(), area.width(), area.height())
        return self._apply(words, edit)

    def nudge(self, right: float, down: float) -> None:
        """Move the chosen note a little; successive moves are one step."""
        note = note_of(self._document.tree, self.chosen)
        if note is not None:
            edit = edits.place_note(note.id, note.x + right, note.y + down, note.width, note.height)
            self._apply(_("move the note"), edit, f"nudge:{note.id}")

    def colour(self, mark: str, colour: str) -> bool:
        """Give a note or group another colour."""
        words = _("colour the note")
        if group_of(self._document.tree, mark) is not None:
            words = _("colour the group")
        return self._apply(words, edits.colour(mark, colour))

    def erase(self, mark: str) -> bool:
        """Take a note or group away; the actions of a group stay."""
        group = group_of(self._document.tree, mark)
        words = _("delete the note")
        if group is not None:
            words = _("take the group “{title}” away", title=group.title)
        return self._apply(words, edits.erase(mark))

    def join(self, mark: str, actions: tuple[ActionId, ...]) -> bool:
        """Have a group go around more actions."""
        group = group_of(self._document.tree, mark)
        title = "" if group is None else group.title
        return self._apply(
            _("add to the group “{title}”", title=title), edits.join_group(mark, actions)
        )

    def leave(self, actions: tuple[ActionId, ...]) -> bool:
        """Take actions out of the groups around them."""
        return self._apply(_("take out of the group"), edits.leave_groups(actions))

    def end_editing(self) -> None:
        """Accept what is being typed."""
        if self._editor is not None:
            self._editor.close_with(accepted=True)

    # --- private ---

    def _write(self, note: Note, words: str, accepted: bool) -> None:
        if not accepted:
            return
        if words.strip():
            self._apply(_("write the note"), edits.write_note(note.id, words))
        else:
            self.erase(note.id)

    def _title(self, group: Group, words: str, accepted: bool) -> None:
        if accepted and words.strip() != group.title:
            said = _("rename the group “{title}”", title=group.title)
            self._apply(said, edits.title_group(group.id, words.strip()))

    def _type_note(
        self, words: str, area: QRectF, made: Callable[[str, bool], None], mark: str = ""
    ) -> None:
        if self._document.read_only:
            return
        self.end_editing()
        place = self._on_screen(area).size().expandedTo(QSize(180, 72))
        rect = QRect(self._on_screen(area).topLeft(), place)
        editor = NoteEditor(words, rect, self._viewer.zoom, self._ink, self._viewer.viewport())
        self._begin(editor, made, mark)

    def _type_name(
        self, words: str, corner: QPointF, made: Callable[[str, bool], None], mark: str = ""
    ) -> None:
        self.end_editing()
        place = self._on_screen(QRectF(corner, QRectF(0, 0, 180, 26).size()))
        place.setSize(place.size().expandedTo(QSize(180, 24)))
        editor = NameEditor(words, place, self._viewer.zoom, self._ink, self._viewer.viewport())
        self._begin(editor, made, mark)

    def _begin(
        self, editor: NameEditor | NoteEditor, made: Callable[[str, bool], None], mark: str
    ) -> None:
        self._editor = editor
        self._viewer.backdrop.written = mark
        self._viewer.viewport().update()

        def finished(words: str, accepted: bool) -> None:
            self._editor = None
            self._viewer.backdrop.written = ""
            self._viewer.viewport().update()
            made(words, accepted)
            self.edited.emit()

        editor.finished.connect(finished)

    def _on_screen(self, area: QRectF) -> QRect:
        place: QRect = self._viewer.mapFromScene(area).boundingRect()
        return place

    def _apply(self, name: Text, edit: Edit, merge_key: str | None = None) -> bool:
        done = self._document.apply(name, edit, merge_key)
        self._viewer.viewport().update()
        return done


class MoveNote:
    """Drags a note, or its corner; it lies elsewhere once the button is let go."""

    def __init__(
        self,
        viewer: TreeViewer,
        mark: str,
        place: QPoint,
        placed: Callable[[str, QRectF], object],
        *,
        corner: bool,
    ) -> None:
        self._viewer = viewer
        self._mark = mark
        self._placed = placed
        self._corner = corner
        self._from = viewer.mapToScene(place)
        self._before = viewer.area_of(mark) or QRectF()

    def move(self, place: QPoint) -> None:
        step = self._viewer.mapToScene(place) - self._from
        area = QRectF(self._before)
        if self._corner:
            least = edits.LEAST_NOTE
            area.setWidth(max(least[0], _snapped(area.width() + step.x())))
            area.setHeight(max(least[1], _snapped(area.height() + step.y())))
        else:
            area.moveTo(_snapped(area.x() + step.x()), _snapped(area.y() + step.y()))
        self._viewer.backdrop.moved[self._mark] = area
        self._viewer.viewport().update()

    def drop(self, place: QPoint) -> None:
        self.move(place)
        area = self._viewer.backdrop.moved.pop(self._mark)
        self._placed(self._mark, area)
        self._viewer.viewport().update()

    def cancel(self) -> None:
        self._viewer.backdrop.moved.pop(self._mark, None)
        self._viewer.viewport().update()

    def paint(self, painter: QPainter) -> None:
        """The note shows itself."""


def note_of(tree: ActionTree, mark: str) -> Note | None:
    """A note by its id."""
    return next((one for one in tree.drawing.notes if one.id == mark), None)


def group_of(tree: ActionTree, mark: str) -> Group | None:
    """A group by its id."""
    return next((one for one in tree.drawing.groups if one.id == mark), None)


def members_of(tree: ActionTree, mark: str) -> tuple[ActionId, ...]:
    """The actions of a group; none of a note."""
    group = group_of(tree, mark)
    return () if group is None else group.members


def _snapped(value: float) -> float:
    return round(value / GRID) * GRID
