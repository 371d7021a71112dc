"""Forms of resources: sections, named rows, nothing that flashes up while they are built."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.model.resources import (
    RESOURCE_TYPES,
    Connection,
    CrmObject,
    Question,
    ResourceKind,
    Role,
    Service,
    StubRule,
    WebService,
)
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.forms.editors.choices import ChoicesEditor
from app.ui.forms.struct_list import StructList
from app.ui.forms.struct_row import Panel
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from tests.ui.resources.test_page import pane_of


class TopLevels(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_show = event.type() == QEvent.Type.Show
        if is_show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_window_flashes_up_while_forms_are_built(
    page: ResourcesPage, workspace: Workspace
) -> None:
    """A widget that is shown before it has a parent is a window of its own for a moment."""
    save_resource(
        workspace,
        WebService(
            name="A",
            reference="a",
            production_url="https://a.example",
            stub_rules=(StubRule(), StubRule(times_out=True)),
        ),
    )
    app = QApplication.instance()
    assert app is not None
    watch = TopLevels()
    app.installEventFilter(watch)
    try:
        for kind in RESOURCE_TYPES:
            page.kinds.show_kind(kind)
            page.begin()
            for editor in pane_of(page).form.findChildren(StructList):
                if editor.isVisible():
                    editor._add()
        page.show_resource(ResourceKind.WEB_SERVICE, "a")
        QApplication.processEvents()
    finally:
        app.removeEventFilter(watch)
    assert watch.shown == []


def test_a_section_stands_over_the_first_field_that_is_shown(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    token = Connection(name="SMS", reference="sms", service=Service.SMS, url="https://sms.example")
    mail = Connection(name="Mail", reference="mail", host="mail.example")
    for one in (token, mail):
        save_resource(workspace, one)
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.CONNECTION, "mail")
    form = pane_of(page).form
    headings = {name: one.text() for name, one in form._sections.items()}
    assert (headings["service"], headings["user"]) == ("Server", "Account")
    assert form.row("user").isVisible()
    page.show_resource(ResourceKind.CONNECTION, "sms")
    assert not form.row("user").isVisible()
    assert form._sections["user"].isVisible()
    assert form._sections["user"].y() < form.row("token").y()


def test_rows_are_called_by_what_they_hold() -> None:
    named = {
        str(row.row_title)
        for row in (
            StubRule(),
            StubRule(method="GET", url_contains="/x", status=404),
            StubRule(body_contains="id", times_out=True),
            Question(text="Why?"),
            CrmObject(name="account", label="Company"),
            CrmObject(name="account"),
        )
    }
    assert named == {
        "Every request → 200",
        "GET /x → 404",
        "id → no answer in time",
        "Why?",
        "Company",
        "account",
    }
    assert Question().row_title is None


def test_nothing_ticked_and_nothing_at_all_look_the_same(page: ResourcesPage) -> None:
    page.kinds.show_kind(ResourceKind.ROLE)
    page.begin()
    editor = pane_of(page).form.editor("permissions")
    assert isinstance(editor, ChoicesEditor)
    for value in ((), None, ("read",), None):
        editor.set_value(value)
        assert {key for key, box in editor.boxes.items() if box.isChecked()} == set(value or ())
    editor.boxes["edit"].click()
    assert [str(one) for one in editor.value()] == ["edit"]
    editor.boxes["edit"].click()
    assert editor.value() == ()
    draft = pane_of(page).draft
    assert isinstance(draft, Role)
    assert draft.permissions == ()


def test_many_rows_that_say_what_they_are_stand_folded(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    rules = tuple(StubRule(url_contains=f"/{number}") for number in range(3))
    for name, some in (("few", rules[:2]), ("many", rules)):
        save_resource(
            workspace,
            WebService(
                name=name, reference=name, production_url="https://a.example", stub_rules=some
            ),
        )
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.WEB_SERVICE, "few")
    editor = pane_of(page).form.editor("stub_rules")
    assert isinstance(editor, StructList)
    panels = [row for row in editor.rows if isinstance(row, Panel)]
    assert [panel.folded for panel in panels] == [False, False]
    page.show_resource(ResourceKind.WEB_SERVICE, "many")
    panels = [row for row in editor.rows if isinstance(row, Panel)]
    assert [panel.folded for panel in panels] == [True] * 3
    editor._add()
    assert [row.folded for row in editor.rows if isinstance(row, Panel)] == [True] * 3 + [False]


def test_where_it_is_narrow_form_and_side_take_turns(
    page: ResourcesPage, window: MainWindow
) -> None:
    window.resize(1500, 800)
    page.show_resource(ResourceKind.CALENDAR, "office")
    pane = pane_of(page)
    beside, side = pane.beside, pane.side
    assert beside is not None
    assert side is not None
    QApplication.processEvents()
    assert (beside.tabs.isVisible(), pane.form.isVisible(), side.isVisible()) == (
        False,
        True,
        True,
    )
    window.resize(920, 600)
    QApplication.processEvents()
    assert (beside.tabs.isVisible(), pane.form.isVisible(), side.isVisible()) == (
        True,
        True,
        False,
    )
    beside.tabs.segment("side").click()
    assert (pane.form.isVisible(), side.isVisible()) == (False, True)
    assert pane.delete.text() == ""
    assert pane.delete.toolTip() == "Delete…"
    pane.focus_name()
    assert pane.form.isVisible()
    window.resize(1500, 800)
    QApplication.processEvents()
    assert side.isVisible()
    assert pane.delete.text() == "Delete…"
