"""Notes and groups on the canvas: with the mouse, with keys, and every one a step to undo."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.graph.aligning import Alignment
from app.graph.exchange import Target
from app.graph.renaming import NameEditor, NoteEditor
from app.model import edits
from app.model.text import verbatim
from app.model.tree import Group, Note, Position
from tests.graph.conftest import Stage

CTRL = Qt.KeyboardModifier.ControlModifier
NOTE = Note("n", "Ask Claire.", -440.0, -40.0, 200.0, 96.0)


@pytest.fixture
def noted(stage: Stage) -> Stage:
    stage.document.apply(verbatim("note"), edits.add_note(NOTE))
    stage.document.apply(
        verbatim("group"), edits.add_group(Group("g", "Urgent", "error", ("t", "q")))
    )
    stage.canvas.fit_all()
    return stage


def steps(stage: Stage) -> list[str]:
    return [str(step) for step in stage.document.steps]


def members(stage: Stage) -> tuple[str, ...]:
    return stage.tree.drawing.groups[0].members


def on_mark(stage: Stage, mark: str) -> QPoint:
    area = stage.canvas._viewer.area_of(mark)
    assert area is not None
    return stage.at(area.topLeft() + QPointF(40.0, 12.0))


def corner(stage: Stage, mark: str) -> QPoint:
    area = stage.canvas._viewer.area_of(mark)
    assert area is not None
    return stage.at(area.bottomRight() - QPointF(5.0, 5.0))


def note_editor(stage: Stage) -> NoteEditor:
    editor = stage.canvas.annotating._editor
    assert isinstance(editor, NoteEditor)
    return editor


def name_editor(stage: Stage) -> NameEditor:
    editor = stage.canvas.annotating._editor
    assert isinstance(editor, NameEditor)
    return editor


def test_n_types_a_note_in_the_middle(stage: Stage) -> None:
    stage.key(Qt.Key.Key_N)
    QTest.keyClicks(note_editor(stage), "Mind the L")
    QTest.keyClick(note_editor(stage), Qt.Key.Key_Return, CTRL)
    (note,) = stage.tree.drawing.notes
    assert note.text == "Mind the L"
    assert stage.canvas.annotating.chosen == note.id
    assert steps(stage) == ["add a note"]
    stage.document.undo()
    assert stage.tree.drawing.notes == ()
    assert stage.canvas.annotating.chosen == ""


@pytest.mark.parametrize("words", ["", "Not this"])
def test_escape_and_no_words_make_no_note(stage: Stage, words: str) -> None:
    stage.key(Qt.Key.Key_N)
    QTest.keyClicks(note_editor(stage), words)
    key = Qt.Key.Key_Escape if words else Qt.Key.Key_Return
    QTest.keyClick(note_editor(stage), key, CTRL if not words else Qt.KeyboardModifier.NoModifier)
    assert stage.tree.drawing.notes == ()
    assert stage.document.steps == ()


def test_a_double_click_writes_a_note_and_leaving_it_accepts(noted: Stage) -> None:
    noted.double_click(on_mark(noted, "n"))
    QTest.keyClicks(note_editor(noted), "Two")
    QTest.keyClick(note_editor(noted), Qt.Key.Key_Return)
    QTest.keyClicks(note_editor(noted), "lines")
    noted.canvas.end_editing()
    assert noted.tree.drawing.notes[0].text == "Two\nlines"
    assert steps(noted)[-1] == "write the note"


def test_a_note_without_words_goes(noted: Stage) -> None:
    noted.click(on_mark(noted, "n"))
    noted.key(Qt.Key.Key_F2)
    note_editor(noted).clear()
    noted.canvas.end_editing()
    assert not noted.tree.drawing.notes
    noted.document.undo()
    assert noted.tree.drawing.notes == (NOTE,)


def test_a_note_is_dragged_and_escape_takes_it_back(noted: Stage) -> None:
    start = on_mark(noted, "n")
    noted.drag(start, start + QPoint(60, 40))
    moved = noted.tree.drawing.notes[0]
    assert (moved.x, moved.y) != (NOTE.x, NOTE.y)
    assert (moved.width, moved.height) == (NOTE.width, NOTE.height)
    assert steps(noted)[-1] == "move the note"
    start = on_mark(noted, "n")
    noted.press(start)
    noted.drag_to(start, start + QPoint(60, 40))
    assert noted.canvas._viewer.backdrop.moved
    noted.key(Qt.Key.Key_Escape)
    noted.release(start + QPoint(60, 40))
    assert noted.tree.drawing.notes == (moved,)
    assert not noted.canvas._viewer.backdrop.moved


def test_the_corner_of_a_note_gives_it_another_size(noted: Stage) -> None:
    start = corner(noted, "n")
    noted.drag(start, start + QPoint(80, 60))
    grown = noted.tree.drawing.notes[0]
    assert grown.width > NOTE.width
    assert grown.height > NOTE.height
    assert (grown.x, grown.y) == (NOTE.x, NOTE.y)
    assert steps(noted)[-1] == "resize the note"
    start = corner(noted, "n")
    noted.drag(start, start - QPoint(900, 900))
    small = noted.tree.drawing.notes[0]
    assert (small.width, small.height) == edits.LEAST_NOTE


def test_a_chosen_note_is_nudged_as_one_step_and_deleted(noted: Stage) -> None:
    noted.click(on_mark(noted, "n"))
    assert (noted.canvas.annotating.chosen, noted.selected) == ("n", ())
    before = len(noted.document.steps)
    for _time in range(3):
        noted.key(Qt.Key.Key_Right, CTRL)
    assert noted.tree.drawing.notes[0].x == NOTE.x + 24.0
    assert len(noted.document.steps) == before + 1
    noted.key(Qt.Key.Key_Delete)
    assert noted.tree.drawing.notes == ()
    assert len(noted.tree.actions) == 4


def test_g_groups_the_selected_actions_under_a_typed_title(stage: Stage) -> None:
    stage.canvas.select(("t", "q"))
    stage.key(Qt.Key.Key_G)
    QTest.keyClicks(name_editor(stage), "Fast lane")
    QTest.keyClick(name_editor(stage), Qt.Key.Key_Return)
    (group,) = stage.tree.drawing.groups
    assert (group.title, group.members) == ("Fast lane", ("t", "q"))
    assert steps(stage) == ["group 2 actions"]


def test_escape_groups_nothing(stage: Stage) -> None:
    stage.canvas.select(("t", "q"))
    stage.key(Qt.Key.Key_G)
    QTest.keyClick(name_editor(stage), Qt.Key.Key_Escape)
    assert stage.tree.drawing.groups == ()


def test_the_title_of_a_group_moves_all_its_actions(noted: Stage) -> None:
    places = noted.tree.drawing.positions
    start = on_mark(noted, "g")
    noted.drag(start, start + QPoint(50, 30))
    after = noted.tree.drawing.positions
    assert {key for key in places if places[key] != after[key]} == {"t", "q"}
    assert steps(noted)[-1] == "move 2 actions"


def test_deleting_a_group_leaves_its_actions(noted: Stage) -> None:
    noted.click(on_mark(noted, "g"))
    noted.key(Qt.Key.Key_Delete)
    assert noted.tree.drawing.groups == ()
    assert len(noted.tree.actions) == 4
    assert steps(noted)[-1] == "take the group “Urgent” away"


def test_a_group_is_renamed_by_a_double_click(noted: Stage) -> None:
    noted.double_click(on_mark(noted, "g"))
    QTest.keyClicks(name_editor(noted), "Later")
    QTest.keyClick(name_editor(noted), Qt.Key.Key_Return)
    assert noted.tree.drawing.groups[0].title == "Later"


def test_within_a_group_the_ground_selects_cards_as_everywhere(noted: Stage) -> None:
    area = noted.canvas._viewer.area_of("g")
    assert area is not None
    noted.drag(
        noted.at(area.topLeft() + QPointF(4, 60)), noted.at(area.bottomRight() - QPointF(4, 4))
    )
    assert noted.selected == ("t", "q")


def test_notes_and_groups_are_walked_through_by_the_keyboard(noted: Stage) -> None:
    noted.canvas.select(("t",))
    seen = []
    for _time in range(3):
        noted.key(Qt.Key.Key_M)
        seen.append(noted.canvas.annotating.chosen)
    assert sorted(seen[:2]) == ["g", "n"]
    assert seen[2] == seen[0]
    assert noted.selected == ()
    # A card takes the choice over.
    noted.click(noted.card("t"))
    assert noted.canvas.annotating.chosen == ""


def test_colours_joining_and_leaving_are_steps(noted: Stage) -> None:
    marks = noted.canvas.annotating
    assert marks.colour("n", "testing")
    assert marks.join("g", ("e",))
    assert members(noted) == ("t", "q", "e")
    assert marks.leave(("t", "e"))
    assert members(noted) == ("q",)
    while noted.document.undo():
        pass
    assert noted.tree.drawing.marks == ()


def test_a_version_that_cannot_change_keeps_its_notes(noted: Stage) -> None:
    noted.document.read_only = True
    start = on_mark(noted, "n")
    noted.drag(start, start + QPoint(60, 40))
    noted.double_click(start)
    noted.key(Qt.Key.Key_N)
    noted.key(Qt.Key.Key_Delete)
    assert noted.tree.drawing.notes == (NOTE,)
    assert noted.canvas.annotating._editor is None


def test_what_is_far_away_is_fitted_into_the_view(stage: Stage) -> None:
    far = Note("n", "Far", 4000.0, 4000.0)
    stage.document.apply(verbatim("note"), edits.add_note(far))
    stage.canvas.fit_all()
    area = stage.canvas._viewer.area_of("n")
    assert area is not None
    assert stage.canvas._viewer.shown.contains(area)


@pytest.mark.parametrize("how", list(Alignment))
def test_aligning_is_one_step(stage: Stage, how: Alignment) -> None:
    keys = ("t", "q", "e")
    stage.document.apply(
        verbatim("scatter"),
        edits.move(
            {key: Position(at * at * 240.0, at * at * 90.0) for at, key in enumerate(keys, start=1)}
        ),
    )
    stage.canvas.select(keys)
    stage.canvas.commands[how.value].trigger()
    cards = [stage.canvas._graph.card(key) for key in keys]
    boxes = [card.mapRectToScene(card.body) for card in cards if card is not None]
    edges = {
        Alignment.LEFT: [box.left() for box in boxes],
        Alignment.CENTRE: [box.center().x() for box in boxes],
        Alignment.RIGHT: [box.right() for box in boxes],
        Alignment.TOP: [box.top() for box in boxes],
        Alignment.MIDDLE: [box.center().y() for box in boxes],
        Alignment.BOTTOM: [box.bottom() for box in boxes],
        Alignment.ACROSS: [b.left() - a.right() for a, b in pairwise(boxes)],
        Alignment.DOWN: [b.top() - a.bottom() for a, b in pairwise(boxes)],
    }[how]
    assert max(edges) - min(edges) < 1e-6
    stage.document.undo()
    assert stage.document.undo_stack.index() == 1


def test_commands_know_the_selection_when_it_is_told(stage: Stage) -> None:
    told: list[tuple[bool, bool]] = []
    names = ("add_group", "align_left")
    stage.canvas.selection_changed.connect(
        lambda _keys: told.append(
            (
                stage.canvas.commands[names[0]].isEnabled(),
                stage.canvas.commands[names[1]].isEnabled(),
            )
        )
    )
    stage.canvas.select(("t", "q"))
    stage.canvas.select(("t",))
    stage.canvas.select(())
    assert told == [(True, True), (True, False), (False, False)]


def test_the_menu_key_asks_for_the_menu_of_what_is_selected(noted: Stage) -> None:
    targets: list[Target] = []
    noted.canvas.context_requested.connect(lambda target, _place: targets.append(target))

    def press_menu_key() -> None:
        view = noted.canvas._viewer
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
        QApplication.sendEvent(view.viewport(), event)

    noted.canvas.select(("q", "t"))
    press_menu_key()
    noted.key(Qt.Key.Key_M)
    press_menu_key()
    assert targets[0].action == "t"
    assert targets[1].mark == noted.canvas.annotating.chosen != ""
