"""The page of resources: found by typing, edited, kept while typed, deleted and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.model.resources import Calendar, Mailbox, Queue, ResourceKind, Role, User
from app.services.resource_files import delete_resource, save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from app.ui.resources.pane import ResourcePane
from app.ui.resources.used_by import StillUsedDialog
from app.ui.widgets import ConfirmDialog
from tests.ui.forms.driving import type_into
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
    page.kinds.show_kind(ResourceKind.MAILBOX)
    assert page.list.search.text() == ""
    assert names(page) == ["Info"]


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
