"""The page of resources: found by typing, edited, kept while typed, deleted and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.model.resources import Calendar, Mailbox, Queue, ResourceKind, Role, User
from app.services.governing import begin_permissions
from app.services.resource_files import delete_resource, save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from app.ui.resources.pane import ResourcePane
from app.ui.resources.used_by import StillUsedDialog
from app.ui.widgets import ConfirmDialog
from app.ui.workspaces.settings_dialog import WorkspaceSettingsDialog
from tests.ui.forms.driving import target_of, type_into
from tests.ui.shell.building import seen_again

LEFT = Qt.MouseButton.LeftButton


def pane_of(page: ResourcesPage) -> ResourcePane:
    pane = page.pane
    assert pane is not None
    return pane


def names(page: ResourcesPage) -> list[str]:
    model = page.list.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def dialog_of(kind: type[QDialog]) -> QDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in found if one.isVisible())


def test_a_kind_is_listed_and_narrowed_by_typing(page: ResourcesPage) -> None:
    page.kinds.show_kind(ResourceKind.QUEUE)
    assert names(page) == ["Billing", "Sales"]
    QTest.keyClicks(page.list.search, "offi")
    assert names(page) == ["Billing"]
    QTest.keyClicks(page.list.search, "zebra")
    assert page.list.pages.currentWidget() is page.list.nothing


def test_a_change_is_saved_only_on_save(page: ResourcesPage, workspace: Workspace) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    pane = pane_of(page)
    type_into(pane.form.editor("capacity"), "30")
    with seen_again(workspace) as other:
        stored = other.resource(ResourceKind.QUEUE, "sales")
    assert isinstance(stored, Queue)
    assert stored.capacity is None
    QTest.mouseClick(pane.save, LEFT)
    with seen_again(workspace) as other:
        stored = other.resource(ResourceKind.QUEUE, "sales")
    assert isinstance(stored, Queue)
    assert stored.capacity == 30
    assert pane._foot.isHidden()


def test_what_is_typed_survives_a_look_at_another_kind(page: ResourcesPage) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    type_into(pane_of(page).form.editor("capacity"), "30")
    page.kinds.show_kind(ResourceKind.CALENDAR)
    assert page.typed() == ("Sales",)
    page.show_resource(ResourceKind.QUEUE, "sales")
    draft = pane_of(page).draft
    assert isinstance(draft, Queue)
    assert draft.capacity == 30
    QTest.mouseClick(pane_of(page).discard, LEFT)
    draft = pane_of(page).draft
    assert isinstance(draft, Queue)
    assert draft.capacity is None
    assert page.typed() == ()


def test_a_new_resource_gets_a_reference_from_its_name(
    page: ResourcesPage, workspace: Workspace
) -> None:
    page.kinds.show_kind(ResourceKind.CHECKPOINT)
    QTest.mouseClick(page.list.none.button, LEFT)
    pane = pane_of(page)
    assert not pane.save.isEnabled()
    type_into(pane.form.editor("name"), "Bill paid")
    QTest.mouseClick(pane.save, LEFT)
    assert workspace.resource(ResourceKind.CHECKPOINT, "bill-paid") is not None
    assert names(page) == ["Bill paid"]


def test_a_resource_that_is_used_is_not_deleted_but_says_where(page: ResourcesPage) -> None:
    page.show_resource(ResourceKind.CALENDAR, "office")
    assert pane_of(page).used.count() == 1
    QTest.mouseClick(pane_of(page).delete, LEFT)
    dialog = dialog_of(StillUsedDialog)
    assert isinstance(dialog, StillUsedDialog)
    place = dialog.uses.visualItemRect(dialog.uses.item(0)).center()
    QTest.mouseClick(dialog.uses.viewport(), LEFT, pos=place)
    assert page.kind is ResourceKind.QUEUE
    assert page.current is not None
    assert page.current.reference == "billing"


def test_a_deletion_is_undone(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    dialog = dialog_of(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    QTest.mouseClick(dialog.buttons["delete"], LEFT)
    assert workspace.resource(ResourceKind.QUEUE, "sales") is None
    assert names(page) == ["Billing"]
    QTest.mouseClick(window.message_bar._action, LEFT)
    assert workspace.resource(ResourceKind.QUEUE, "sales") is not None
    assert names(page) == ["Billing", "Sales"]


def test_a_reference_in_use_is_fixed(page: ResourcesPage) -> None:
    page.show_resource(ResourceKind.QUEUE, "billing")
    assert pane_of(page).form.editor("reference").read_only
    page.show_resource(ResourceKind.QUEUE, "sales")
    assert not pane_of(page).form.editor("reference").read_only


@pytest.mark.parametrize("mine", [True, False])
def test_a_change_in_another_window_asks_which_one_holds(
    page: ResourcesPage, workspace: Workspace, mine: bool
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    pane = pane_of(page)
    type_into(pane.form.editor("capacity"), "30")
    with seen_again(workspace) as other:
        save_resource(other, Queue(name="Sales", reference="sales", capacity=7), replaces="sales")
    QTest.mouseClick(pane.save, LEFT)
    assert "changed in another window" in pane.message.message
    QTest.mouseClick(pane.message._other if mine else pane.message._action, LEFT)
    stored = workspace.resource(ResourceKind.QUEUE, "sales")
    assert isinstance(stored, Queue)
    assert stored.capacity == (30 if mine else 7)
    draft = pane_of(page).draft
    assert isinstance(draft, Queue)
    assert draft.capacity == stored.capacity


def test_changes_of_another_window_appear_where_nothing_was_typed(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    with seen_again(workspace) as other:
        save_resource(other, Queue(name="Sales", reference="sales", capacity=7), replaces="sales")
        delete_resource(other, ResourceKind.MAILBOX, "info")
    window.session.look_outside()
    draft = pane_of(page).draft
    assert isinstance(draft, Queue)
    assert draft.capacity == 7
    page.kinds.show_kind(ResourceKind.MAILBOX)
    assert names(page) == []


def test_a_link_in_a_form_leads_to_the_other_resource(page: ResourcesPage) -> None:
    page.show_resource(ResourceKind.QUEUE, "billing")
    page.context.open_resource(ResourceKind.CALENDAR, "office")
    assert isinstance(page.current, Calendar)


def test_closing_asks_while_something_is_not_saved(
    qtbot: QtBot, page: ResourcesPage, window: MainWindow
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    type_into(pane_of(page).form.editor("capacity"), "30")
    assert not window.close()
    dialog = dialog_of(ConfirmDialog)
    dialog.reject()
    assert window.isVisible()
    page.discard()
    assert window.close()


def test_a_role_that_only_reads_sees_forms_it_cannot_change(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    from app.model.permissions import Permission

    admin = Role(name="Admin", reference="admin", permissions=tuple(Permission))
    reader = Role(name="Reader", reference="reader")
    save_resource(workspace, admin)
    save_resource(workspace, reader)
    for login, role in ((workspace.user, "admin"), ("visitor", "reader")):
        user = User(
            name=login, reference=login, email=f"{login}@example.org", login=login, roles=(role,)
        )
        save_resource(workspace, user)
    workspace.user = "visitor"
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.QUEUE, "sales")
    assert pane_of(page).form.editor("capacity").read_only
    assert "Ask an administrator" in pane_of(page).message.message
    assert not page.list.new.isEnabled()
    assert "Ask an administrator" in page.list.new.toolTip()
    page.delete()
    assert workspace.resource(ResourceKind.QUEUE, "sales") is not None


def test_every_kind_has_a_form(page: ResourcesPage) -> None:
    for kind in ResourceKind:
        if kind is ResourceKind.ROUTING:
            continue
        page.kinds.show_kind(kind)
        page.begin()
        assert pane_of(page).kind is kind
        assert pane_of(page).form.names()[0] == "name"


def test_mailboxes_show_their_address(page: ResourcesPage) -> None:
    page.show_resource(ResourceKind.MAILBOX, "info")
    assert isinstance(page.current, Mailbox)
    assert page.list.model.index(0, 2).data() == "info@example.org"


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    widget.setFocus()
    QTest.keyClick(widget, key, modifiers)


CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def test_every_key_of_the_page_works_in_the_list(
    qtbot: QtBot, page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    table = page.list.table
    press(table, Qt.Key.Key_F, CTRL)
    assert page.list.search.hasFocus()
    press(table, Qt.Key.Key_F2, PLAIN)
    assert target_of(pane_of(page).form.editor("name")).hasFocus()
    press(table, Qt.Key.Key_D, CTRL)
    assert pane_of(page).draft.name == "Sales (2)"
    page.discard()
    press(table, Qt.Key.Key_N, CTRL)
    assert pane_of(page).base is None
    type_into(pane_of(page).form.editor("name"), "Returns")
    press(QApplication.focusWidget() or table, Qt.Key.Key_S, CTRL)
    assert workspace.resource(ResourceKind.QUEUE, "returns") is not None


def test_delete_in_a_text_takes_out_a_character(page: ResourcesPage, qtbot: QtBot) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    line = target_of(pane_of(page).form.editor("name"))
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert pane_of(page).draft.name == "ales"
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert pane_of(page).draft.name == "Sales"
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, ConfirmDialog)]


def test_the_menus_of_the_window_offer_what_can_be_done(
    page: ResourcesPage, window: MainWindow
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    offered = [action.text() for action in window.menus.menus["edit"].actions()]
    assert offered[:3] == ["Undo", "New", "Save"]
    assert "Delete…" in offered
    window.show_page("routings")
    assert page.commands.actions["delete"] not in window.menus.menus["edit"].actions()


def delete_selected(page: ResourcesPage) -> str:
    """Delete what is selected; what was asked."""
    page.delete()
    dialog = dialog_of(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    asked = dialog.windowTitle()
    QTest.mouseClick(dialog.buttons["delete"], LEFT)
    return asked


def test_deletions_are_undone_one_after_the_other(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    for name in ("One", "Two", "Three", "Four", "Five"):
        save_resource(workspace, Queue(name=name, reference=name.lower()))
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.QUEUE, "one")
    assert delete_selected(page) == "Delete Queue “One”?"
    assert window.message_bar.message == "Queue “One” is deleted."
    page.show_resource(ResourceKind.QUEUE, "sales")
    page.list.search.setText("o")
    page.list.search.clear()
    page.list.table.selectAll()
    chosen = [one for one in page.list.table.selected() if one.reference != "billing"]
    page.deleting.ask(tuple(chosen))
    dialog = dialog_of(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    assert dialog.windowTitle() == "Delete “Five”, “Four”, “Sales” and 2 more?"
    QTest.mouseClick(dialog.buttons["delete"], LEFT)
    assert window.message_bar.message == "“Five”, “Four”, “Sales” and 2 more are deleted."
    undo = page.commands.actions["undo"]
    assert undo.text() == "Undo delete “Five”, “Four”, “Sales” and 2 more"
    undo.trigger()
    assert undo.text() == "Undo delete Queue “One”"
    assert names(page) == ["Billing", "Five", "Four", "Sales", "Three", "Two"]
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Z, CTRL)
    assert not undo.isEnabled()
    assert "One" in names(page)


def test_what_cannot_come_back_is_said_and_kept_for_another_try(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    delete_selected(page)
    save_resource(workspace, Queue(name="Other", reference="sales"))
    page.deleting.undo()
    assert "taken" in window.message_bar.message
    delete_resource(workspace, ResourceKind.QUEUE, "sales")
    page.deleting.undo()
    assert names(page) == ["Billing", "Sales"]


def test_what_was_typed_into_a_resource_that_is_deleted_elsewhere_is_kept(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    type_into(pane_of(page).form.editor("capacity"), "30")
    with seen_again(workspace) as other:
        delete_resource(other, ResourceKind.QUEUE, "sales")
    window.session.look_outside()
    assert "kept as a new one" in window.message_bar.message
    pane = pane_of(page)
    assert pane.base is None
    QTest.mouseClick(pane.save, LEFT)
    stored = workspace.resource(ResourceKind.QUEUE, "sales")
    assert isinstance(stored, Queue)
    assert stored.capacity == 30


def test_a_new_one_that_waits_is_shown_on_the_button(page: ResourcesPage) -> None:
    page.kinds.show_kind(ResourceKind.QUEUE)
    assert page.list.new.text() == "New"
    page.begin()
    type_into(pane_of(page).form.editor("name"), "Returns")
    page.show_resource(ResourceKind.QUEUE, "sales")
    assert page.list.new.text() == "● New"
    QTest.mouseClick(page.list.new, LEFT)
    assert pane_of(page).draft.name == "Returns"


def test_a_role_without_delete_sees_why_and_where_to_look_it_up(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    begin_permissions(workspace, User(name="Me", reference="me", email="me@example.org"))
    save_resource(workspace, Role(name="Reader", reference="reader"))
    bob = User(name="Bob", reference="bob", email="b@example.org", login="bob", roles=("reader",))
    save_resource(workspace, bob)
    workspace.user = "bob"
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.QUEUE, "sales")
    pane = pane_of(page)
    for made in (pane.delete, pane.duplicate, page.list.new):
        assert not made.isEnabled()
        assert "Ask an administrator" in made.toolTip()
    QTest.mouseClick(pane.message._action, LEFT)
    rights = dialog_of(WorkspaceSettingsDialog)
    assert isinstance(rights, WorkspaceSettingsDialog)
    assert rights.tabs.key == "rights"
    rights.reject()
