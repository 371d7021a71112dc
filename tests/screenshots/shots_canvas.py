"""Shots of what stands on the canvas beside cards: notes, groups, their menus, aligning."""

from __future__ import annotations

from app.graph.exchange import Target
from app.model import edits
from app.model.text import verbatim
from app.model.tree import Group, Note
from app.ui.version.tab import VersionTab
from tests.screenshots.registry import shot
from tests.screenshots.shots_version import open_tab
from tests.screenshots.stage import Stage

NOTE = "note-1"


def annotated(stage: Stage) -> VersionTab:
    """A version with two notes and two groups."""
    tab = open_tab(stage)
    tab.first_edit.no_longer_ask()
    tree = tab.document.tree
    by_number = {one.number: one for one in tree.actions}
    at = tree.drawing.positions[by_number[3].id]
    words = (
        "Newsletters and automatic replies end here on purpose: nobody reads them.\n\n"
        "Ask Inès before changing the headers."
    )
    for name, edit in (
        ("note", edits.add_note(Note(NOTE, words, at.x - 320, at.y, 250, 120))),
        (
            "note",
            edits.add_note(Note("note-2", "Since March.", at.x + 400, at.y, 180, 60, "testing")),
        ),
        (
            "group",
            edits.add_group(
                Group(
                    "group-1",
                    "How urgent is it?",
                    "development",
                    (by_number[4].id, by_number[5].id),
                )
            ),
        ),
        ("group", edits.add_group(Group("group-2", "Arrival", "production", (by_number[2].id,)))),
    ):
        assert tab.document.apply(verbatim(name), edit)
    tab.canvas.show_beginning()
    return tab


@shot("canvas-notes-and-groups")
def notes_and_groups(stage: Stage) -> None:
    tab = annotated(stage)
    tab.canvas._viewer.choose_mark(NOTE)


@shot("canvas-note-is-written")
def note_is_written(stage: Stage) -> None:
    annotated(stage).canvas.annotating.edit(NOTE)


@shot("canvas-group-is-chosen")
def group_is_chosen(stage: Stage) -> None:
    annotated(stage).canvas._viewer.choose_mark("group-1")


@shot("canvas-menu-of-a-note")
def menu_of_a_note(stage: Stage) -> None:
    tab = annotated(stage)
    viewer = tab.canvas._viewer
    viewer.choose_mark(NOTE)
    area = viewer.area_of(NOTE)
    assert area is not None
    place = viewer.viewport().mapToGlobal(viewer.mapFromScene(area.center()))
    tab.menu.made(Target(mark=NOTE), place).popup(place)


@shot("canvas-several-selected")
def several(stage: Stage) -> None:
    tab = annotated(stage)
    keys = [one.id for one in tab.document.tree.actions if one.number in (3, 4, 5)]
    tab.canvas.select(keys)
    viewer = tab.canvas._viewer
    card = tab.canvas._graph.card(keys[0])
    assert card is not None
    place = viewer.viewport().mapToGlobal(viewer.mapFromScene(card.mapToScene(card.body.center())))
    menu = tab.menu.made(Target(action=keys[0]), place)
    menu.popup(place)


@shot("canvas-extract")
def extract(stage: Stage) -> None:
    tab = open_tab(stage)
    tab.first_edit.no_longer_ask()
    tree = tab.document.tree
    urgent = next(one for one in tree.actions if one.number == 4)
    keys, waiting = {urgent.id}, [urgent.id]
    while waiting:
        for link in tree.leaving.get(waiting.pop(), ()):
            if link.target not in keys:
                keys.add(link.target)
                waiting.append(link.target)
    tab.canvas.select(keys)
    tab._commands["extract"].trigger()


@shot("canvas-extracted")
def extracted(stage: Stage) -> None:
    extract(stage)
    stage.settle()
    dialog = stage.dialog()
    dialog.name.setText("Urgent and languages")  # type: ignore[attr-defined]
    dialog.accept()
