"""A card and a case that a replay begins with, typed by hand, and found by a replay."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.engine.actions.associate_crm_card import AssociateCard
from app.engine.actions.create_case import OpenCase
from app.model.config import Reference
from app.model.resources import Crm, ResourceKind
from app.ui.forms.editors.grid import GridEditor
from app.ui.forms.editors.reference import ReferenceEditor
from app.ui.forms.editors.template import TemplateEditor
from app.ui.widgets.search_popup import SearchPopup
from tests.journeys.desk import Desk
from tests.journeys.shelves import Shelf

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SENDER = "derek.hollis@postbox.example"
FIND, OPEN = (
    "Associate the interaction with a CRM card",
    "Create a new case and associate it with the interaction",
)


def test_a_card_typed_by_hand_is_found_and_a_case_opened_for_it(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    type_a_card(Shelf(desk, ResourceKind.CRM))
    desk.make_version("Press desk", "By supplier")
    add_two_actions(desk)
    configure_them(desk)
    replay(desk)


def type_a_card(shelf: Shelf) -> None:
    shelf.begin("Suppliers")
    grid = shelf.editor("cards", GridEditor)
    assert grid.model.columns == ("id", "email")
    for column, words in enumerate(("S1", SENDER)):
        place = grid.view.visualRect(grid.model.index(0, column)).center()
        shelf.desk.click(grid.view.viewport(), place)
        shelf.desk.write(f"{words}\n")
    shelf.save()
    stored = shelf.stored("suppliers", Crm)
    assert stored is not None
    assert stored.cards == (("S1", SENDER),)


def add_two_actions(desk: Desk) -> None:
    desk.click(desk.ground, desk.on_branch("Start", "ok"))
    desk.choose_type(FIND)
    desk.agree()
    desk.click(desk.ground, desk.on_branch(FIND, "ok"))
    desk.choose_type("create a new case")
    desk.agree()
    assert desk.wiring == {f"Start.ok > {FIND}", f"{FIND}.ok > {OPEN}"}


def pick(desk: Desk, field: str, typed: str) -> None:
    """Choose a resource by the letters it begins with."""
    editor = desk.editor(field)
    assert isinstance(editor, ReferenceEditor)
    desk.click(editor.picked.picker)
    desk.popup(SearchPopup)
    desk.write(typed)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: editor.value() == Reference(typed))
    desk.agree()


def configure_them(desk: Desk) -> None:
    desk.click_card(FIND)
    pick(desk, "crm", "suppliers")
    assert desk.action(FIND).config == AssociateCard(Reference("suppliers"))
    desk.click_card(OPEN)
    pick(desk, "schema", "technical")
    kind = desk.editor("type")
    assert isinstance(kind, TemplateEditor)
    desk.click(kind.field.insert)
    desk.choose_option("outage")
    desk.agree()
    config = desk.action(OPEN).config
    assert isinstance(config, OpenCase)
    assert config.type == "Outage"
    # Three fields of the schema must have a value, and none has one yet.
    assert desk.tab.problem_counts[0] == 3


def replay(desk: Desk) -> None:
    tab = desk.tab
    desk.click(tab.replay_bar.email)
    desk.choose_option("power cut")
    desk.wait(lambda: desk.window.session.chosen_email is not None)
    desk.press(Qt.Key.Key_F5)
    desk.wait(lambda: tab.replay.is_finished)
    _start, found, opened = tab.replay.steps
    assert found.branch == "ok"
    assert {change.name: change.after for change in found.changes}["card.id"] == "S1"
    assert opened.branch == ""
    assert "is not ready" in tab.replay_panels.trace.banner.said
