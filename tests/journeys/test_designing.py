"""A day of a designer, from an empty routing to production, with mouse and keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from app.engine.actions.send_email import SendAnEmail
from app.model.resources import Checkpoint, ResourceKind
from app.model.routing import Status
from app.ui.forms import ResourceDialog
from app.ui.forms.editors.choice import ChoiceEditor
from app.ui.forms.editors.links import LinksEditor
from app.ui.forms.editors.reference import ReferenceEditor
from app.ui.forms.editors.template import TemplateEditor
from app.ui.forms.editors.words import WordsEditor
from app.ui.forms.struct_row import Panel
from app.ui.routings.promotion import PromotionDialog
from app.ui.widgets.search_popup import SearchPopup
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL, SHIFT

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

FINISHED = {
    "Start.ok > Add a checkpoint",
    "Add a checkpoint.ok > About money?",
    "About money?.link_1 > Distribution to queue",
    "About money?.by_default > Test a schedule",
    "Test a schedule.open > Send an email",
    "Test a schedule.closed > Distribution to queue",
    "Test a schedule.holiday > Distribution to queue",
    "Send an email.ok > end",
    "Send an email.error > Distribution to queue",
}


def test_from_an_empty_routing_to_production(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.make_version("Press desk", "First try")
    assert [one.name for one in desk.tree.actions] == ["Start"]
    desk.agree()
    before = desk.hash
    add_five_actions(desk)
    configure_them(desk)
    wire_them(desk)
    change_one_s_mind(desk)
    assert desk.wiring == FINISHED
    undo_and_redo_everything(desk, before)
    replay_an_email(desk)
    put_it_in_production(desk)
    find_it_read_only(desk)
    duplicate_it(desk)


def add_five_actions(desk: Desk) -> None:
    # By the + on the open branch of Start.
    desk.click(desk.ground, desk.on_branch("Start", "ok"))
    desk.choose_type("detect key")
    assert desk.wiring == {"Start.ok > Detect keywords"}
    desk.agree()
    # By a double click in the palette, after the selected action.
    from_palette(desk, "distribution to q")
    assert "Detect keywords.link_1 > Distribution to queue" in desk.wiring
    desk.agree()
    desk.click_card("Detect keywords")
    from_palette(desk, "schedule")
    assert "Detect keywords.by_default > Test a schedule" in desk.wiring
    desk.agree()
    # By the keyboard, after the selected action.
    desk.click_card("Test a schedule")
    desk.press(Qt.Key.Key_Insert)
    desk.choose_type("send an em")
    assert "Test a schedule.open > Send an email" in desk.wiring
    desk.agree()
    # By the + of a link, between two.
    desk.click(desk.ground, desk.hover_plus("Start", "ok"))
    desk.choose_type("checkpoint")
    assert {"Start.ok > Add a checkpoint", "Add a checkpoint.ok > Detect keywords"} <= desk.wiring
    desk.agree()


def from_palette(desk: Desk, typed: str) -> None:
    """Search the palette and double-click on the first type."""
    palette, before = desk.tab.palette_panel, len(desk.tree.actions)
    desk.click(palette.search)
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write(typed)
    row = palette.view.visualRect(palette.view.currentIndex())
    desk.double_click(palette.view.viewport(), row.center())
    desk.wait(lambda: len(desk.tree.actions) == before + 1)


def configure_them(desk: Desk) -> None:
    type_keywords(desk)
    pick_by_keyboard(desk, "Distribution to queue", "complaints")
    pick_by_keyboard(desk, "Test a schedule", "office")
    make_a_checkpoint(desk)
    write_an_email(desk)
    assert desk.tab.problem_counts == (0, 3)  # branches that lead nowhere yet


def type_keywords(desk: Desk) -> None:
    desk.click_card("Detect keywords")
    groups = desk.editor("groups")
    assert isinstance(groups, LinksEditor)
    (row,) = groups.rows
    assert isinstance(row, Panel)
    keywords = row.form.editor("keywords")
    assert isinstance(keywords, WordsEditor)
    desk.click(keywords.box.viewport())
    desk.write("refund\ninvoice")
    desk.agree()
    (stored,) = desk.action("Detect keywords").config.groups  # type: ignore[union-attr]
    assert stored.keywords == ("refund", "invoice")
    # Typing in one field is one step.
    assert desk.tab.actions()["undo"].text() == "Undo change “Groups” of “Detect keywords”"


def pick_by_keyboard(desk: Desk, name: str, typed: str) -> None:
    """A double click takes the keyboard to the first field; letters open its list."""
    desk.double_click(desk.ground, desk.on_card(name))
    desk.wait(lambda: desk.tab.inspector.action_id == desk.action(name).id)
    first = desk.editor(desk.form.names()[0])
    assert isinstance(first, ReferenceEditor)
    desk.write(typed)
    desk.popup(SearchPopup)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: first.value().value.startswith(typed))
    desk.agree()


def make_a_checkpoint(desk: Desk) -> None:
    desk.click_card("Add a checkpoint")
    field = desk.editor("checkpoint")
    assert isinstance(field, ReferenceEditor)
    desk.click(field.picked.picker)
    popup = desk.popup(SearchPopup)
    create = next(
        one for one in popup.findChildren(QPushButton) if one.text() == "Create new: Checkpoint…"
    )

    def fill(dialog: ResourceDialog) -> None:
        desk.write("Press asked")
        assert dialog.resource.reference == "press-asked"
        desk.click(dialog.ok)

    desk.in_dialog(ResourceDialog, fill, lambda: desk.click(create))
    desk.wait(lambda: field.value().value == "press-asked")
    desk.agree()
    with desk.elsewhere() as other:
        made = other.resource(ResourceKind.CHECKPOINT, "press-asked")
        (use,) = other.uses(ResourceKind.CHECKPOINT, "press-asked")
    assert isinstance(made, Checkpoint)
    assert made.name == "Press asked"
    assert use.action == desk.action("Add a checkpoint").id


def write_an_email(desk: Desk) -> None:
    desk.click_card("Send an email")
    content = desk.editor("content")
    assert isinstance(content, ChoiceEditor)
    desk.choose_in_combo(content.combo, 1)
    text = desk.editor("text")
    assert isinstance(text, TemplateEditor)
    desk.click(text.field.box.viewport())
    desk.write("About ")
    desk.click(text.field.insert)
    desk.choose_option("email.subject")
    desk.write(":\nthank you.")
    desk.agree()
    config = desk.action("Send an email").config
    assert isinstance(config, SendAnEmail)
    assert (config.content, config.text) == ("own", "About {{ email.subject }}:\nthank you.")


def wire_them(desk: Desk) -> None:
    queue = "Distribution to queue"
    desk.look_at_all()
    # From port to port.
    desk.drag(desk.ground, desk.on_port("Test a schedule", "closed"), desk.on_arrival(queue))
    assert f"Test a schedule.closed > {queue}" in desk.wiring
    desk.agree()
    # To the wrong place first, then turned round.
    port = desk.on_port("Test a schedule", "holiday")
    desk.drag(desk.ground, port, desk.on_card("Add a checkpoint"))
    assert "Test a schedule.holiday > Add a checkpoint" in desk.wiring
    desk.agree()
    desk.drag(desk.ground, desk.end_of_link("Test a schedule", "holiday"), desk.on_card(queue))
    assert f"Test a schedule.holiday > {queue}" in desk.wiring
    desk.agree()
    desk.drag(desk.ground, desk.on_port("Send an email", "error"), desk.on_card(queue))
    assert f"Send an email.error > {queue}" in desk.wiring
    desk.agree()
    desk.right_click(desk.on_branch("Send an email", "ok"))
    desk.choose("End here at “OK”")
    desk.wait(lambda: "Send an email.ok > end" in desk.wiring)
    desk.agree()
    assert desk.tab.problem_counts == (0, 0)


def change_one_s_mind(desk: Desk) -> None:
    desk.click_card("Detect keywords")
    desk.press(Qt.Key.Key_F2)
    desk.write("About money?")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: any(one.name == "About money?" for one in desk.tree.actions))
    desk.agree()
    # Move a card by dragging it.
    start, key = desk.on_card("Send an email"), desk.action("Send an email").id
    before = desk.tree.drawing.positions[key]
    zoom = desk.canvas.zoom
    desk.drag(desk.ground, start, start + QPoint(-60, 40))
    after = desk.tree.drawing.positions[key]
    assert abs(after.x - (before.x - 60 / zoom)) <= 4
    assert abs(after.y - (before.y + 40 / zoom)) <= 4
    desk.agree()
    # Delete one and bridge the gap, then have it back.
    desk.click_card("Add a checkpoint")
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: "Start.ok > About money?" in desk.wiring)
    desk.agree()
    assert desk.tab.actions()["undo"].text() == "Undo delete “Add a checkpoint”"
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.agree()
    assert desk.tab.actions()["redo"].text() == "Redo delete “Add a checkpoint”"


def undo_and_redo_everything(desk: Desk, first_hash: str) -> None:
    tree, digest = desk.tree, desk.hash
    undo, redo = desk.tab.actions()["undo"], desk.tab.actions()["redo"]
    undone: list[str] = []
    while undo.isEnabled():
        undone.append(undo.text().removeprefix("Undo "))
        desk.press(Qt.Key.Key_Z, CTRL)
        desk.agree()
        assert len(undone) < 100
    assert "Detect keywords" in undone[-1]
    assert desk.hash == first_hash
    assert [one.name for one in desk.tree.actions] == ["Start"]
    keys = ((Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Z, CTRL | SHIFT))
    for at, words in enumerate(reversed(undone)):
        assert redo.text() == f"Redo {words}"
        desk.press(*keys[at % 2])
        desk.agree()
    # What was deleted and brought back can be deleted again; that is left undone.
    assert redo.text() == "Redo delete “Add a checkpoint”"
    assert desk.tree == tree
    assert desk.hash == digest


def replay_an_email(desk: Desk) -> None:
    tab = desk.tab
    desk.click(tab.replay_bar.email)
    desk.choose_option("refund")
    desk.wait(lambda: desk.window.session.chosen_email is not None)
    desk.press(Qt.Key.Key_F5)
    desk.wait(lambda: tab.replay.is_finished)
    table = tab.replay_panels.trace.table
    ran = [table.steps.index(row, 1).data() for row in range(table.steps.rowCount())]
    assert ran == ["Start", "Add a checkpoint", "About money?", "Distribution to queue"]
    assert table.isVisible()
    banner = tab.replay_panels.trace.banner
    assert "Complaints" in banner.said
    desk.wait(lambda: desk.card("Distribution to queue").marks.current)
    desk.press(Qt.Key.Key_F10, SHIFT)
    assert tab.replay.position == 3
    assert marked(desk) == ["About money?"]
    desk.press(Qt.Key.Key_F10, SHIFT)
    assert marked(desk) == ["Add a checkpoint"]
    desk.press(Qt.Key.Key_F10)
    assert marked(desk) == ["About money?"]
    assert desk.card("Send an email").marks.faded
    # A click on a row looks at that step.
    row = table.visualRect(table.steps.index(0, 1))
    desk.click(table.viewport(), row.center())
    desk.wait(lambda: marked(desk) == ["Start"])
    desk.agree()


def marked(desk: Desk) -> list[str]:
    """The names of the cards where a run stands."""
    cards = desk.canvas._graph.cards
    return [card.name for card in cards if card.marks.current]


def put_it_in_production(desk: Desk) -> None:
    desk.click(desk.tab.toolbar.promote)
    dialog = desk.dialog(PromotionDialog)
    # Enter must not put anything in production: the safe answer has the keyboard.
    assert dialog.cancel.hasFocus()
    desk.click(dialog.go)
    desk.wait(lambda: desk.tab.version.status is Status.PRODUCTION)
    assert desk.message == "“First try” is in production."
    desk.agree()


def find_it_read_only(desk: Desk) -> None:
    tab = desk.tab
    assert tab.banner.isVisible()
    assert "in production and cannot be changed" in tab.banner.words.text()
    assert not tab.palette_panel.isVisible()
    assert not tab.toolbar.promote.isVisible()
    before = desk.tree
    desk.look_at_all()
    start = desk.on_card("Send an email")
    desk.drag(desk.ground, start, start + QPoint(-60, 40))
    desk.drag(desk.ground, desk.on_port("Send an email", "error"), desk.on_card("Test a schedule"))
    desk.click_card("Send an email")
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Insert)
    desk.press(Qt.Key.Key_Z, CTRL)
    # No + appears on a hovered link, and a click where it would be adds nothing.
    desk.click(desk.ground, desk.hover_plus("Start", "ok"))
    assert tab.adding.menu is None
    assert desk.tree == before
    desk.click_card("Send an email")
    panel = tab.inspector.panel
    assert panel is not None
    assert panel.name.isReadOnly()
    content, text = desk.editor("content"), desk.editor("text")
    assert isinstance(content, ChoiceEditor)
    assert isinstance(text, TemplateEditor)
    assert not content.combo.isEnabled()
    desk.click(text.field.box.viewport())
    desk.write("x")
    desk.agree()
    assert desk.tree == before


def duplicate_it(desk: Desk) -> None:
    before = desk.tab
    digest = desk.hash
    desk.click(before.banner.duplicate)
    desk.wait(lambda: desk.window.workbench.current not in (None, before))
    assert desk.tab.version.status is Status.DEVELOPMENT
    assert desk.tab.version.number == 2
    assert not desk.tab.banner.isVisible()
    assert desk.hash == digest
    desk.agree()
    desk.look_at_all()
    desk.click_card("Send an email")
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: "Send an email" not in {one.name for one in desk.tree.actions})
    desk.agree()
    with desk.elsewhere() as other:
        assert other.version(before.version.id).hash == digest
