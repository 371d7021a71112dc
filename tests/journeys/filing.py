"""The desk of somebody who keeps resources: kinds, lists, forms and dialogs of the page."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from app.model.resources import KIND_PLURALS, Resource, ResourceKind
from app.ui.forms.editor import FieldEditor
from app.ui.forms.struct_list import StructList
from app.ui.forms.struct_row import Strip
from app.ui.resources.page import ResourcesPage
from app.ui.resources.pane import ResourcePane
from app.ui.resources.used_by import StillUsedDialog, UseList
from app.ui.theme import tr
from app.ui.widgets import ConfirmDialog, Picker
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

_R = TypeVar("_R", bound=Resource)


class Filing:
    """Acts on the page of resources, with mouse and keys."""

    def __init__(self, desk: Desk, workspace: Path) -> None:
        self.desk = desk
        desk.start(workspace)
        desk.menu(desk.window, "View", "Resources")
        desk.wait(lambda: desk.window.workbench.page_key == "resources")

    @property
    def page(self) -> ResourcesPage:
        """The page."""
        return cast(ResourcesPage, self.desk.window.workbench.page("resources"))

    @property
    def pane(self) -> ResourcePane:
        """The form in front."""
        pane = self.page.pane
        assert pane is not None
        return pane

    def stored(self, kind: type[_R], reference: str) -> _R | None:
        """A resource as another window reads it."""
        with self.desk.elsewhere() as other:
            found = other.resource(kind.kind, reference)
        assert found is None or isinstance(found, kind)
        return found

    # --- going somewhere ---

    def open_kind(self, kind: ResourceKind) -> None:
        """Click on a kind."""
        _click_item(self.desk, self.page.kinds, tr(KIND_PLURALS[kind]))
        assert self.page.kind is kind

    def open(self, kind: ResourceKind, name: str) -> None:
        """Click on a resource of a kind."""
        self.open_kind(kind)
        table = self.page.list.table
        rows = [one.name for one in self.page.list.model.shown]
        index = self.page.list.model.index(rows.index(name), 0)
        table.scrollTo(index)
        self.desk.click(table.viewport(), table.visualRect(index).center())
        self.desk.wait(lambda: self.pane.base is not None and self.pane.base.name == name)

    def new(self, kind: ResourceKind) -> None:
        """Begin a new resource with the button."""
        self.open_kind(kind)
        self.desk.click(self.page.list.new)
        self.desk.wait(lambda: self.pane.base is None)

    # --- the form ---

    def editor(self, field: str) -> FieldEditor:
        """The editor of a field."""
        return self.pane.form.editor(field)

    def fill(self, field: str, words: str) -> None:
        """Write into a field, in the place of what stands there."""
        self.desk.click(_inmost(self.editor(field)))
        self.desk.press(Qt.Key.Key_A, CTRL)
        self.desk.write(words)

    def pick(self, field: str, *typed: str) -> None:
        """Choose in the list of a field, once for each word typed into its search."""
        for words in typed:
            self.desk.click(_inmost(self.editor(field)))
            self.desk.choose_option(words)

    def add_row(self, field: str) -> Strip:
        """Add a row of cells."""
        rows = self.editor(field)
        assert isinstance(rows, StructList)
        self.desk.click(rows.add)
        row = rows.rows[-1]
        assert isinstance(row, Strip)
        return row

    def choose_cell(self, row: Strip, cell: str, typed: str) -> None:
        """Choose in the list of a cell."""
        self.desk.click(_inmost(row.cell(cell)))
        self.desk.choose_option(typed)

    def fill_cell(self, row: Strip, cell: str, words: str) -> None:
        """Write into a cell."""
        self.desk.click(_inmost(row.cell(cell)))
        self.desk.press(Qt.Key.Key_A, CTRL)
        self.desk.write(words)

    def save(self) -> None:
        """Save with the button; the form has nothing unsaved then."""
        assert self.pane.is_ready, self.pane.reason.text()
        self.desk.click(self.pane.save)
        self.desk.wait(lambda: not self.page.typed())

    @property
    def uses(self) -> list[str]:
        """Where the resource in front is used, as the list says."""
        return _items(self.pane.used)

    # --- deleting ---

    def delete(self) -> str:
        """Delete what is selected, after the question; what was asked."""
        self.desk.click(self.pane.delete)
        question = self.desk.dialog(ConfirmDialog)
        asked = question.windowTitle()
        self.desk.click(question.buttons["delete"])
        return asked

    def be_refused(self) -> StillUsedDialog:
        """Try to delete what is still in use."""
        self.desk.click(self.pane.delete)
        return self.desk.dialog(StillUsedDialog)

    def follow(self, uses: UseList, words: str) -> None:
        """Click on a use, and arrive there."""
        _click_item(self.desk, uses, words)


def _inmost(widget: QWidget) -> QWidget:
    """What takes the keyboard for a widget: the line or button to click on."""
    if isinstance(widget, Picker):
        return widget
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    return widget


def _items(view: QListWidget) -> list[str]:
    return [view.item(at).text() for at in range(view.count())]


def _click_item(desk: Desk, view: QListWidget, words: str) -> None:
    item = view.item(_items(view).index(words))
    view.scrollToItem(item)
    desk.click(view.viewport(), view.visualItemRect(item).center())
