"""Keys, menus, rights and Undo of the page of resources; what is typed and never lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.model.resources import Queue, ResourceKind, Role, User
from app.services.governing import begin_permissions
from app.services.resource_files import delete_resource, save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from app.ui.widgets import ConfirmDialog
from app.ui.workspaces.settings_dialog import WorkspaceSettingsDialog
from tests.ui.forms.driving import target_of, type_into
from tests.ui.resources.test_page import LEFT, dialog_of, names, pane_of
from tests.ui.shell.building import seen_again


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
    assert window.message_bar.message == "“Five”, “Four”, “Sales” and 2 more are back."
    assert names(page) == ["Billing", "Five", "Four", "Sales", "Three", "Two"]
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Z, CTRL)
    assert not undo.isEnabled()
    assert window.message_bar.message == "Queue “One” is back."
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
    assert page.list.new.text() == "New ●"
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


def test_what_is_typed_is_marked_in_the_list_at_once(page: ResourcesPage) -> None:
    page.show_resource(ResourceKind.QUEUE, "sales")
    type_into(pane_of(page).form.editor("capacity"), "3")
    assert names(page) == ["Billing", "● Sales"]
    page.discard()
    assert names(page) == ["Billing", "Sales"]


def test_after_a_deletion_the_neighbour_is_in_front(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    for name in ("Alpha", "Omega"):
        save_resource(workspace, Queue(name=name, reference=name.lower()))
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.QUEUE, "omega")
    delete_selected(page)
    assert page.current is not None
    assert page.current.reference == "sales"
    page.show_resource(ResourceKind.QUEUE, "alpha")
    delete_selected(page)
    assert page.current.reference == "billing"


def test_tab_walks_from_the_kinds_through_the_list_and_the_form(page: ResourcesPage) -> None:
    page.show_resource(ResourceKind.QUEUE, "billing")
    type_into(pane_of(page).form.editor("capacity"), "3")
    page.kinds.setFocus()
    pane = pane_of(page)
    walked: list[QWidget] = []
    while page.kinds not in walked[1:] and len(walked) < 30:
        focused = QApplication.focusWidget()
        assert focused is not None
        walked.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    fields = ("name", "description", "capacity", "calendar", "waiting", "members")
    expected = (
        page.kinds,
        page.list.search,
        page.list.new,
        page.list.table,
        page.list.import_button,
        page.list.export_button,
        pane.duplicate,
        pane.delete,
        *(target_of(pane.form.editor(name)) for name in fields),
        pane.used,
        pane.discard,
        pane.save,
    )
    places = [walked.index(widget) for widget in expected]
    assert places == sorted(places)
