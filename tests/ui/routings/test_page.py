"""The page of routings: list, filters, cards, history, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.catalogue import RoutingType
from app.model.lifecycle import Command
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.routings.routing_list import chips_of
from app.ui.routings.routing_page import NO_VERSION
from app.ui.widgets import EmptyState
from tests.ui.shell.building import add_routing, add_version, fill, seen_again

LEFT = Qt.MouseButton.LeftButton


def show(window: MainWindow, qtbot: QtBot) -> None:
    window.routings_page.refresh()
    qtbot.waitUntil(lambda: not window.session.jobs.running)


def test_an_empty_workspace_says_what_to_do(window: MainWindow) -> None:
    page = window.routings_page
    assert page.stack.currentWidget() is page.empty
    assert "No smart routing yet" in page.empty.sentence


def test_a_routing_without_version_says_what_a_version_is_for(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    add_routing(workspace, "Billing")
    show(window, qtbot)
    (empty,) = window.routings_page.routing_page.findChildren(EmptyState)
    assert empty.sentence == str(NO_VERSION)


def test_the_list_narrows_by_words_type_and_state(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    billing = add_routing(workspace, "Billing")
    add_routing(workspace, "Closing", RoutingType.END)
    add_version(workspace, billing, "Spring")
    show(window, qtbot)
    page = window.routings_page
    QTest.keyClicks(page.search, "spri")
    assert [one.routing.name for one in page.model.shown] == ["Billing"]
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    page.types.setCurrentIndex(2)
    assert [one.routing.name for one in page.model.shown] == ["Closing"]
    page.states.setCurrentIndex(1)
    assert page.model.shown == ()
    assert page.nothing.isVisible()
    QTest.mouseClick(page.nothing.button, LEFT)
    assert len(page.model.shown) == 2


def test_chips_count_the_versions_of_a_state(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    lifecycle.promote(workspace, add_version(workspace, routing, "Winter", filled=True).id)
    add_version(workspace, routing, "Spring")
    add_version(workspace, routing, "Summer")
    show(window, qtbot)
    (line,) = window.routings_page.model.shown
    assert [words for _state, words in chips_of(line)] == ["Production", "Development 2"]


def test_a_card_offers_what_its_state_allows(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    first = add_version(workspace, routing, "Winter", filled=True)
    second = add_version(workspace, routing, "Spring", filled=True)
    third = add_version(workspace, routing, "Summer")
    lifecycle.promote(workspace, first.id)
    lifecycle.promote(workspace, second.id)
    show(window, qtbot)
    cards = window.routings_page.routing_page.cards
    offered = {id_: tuple(card.actions_of) for id_, card in cards.items()}
    assert offered[first.id] == (
        Command.VIEW, Command.PROMOTE, Command.DUPLICATE, Command.DELETE,
    )  # fmt: skip
    assert offered[second.id] == (Command.VIEW, Command.DUPLICATE)
    assert offered[third.id] == (
        Command.EDIT, Command.PROMOTE, Command.TEST, Command.SCHEDULE, Command.DUPLICATE,
        Command.DELETE,
    )  # fmt: skip


def test_enter_on_a_card_opens_its_version(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    show(window, qtbot)
    QTest.keyClick(window.routings_page.routing_page.cards[version.id], Qt.Key.Key_Return)
    assert window.workbench.current_id == version.id


def test_trees_and_problems_follow_from_the_background(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    version = add_version(workspace, routing, "Spring")
    fill(workspace, version.id, "to_queue")
    show(window, qtbot)
    card = window.routings_page.routing_page.cards[version.id]
    assert card.picture.tree == workspace.tree(version.id)
    assert "error" in card.problems.words


def test_the_history_says_what_happened_newest_first(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    version = add_version(workspace, routing, "Winter", filled=True)
    lifecycle.promote(workspace, version.id)
    for number in range(6):
        add_version(workspace, routing, f"Draft {number}")
    show(window, qtbot)
    history = window.routings_page.routing_page.history
    assert history.sentences[0] == "Created version 7 “Draft 5” from zero"
    assert history.more.text() == "Show 3 more"
    QTest.mouseClick(history.more, LEFT)
    assert history.sentences[6:] == (
        "Put version 1 “Winter” in production",
        "Created version 1 “Winter” from zero",
        "Created the smart routing",
    )


def test_what_is_chosen_stays_chosen_when_another_window_writes(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    add_routing(workspace, "Archive")
    billing = add_routing(workspace, "Billing")
    window.show_routing(billing.id)
    with seen_again(workspace) as other:
        add_routing(other, "Annexes")
    window.session.look_outside()
    assert window.routings_page.routing == billing
    assert window.routings_page.model.rowCount() == 3


def test_f6_walks_from_rail_to_list_to_card(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    show(window, qtbot)
    page = window.routings_page
    window.activateWindow()
    page.search.setFocus()
    qtbot.waitUntil(page.search.hasFocus)
    window.menus.entries["next_panel"].trigger()
    assert page.list.hasFocus()
    window.menus.entries["next_panel"].trigger()
    assert page.routing_page.cards[version.id].hasFocus()
    window.menus.entries["next_panel"].trigger()
    assert window.rail.buttons["routings"].hasFocus()
