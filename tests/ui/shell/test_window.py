"""The main window: pages, tabs, menus, messages, what it remembers, how it closes."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.model.edits import rename
from app.model.errors import OutsideError
from app.model.text import _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.shell.help import KeysDialog
from app.ui.shell.window_state import OpenTabs, WindowState
from app.ui.widgets import ConfirmDialog
from tests.ui.shell.building import PlainTab, add_routing, add_version, new_window, seen_again

LEFT = Qt.MouseButton.LeftButton


def opened_dialog(kind: type[QWidget]) -> QWidget:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in found if one.isVisible())


def tab_of(window: MainWindow) -> PlainTab:
    return cast(PlainTab, window.workbench.current)


def fail_to_save(tab: PlainTab) -> None:
    """Make the disk refuse the next change of a tab."""

    def refuse(*_arguments: object) -> int:
        raise OutsideError(_("The disk is full."))

    draft = tab.document._draft
    whole = draft.save
    draft.save = refuse  # type: ignore[method-assign, assignment]
    tab.document.apply(_("Rename"), rename(tab.document.tree.start.id, "Other"))
    draft.save = whole  # type: ignore[method-assign]
    tab.saving_state_changed.emit()


def test_the_rail_leads_to_pages_by_mouse_and_arrows(qtbot: QtBot, window: MainWindow) -> None:
    QTest.mouseClick(window.rail.buttons["samples"], LEFT)
    assert window.breadcrumb.words == ("Samples",)
    QTest.keyClick(window.rail.buttons["samples"], Qt.Key.Key_Up)
    assert window.rail.key == "routings"
    assert "Routing" in window.breadcrumb.words


def test_the_breadcrumb_leads_back_from_a_version(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    routing = add_routing(workspace, "Billing")
    version = add_version(workspace, routing, "Spring")
    window.open_version(version.id)
    assert window.breadcrumb.words == (
        "Routing",
        "Email smart routings",
        "Billing",
        "1 · Spring",
    )
    QTest.mouseClick(window.breadcrumb.step(2), LEFT)
    assert not window.workbench.current_id
    assert window.routings_page.routing == routing


def test_a_version_opens_once(window: MainWindow, workspace: Workspace) -> None:
    routing = add_routing(workspace, "Billing")
    first = add_version(workspace, routing, "Spring")
    second = add_version(workspace, routing, "Summer")
    for version in (first, second, first):
        window.open_version(version.id)
    assert window.workbench.version_ids == (first.id, second.id)
    assert window.workbench.current_id == first.id


def test_the_status_bar_speaks_of_the_version_in_front(
    window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.open_version(version.id)
    assert window.status_bar.state.text() == "Spring: In development"
    assert window.status_bar.problems.text() == "1 error, 2 warnings"
    assert str(workspace.path) in window.status_bar.workspace.toolTip()
    window.show_page("routings")
    assert not window.status_bar.state.isVisible()


def test_the_menus_hold_the_commands_of_the_version_in_front(
    window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    menus = window.menus.menus
    assert not menus["version"].menuAction().isVisible()
    window.open_version(version.id)
    tab = tab_of(window)
    assert tab.undo in menus["edit"].actions()
    assert tab.run in menus["version"].actions()
    window.show_page("routings")
    assert tab.undo not in menus["edit"].actions()
    window.open_version(version.id)
    assert tab.undo in menus["edit"].actions()


def test_the_question_mark_lists_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.menus.entries["keys"].trigger()
    dialog = cast(KeysDialog, opened_dialog(KeysDialog))
    assert "Quit" in dialog.shown
    QTest.keyClicks(dialog.search, "ctrl+o")
    assert dialog.shown == ("Open workspace…",)
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert "Quit" in dialog.shown


def test_a_deleted_version_takes_its_tab_with_it(window: MainWindow, workspace: Workspace) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.open_version(version.id)
    lifecycle.delete_version(workspace, version.id)
    window.session.routings_changed.emit()
    assert window.workbench.version_ids == ()
    assert "no longer exists" in window.message_bar.message


def test_a_change_elsewhere_reloads_a_clean_tab(window: MainWindow, workspace: Workspace) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.open_version(version.id)
    with seen_again(workspace) as other:
        draft = other.draft(version.id)
        tree, revision = draft.load()
        draft.save(tree, rename(tree.start.id, "Begin")(tree), revision)
    window.session.look_outside()
    assert tab_of(window).document.tree.start.name == "Begin"


def test_closing_with_something_unsaved_asks_and_stores_again(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.open_version(version.id)
    fail_to_save(tab_of(window))
    assert window.status_bar.saving.text() == "Unsaved: Retry"
    assert not window.close()
    dialog = cast(ConfirmDialog, opened_dialog(ConfirmDialog))
    with qtbot.waitSignal(window.closed):
        QTest.mouseClick(dialog.buttons["retry"], LEFT)
    assert not window.isVisible()


def test_retry_in_the_status_bar_stores_what_the_disk_refused(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.open_version(version.id)
    fail_to_save(tab_of(window))
    QTest.mouseClick(window.status_bar.saving, LEFT)
    assert window.status_bar.saving.text() == "All changes saved"
    with seen_again(workspace) as other:
        assert other.tree(version.id).start.name == "Other"


def test_nothing_unsaved_goes_into_production(window: MainWindow, workspace: Workspace) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring", filled=True)
    window.open_version(version.id)
    fail_to_save(tab_of(window))
    window.commands.promote_version(version.id)
    assert "not stored yet" in window.message_bar.message
    tab_of(window).document.retry()


def test_a_tab_that_stays_keeps_the_window_open(window: MainWindow, workspace: Workspace) -> None:
    version = add_version(workspace, add_routing(workspace, "Billing"), "Spring")
    window.open_version(version.id)
    tab_of(window).stays = True
    window.close_version(version.id)
    assert window.workbench.version_ids == (version.id,)
    assert not window.close()


def test_tabs_and_the_chosen_routing_come_back(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    add_routing(workspace, "Archive")
    routing = add_routing(workspace, "Billing")
    first = add_version(workspace, routing, "Spring")
    second = add_version(workspace, routing, "Summer")
    window.open_version(first.id)
    window.open_version(second.id)
    window.show_routing(routing.id)
    window.open_version(first.id)
    window.close()
    again = Workspace.open(workspace.path, workspace.catalogue)
    other = new_window(qtbot, again, tmp_path)
    other.restore_tabs()
    assert other.workbench.version_ids == (first.id, second.id)
    assert other.workbench.current_id == first.id
    assert other.workbench.opened(second.id) is None, "made only when it comes to the front"
    assert other.routings_page.routing == routing
    other.close()


def test_a_damaged_state_means_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text('recent="{"\n[tabs]\nx="nonsense"\n')
    state = WindowState(file)
    assert state.tabs("x") == OpenTabs()
    assert state.recent() == ()


def _dropped(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))


def test_a_dropped_workspace_is_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "Other.routings"
    file.touch()
    with qtbot.waitSignal(window.workspaces.requested) as asked:
        _dropped(window, file)
    assert asked.args == [file, False]


def test_dropped_mail_goes_to_the_samples(window: MainWindow, tmp_path: Path) -> None:
    taken: list[list[Path]] = []
    page = window.workbench.page("samples")
    page.import_paths = taken.append  # type: ignore[attr-defined]
    file = tmp_path / "one.eml"
    _dropped(window, file)
    assert taken == [[file]]
    assert window.rail.key == "samples"


def test_background_work_is_shown_and_can_be_stopped(qtbot: QtBot, window: MainWindow) -> None:
    def work(ticket: object) -> None:
        while True:
            ticket.check()  # type: ignore[attr-defined]

    window.session.jobs.start(work, lambda _result: None, title=_("Importing emails"), total=10)
    strip = window.status_bar.jobs
    assert strip.isVisible()
    assert strip.words.text() == "Importing emails"
    QTest.mouseClick(strip.stop, LEFT)
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert not strip.isVisible()
