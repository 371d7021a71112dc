"""The dialogs of routings, filled in by keyboard and mouse; the file says the same afterwards."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.model.catalogue import Problem, RoutingType, Severity
from app.model.resources import Mailbox
from app.model.routing import Status
from app.model.text import _
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.routings.promotion import PromotionDialog, promotion_of
from app.ui.routings.routing_form import EditRoutingDialog, NewRoutingDialog
from app.ui.routings.version_form import CreateVersionDialog, EditVersionDialog
from app.ui.widgets import ConfirmDialog
from tests.ui.shell.building import add_routing, add_version, fill, seen_again

LEFT = Qt.MouseButton.LeftButton


D = TypeVar("D", bound=QDialog)


def opened(kind: type[D]) -> D:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in found if one.isVisible())


def test_a_new_routing_is_made_as_typed(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    QTest.mouseClick(window.routings_page.empty.button, LEFT)
    dialog = opened(NewRoutingDialog)
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.name, "Bills & Co")
    assert dialog.reference.text() == "bills-co"
    QTest.mouseClick(dialog.types[RoutingType.END], LEFT)
    QTest.keyClicks(dialog.description, "When it is over.")
    QTest.mouseClick(dialog.ok, LEFT)
    with seen_again(workspace) as other:
        (made,) = other.routings()
    assert (made.name, made.reference, made.type) == (
        "Bills & Co",
        "bills-co",
        RoutingType.END,
    )
    assert made.description == "When it is over."
    assert window.routings_page.routing == made


def test_a_typed_reference_is_no_longer_suggested(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.new_routing()
    dialog = opened(NewRoutingDialog)
    QTest.keyClicks(dialog.name, "Billing")
    dialog.reference.selectAll()
    QTest.keyClicks(dialog.reference, "bills")
    QTest.keyClicks(dialog.name, " team")
    assert dialog.reference.text() == "bills"
    dialog.reference.selectAll()
    QTest.keyClick(dialog.reference, Qt.Key.Key_Delete)
    QTest.keyClicks(dialog.name, "s")
    assert dialog.reference.text() == "billing-teams"


def test_a_taken_reference_is_refused_while_typing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    add_routing(workspace, "Billing")
    window.commands.new_routing()
    dialog = opened(NewRoutingDialog)
    QTest.keyClicks(dialog.name, "Other")
    dialog.reference.selectAll()
    QTest.keyClicks(dialog.reference, "BILLING")
    assert "already taken" in dialog.note("reference")
    assert not dialog.ok.isEnabled()


def test_somebody_quicker_leaves_the_dialog_open_with_what_was_typed(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    window.commands.new_routing()
    dialog = opened(NewRoutingDialog)
    QTest.keyClicks(dialog.name, "Billing")
    with seen_again(workspace) as other:
        add_routing(other, "Billing")
    QTest.mouseClick(dialog.ok, LEFT)
    assert "already taken" in dialog.message.message
    assert dialog.isVisible()
    assert dialog.name.text() == "Billing"


def test_editing_a_routing_keeps_a_reference_in_use(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    save_resource(workspace, Mailbox(reference="box", name="Box", routing="billing"))
    window.commands.edit_routing(routing.id)
    dialog = opened(EditRoutingDialog)
    assert dialog.reference.isReadOnly()
    assert "Box" in dialog.note("reference")
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Invoices")
    QTest.mouseClick(dialog.ok, LEFT)
    with seen_again(workspace) as other:
        assert other.routing(routing.id).name == "Invoices"
        assert other.routing(routing.id).reference == "billing"


def test_a_version_from_zero_has_only_start(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    window.commands.create_version(routing.id)
    dialog = opened(CreateVersionDialog)
    assert not dialog.copy.isEnabled()
    QTest.keyClicks(dialog.name, "Spring")
    QTest.mouseClick(dialog.ok, LEFT)
    with seen_again(workspace) as other:
        (made,) = other.versions(routing.id)
        assert (made.name, made.number, made.status) == ("Spring", 1, Status.DEVELOPMENT)
        assert other.tree(made.id).is_blank


def test_a_version_is_copied_from_another_routing_of_the_same_type(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    source, target = add_routing(workspace, "Support"), add_routing(workspace, "Billing")
    after = add_routing(workspace, "Closing", RoutingType.END)
    copied = add_version(workspace, source, "Winter", filled=True)
    add_version(workspace, source, "Autumn")
    add_version(workspace, after, "Elsewhere")
    window.commands.create_version(target.id)
    dialog = opened(CreateVersionDialog)
    QTest.mouseClick(dialog.copy, LEFT)
    assert dialog.sources.view.model().rowCount() == 2
    QTest.keyClicks(dialog.sources.search, "winter")
    assert dialog.sources.view.model().rowCount() == 1
    QTest.mouseClick(dialog.ok, LEFT)
    with seen_again(workspace) as other:
        (made,) = other.versions(target.id)
        assert made.hash == copied.hash
        assert other.log(target.id)[-1].event == "copied"


def test_the_name_of_a_version_is_unique_in_its_routing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    add_version(workspace, routing, "Spring")
    window.commands.create_version(routing.id)
    dialog = opened(CreateVersionDialog)
    assert dialog.name.text() == "Version 2"
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "spring")
    assert "already taken" in dialog.note("name")
    assert not dialog.ok.isEnabled()


def test_name_and_description_of_a_version_change(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.commands.edit_version(version.id)
    dialog = opened(EditVersionDialog)
    QTest.keyClicks(dialog.name, "Summer")
    QTest.keyClicks(dialog.description, "For the holidays.")
    QTest.mouseClick(dialog.ok, LEFT)
    with seen_again(workspace) as other:
        stored = other.version(version.id)
    assert (stored.name, stored.description) == ("Summer", "For the holidays.")


def test_putting_in_production_moves_the_version_before_into_backup(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    first = add_version(workspace, routing, "Winter", filled=True)
    lifecycle.promote(workspace, first.id)
    second = add_version(workspace, routing, "Spring", filled=True)
    window.commands.promote_version(second.id)
    dialog = opened(PromotionDialog)
    qtbot.waitUntil(dialog.cancel.hasFocus)
    QTest.mouseClick(dialog.go, LEFT)
    with seen_again(workspace) as other:
        assert other.version(second.id).status is Status.PRODUCTION
        assert other.version(first.id).status is Status.BACKUP


def test_enter_does_not_put_anything_in_production(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring", filled=True)
    window.commands.promote_version(version.id)
    QTest.keyClick(opened(PromotionDialog), Qt.Key.Key_Return)
    with seen_again(workspace) as other:
        assert other.version(version.id).status is Status.DEVELOPMENT


def test_errors_forbid_production_and_lead_to_their_action(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    fill(workspace, version.id, "to_queue")
    window.commands.promote_version(version.id)
    dialog = opened(PromotionDialog)
    assert not dialog.go.isVisible()
    assert "Pass on" in dialog.problems.item(0).text()
    QTest.keyClick(dialog.problems, Qt.Key.Key_Return)
    tab = window.workbench.current
    assert tab is not None
    action = next(one for one in workspace.tree(version.id).actions if one.name == "Pass on")
    assert getattr(tab, "shown_action") == action.id  # noqa: B009 -- the stand-in's own


def test_a_blank_version_stays_in_development(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.commands.promote_version(version.id)
    dialog = opened(PromotionDialog)
    assert not dialog.go.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_going_back_to_a_backup_is_confirmed(window: MainWindow, workspace: Workspace) -> None:
    routing = add_routing(workspace, "Billing")
    old = add_version(workspace, routing, "Winter", filled=True)
    lifecycle.promote(workspace, old.id)
    lifecycle.promote(workspace, add_version(workspace, routing, "Spring", filled=True).id)
    assert workspace.version(old.id).status is Status.BACKUP
    window.commands.promote_version(old.id)
    QTest.mouseClick(opened(PromotionDialog).go, LEFT)
    with seen_again(workspace) as other:
        assert other.version(old.id).status is Status.PRODUCTION


def test_errors_of_a_backup_are_listed_and_do_not_forbid(
    window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    old = add_version(workspace, routing, "Winter", filled=True)
    lifecycle.promote(workspace, old.id)
    lifecycle.promote(workspace, add_version(workspace, routing, "Spring", filled=True).id)
    found = promotion_of(workspace, old.id)
    broken = Problem(Severity.ERROR, _("The queue is gone."), action=found.tree.actions[-1].id)
    dialog = PromotionDialog(dataclasses.replace(found, errors=(broken,)), window)
    dialog.open()
    assert dialog.problems.item(0).text().endswith("Pass on: The queue is gone.")
    assert dialog.go.isVisible()
    dialog.close()


def test_deleting_a_version_asks_and_does(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    version = add_version(workspace, routing, "Spring")
    window.commands.delete_version(version.id)
    QTest.keyClick(opened(ConfirmDialog), Qt.Key.Key_Return)
    assert workspace.versions(routing.id)
    window.commands.delete_version(version.id)
    QTest.mouseClick(opened(ConfirmDialog).buttons["delete"], LEFT)
    with seen_again(workspace) as other:
        assert not other.versions(routing.id)


def test_deleting_a_routing_takes_its_typed_name(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    window.commands.delete_routing(routing.id)
    dialog = opened(ConfirmDialog)
    assert not dialog.buttons["delete"].isEnabled()
    QTest.keyClicks(dialog.typed, "Billing")
    QTest.mouseClick(dialog.buttons["delete"], LEFT)
    with seen_again(workspace) as other:
        assert not other.routings()


def test_a_routing_in_use_lists_its_users_and_stays(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    save_resource(workspace, Mailbox(reference="box", name="Box", routing="billing"))
    window.commands.delete_routing(routing.id)
    dialog = opened(ConfirmDialog)
    assert not dialog.buttons
    said = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "Mailbox “Box”" in said
    QTest.mouseClick(dialog.cancel, LEFT)
    with seen_again(workspace) as other:
        assert other.routings()


@pytest.mark.parametrize("command", ["edit_version", "delete_version", "promote_version"])
def test_a_version_that_is_gone_is_said_and_nothing_opens(window: MainWindow, command: str) -> None:
    getattr(window.commands, command)("gone")
    assert "no longer exists" in window.message_bar.message


def test_duplicating_leaves_the_source_alone(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    source = add_version(workspace, routing, "Spring", filled=True)
    window.commands.duplicate_version(source.id)
    with seen_again(workspace) as other:
        first, second = other.versions(routing.id)
    assert first == source
    assert (second.name, second.hash) == ("Spring (2)", source.hash)
