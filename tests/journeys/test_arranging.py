"""What a designer does to keep a tree readable: notes, groups, lines, a part put elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from app.model.tree import Note
from app.ui.version.extracting import ExtractDialog
from app.ui.version.place_dialog import PlaceDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL, SHIFT

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

VERSION = "Spring campaign"


def first_of(desk: Desk) -> str:
    """The name of the action after Start."""
    key = next(one.target for one in desk.tree.links if one.source == desk.tree.start.id)
    return desk.tree.by_id[key].name


def free_ground(desk: Desk) -> QPoint:
    """A place of the canvas where nothing is."""
    desk.wait_until_still()
    return QPoint(60, desk.ground.height() - 60)


def test_a_note_is_written_moved_coloured_and_deleted(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    before = desk.tree
    desk.right_click(free_ground(desk))
    desk.choose("Add a note here")
    desk.write("Ask the night shift\nfirst")
    desk.press(Qt.Key.Key_Return, CTRL)
    words = "Ask the night shift\nfirst"
    desk.wait(lambda: bool(desk.tree.drawing.notes))
    desk.agree()
    start = desk.on_mark(words)
    (note,) = desk.tree.drawing.notes
    desk.drag(desk.ground, start, start + QPoint(60, -80))
    (moved,) = desk.tree.drawing.notes
    assert (moved.x, moved.y) != (note.x, note.y)
    desk.agree()
    desk.right_click(desk.on_mark(words))
    desk.choose("Edit the note")
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write("Settled.")
    # A click beside it accepts what was typed.
    desk.click(desk.ground, free_ground(desk) + QPoint(0, 40))
    desk.wait(lambda: desk.tree.drawing.notes[0].text == "Settled.")
    desk.agree()
    desk.click(desk.ground, desk.on_mark("Settled."))
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: not desk.tree.drawing.notes)
    desk.agree()
    for _step in range(4):
        desk.press(Qt.Key.Key_Z, CTRL)
        desk.agree()
    assert desk.tree == before


def test_actions_are_grouped_lined_up_and_the_group_moves_as_one(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    desk.wait_until_still()
    tree = desk.tree
    (link,) = tree.leaving[next(one.id for one in tree.actions if one.name == first_of(desk))]
    names = (first_of(desk), tree.by_id[link.target].name)
    desk.click(desk.ground, desk.on_card(names[0]))
    desk.click(desk.ground, desk.on_card(names[1]), modifiers=CTRL)
    desk.wait(lambda: len(desk.canvas.selected) == 2)
    chosen = desk.canvas.selected
    desk.press(Qt.Key.Key_G)
    desk.write("Arrival")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: bool(desk.tree.drawing.groups))
    assert desk.tree.drawing.groups[0].members == chosen
    desk.agree()
    places = desk.tree.drawing.positions
    start = desk.on_mark("Arrival")
    desk.drag(desk.ground, start, start + QPoint(90, 0))
    after = desk.tree.drawing.positions
    assert {key for key in places if places[key] != after[key]} == set(chosen)
    desk.agree()
    desk.click(desk.ground, desk.on_card(names[0]))
    desk.click(desk.ground, desk.on_card(names[1]), modifiers=CTRL)
    desk.menu(desk.window, "Edit", "Align left")
    places = desk.tree.drawing.positions
    assert len({places[key].x for key in chosen}) == 1
    desk.agree()
    desk.menu(desk.window, "Version", "Move right a little")
    assert len({desk.tree.drawing.positions[key].x for key in chosen}) == 1
    desk.agree()


def below(desk: Desk, name: str) -> set[str]:
    """The names of an action and of all that it leads to."""
    tree, found = desk.tree, {desk.action(name).id}
    waiting = [*found]
    while waiting:
        for link in tree.leaving.get(waiting.pop(), ()):
            if link.target not in found:
                found.add(link.target)
                waiting.append(link.target)
    return found


def test_a_part_of_the_tree_becomes_a_smart_routing_of_its_own(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    before, first, origin = desk.tree, desk.tab.version.id, desk.tab.version.routing
    # One action alone leads on to what would stay: that is said, and nothing happens.
    desk.click_card(first_of(desk))
    desk.menu(desk.window, "Edit", "Extract into a new smart routing…")
    desk.wait(lambda: "which is not selected" in desk.message)
    assert desk.tree == before
    # Everything after Start has one way in and none out.
    desk.click(desk.ground, free_ground(desk))
    desk.press(Qt.Key.Key_A, CTRL)
    desk.wait(lambda: len(desk.canvas.selected) == len(before.actions))
    desk.click(desk.ground, desk.on_card("Start"), modifiers=CTRL)
    chosen = set(desk.canvas.selected)
    assert chosen == below(desk, first_of(desk))
    entry = first_of(desk)
    desk.menu(desk.window, "Edit", "Extract into a new smart routing…")
    desk.dialog(ExtractDialog)
    desk.write("Handling of mail")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.tree.actions) == 2)
    assert desk.wiring == {"Start.ok > Handling of mail"}
    desk.agree()
    desk.click(desk.window.message_bar._action)
    desk.wait(lambda: desk.tab.version.id != first)
    assert set(desk.tree.by_id) - {desk.tree.start.id} == chosen
    assert f"Start.ok > {entry}" in desk.wiring
    desk.agree()
    assert desk.tab.version.routing != origin
    with desk.elsewhere() as other:
        assert other.routing_by_reference("handling-of-mail") is not None


def test_an_action_added_in_an_occupied_branch_keeps_what_followed(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    old = first_of(desk)
    desk.click_card("Start")
    # Its only branch leads somewhere already.
    desk.press(Qt.Key.Key_Insert)
    desk.wait(lambda: desk.tab.adding.menu is not None)
    desk.write("node")
    desk.press(Qt.Key.Key_Return)
    dialog = desk.dialog(PlaceDialog)
    assert dialog.follows.currentText().endswith(f"{old}, as now")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: {"Start.ok > Node", f"Node.ok > {old}"} <= desk.wiring)
    desk.agree()
    # Asked for from the menu, it can go anywhere.
    desk.menu(desk.window, "Edit", "Add an action…")
    desk.wait(lambda: desk.tab.adding.menu is not None)
    desk.write("checkp")
    desk.press(Qt.Key.Key_Return)
    dialog = desk.dialog(PlaceDialog)
    desk.choose_in_combo(dialog.follows, 1)
    desk.click(dialog.ok)
    desk.wait(lambda: "Node.ok > Add a checkpoint" in desk.wiring)
    assert not any(one.endswith(f"> {old}") for one in desk.wiring)
    desk.agree()
    for _step in range(2):
        desk.press(Qt.Key.Key_Z, CTRL)
    assert f"Start.ok > {old}" in desk.wiring
    desk.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert "Start.ok > Node" in desk.wiring
    desk.agree()
    assert not any(isinstance(one, Note) for one in desk.tree.drawing.marks)
