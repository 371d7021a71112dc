"""Shots of the list and page of routings, and of their dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.model.routing import Status
from app.ui.routings.form_dialog import FormDialog
from app.ui.routings.routing_form import NewRoutingDialog
from app.ui.routings.version_form import CreateVersionDialog
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


@shot("routings-versions-in-every-state")
def every_state(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)


@shot("routings-backup-and-history")
def backup_and_history(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.settle()
    bar = stage.window.routings_page.routing_page.verticalScrollBar()
    bar.setValue(bar.maximum())


@shot("routings-interaction-end")
def interaction_end(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("After closing").id)


@shot("routings-without-version")
def without_version(stage: Stage) -> None:
    from app.model.catalogue import RoutingType
    from app.services import lifecycle

    made = lifecycle.create_routing(
        stage.session.workspace, name="Complaints", reference="complaints", type=RoutingType.START
    )
    stage.session.routings_changed.emit()
    stage.window.show_routing(made.id)


@shot("routings-nothing-matches")
def nothing_matches(stage: Stage) -> None:
    stage.window.routings_page.search.setText("zebra")


@shot("routings-empty-workspace", empty=True)
def empty_workspace(stage: Stage) -> None:
    stage.window.show_page("routings")


@shot("routings-card-with-focus-and-menu")
def card_menu(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.settle()
    cards = stage.window.routings_page.routing_page.cards
    card = next(one for one in cards.values() if one.version.name == "Spring campaign")
    card.setFocus()
    card.menu.popup(card.more.mapToGlobal(card.more.rect().bottomLeft()))


@shot("dialog-new-smart-routing")
def new_routing(stage: Stage) -> None:
    stage.window.commands.new_routing()
    dialog = stage.dialog()
    assert isinstance(dialog, NewRoutingDialog)
    QTest.keyClicks(dialog.name, "Moving house")


@shot("dialog-new-smart-routing-refused")
def new_routing_refused(stage: Stage) -> None:
    stage.window.commands.new_routing()
    dialog = stage.dialog()
    assert isinstance(dialog, NewRoutingDialog)
    QTest.keyClicks(dialog.name, "Support")
    dialog.reference.clear()
    QTest.keyClicks(dialog.reference, "support")


@shot("dialog-edit-smart-routing")
def edit_routing(stage: Stage) -> None:
    stage.window.commands.edit_routing(stage.routing("Retention").id)
    assert isinstance(stage.dialog(), FormDialog)


@shot("dialog-create-a-version")
def create_version(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.create_version(stage.routing("Support").id)
    dialog = stage.dialog()
    assert isinstance(dialog, CreateVersionDialog)
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)


@shot("dialog-put-in-production")
def promotion(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.promote_version(stage.version("Support", "New wording").id)


@shot("dialog-put-in-production-refused")
def promotion_refused(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.promote_version(stage.version("Support", "Spring campaign").id)


@shot("dialog-put-blank-version-in-production")
def promotion_of_blank(stage: Stage) -> None:
    from app.services import lifecycle

    routing = stage.routing("Retention")
    made = lifecycle.create_version(stage.session.workspace, routing.id, name="Blank")
    assert made.status is Status.DEVELOPMENT
    stage.session.routings_changed.emit()
    stage.window.show_routing(routing.id)
    stage.window.commands.promote_version(made.id)


@shot("dialog-delete-version")
def delete_version(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.delete_version(stage.version("Support", "New wording").id)


@shot("dialog-delete-smart-routing")
def delete_routing(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("After closing").id)
    stage.window.commands.delete_routing(stage.routing("After closing").id)


@shot("dialog-delete-smart-routing-in-use")
def delete_routing_in_use(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.delete_routing(stage.routing("Support").id)
