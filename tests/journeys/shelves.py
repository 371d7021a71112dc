"""The page of resources in the hands of a person: kinds, rows, forms, files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.model.resources import Resource, ResourceKind
from app.ui.forms.editor import FieldEditor
from app.ui.resources.beside import FORM, SIDE
from app.ui.resources.page import ResourcesPage
from app.ui.resources.pane import ResourcePane
from app.ui.resources.side_view import SideView
from app.ui.resources.used_by import StillUsedDialog
from app.ui.widgets import ConfirmDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

_R = TypeVar("_R", bound=Resource)
_E = TypeVar("_E", bound=FieldEditor)
_S = TypeVar("_S", bound=SideView)


class Shelf:
    """One kind of resources on the page, in the application of a desk."""

    def __init__(self, desk: Desk, kind: ResourceKind) -> None:
        self.desk = desk
        self.kind = kind
        desk.press(Qt.Key.Key_3, CTRL)
        desk.wait(lambda: desk.window.workbench.page("resources").isVisible())
        kinds = self.page.kinds
        place = kinds.visualItemRect(kinds._items[kind]).center()
        desk.click(kinds.viewport(), place)
        desk.wait(lambda: self.page.kind is kind)

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

    def editor(self, name: str, kind: type[_E]) -> _E:
        """The editor of a field."""
        editor = self.pane.form.editor(name)
        assert isinstance(editor, kind)
        return editor

    def side(self, kind: type[_S]) -> _S:
        """What stands beside the form."""
        side = self.pane.side
        assert isinstance(side, kind)
        return side

    def names(self) -> list[str]:
        """What the list shows."""
        model = self.page.list.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def stored(self, reference: str, type_: type[_R]) -> _R | None:
        """The resource as another window reads it."""
        with self.desk.elsewhere() as other:
            found = other.resource(self.kind, reference)
        assert found is None or isinstance(found, type_)
        return found

    def look_beside(self) -> None:
        """Where form and side view take turns, bring the side view to the front."""
        self._turn(SIDE)

    def look_at_form(self) -> None:
        """Where they take turns, bring the form to the front."""
        self._turn(FORM)

    def _turn(self, key: str) -> None:
        beside = self.pane.beside
        assert beside is not None
        if beside.is_narrow and beside.tabs.key != key:
            self.desk.click(beside.tabs.segment(key))

    # --- acts ---

    def begin(self, name: str) -> None:
        """Begin a new resource, and type its name; the reference follows."""
        self.desk.click(self.page.list.new)
        self.desk.write(name)
        self.desk.wait(lambda: self.pane.draft.name == name)

    def save(self) -> None:
        """Save what is typed."""
        self.desk.click(self.pane.save)
        self.desk.wait(lambda: self.desk.message.endswith("is saved."))

    def take(self, name: str) -> None:
        """Click on a resource in the list."""
        table = self.page.list.table
        row = self.names().index(name)
        self.desk.click(table.viewport(), table.visualRect(table.model().index(row, 0)).center())
        self.desk.wait(lambda: self.page.current is not None and self.page.current.name == name)

    def delete(self, name: str) -> None:
        """Delete a resource that nothing uses."""
        self.take(name)
        self.desk.click(self.pane.delete)
        asked = self.desk.dialog(ConfirmDialog)
        self.desk.click(asked.buttons["delete"])
        self.desk.wait(lambda: name not in self.names())

    def undo_deletion(self, name: str) -> None:
        """Bring back what was deleted just now."""
        self.desk.click(self.desk.window.message_bar._action)
        self.desk.wait(lambda: name in self.names())

    def refuses_to_delete(self, name: str) -> list[str]:
        """Try to delete what is used: the places that are told; the first one is gone to."""
        self.take(name)
        self.desk.click(self.pane.delete)
        told = self.desk.dialog(StillUsedDialog)
        places = [told.uses.item(row).text() for row in range(told.uses.count())]
        self.desk.click(told.uses.viewport(), told.uses.visualItemRect(told.uses.item(0)).center())
        return places

    def choose_file(self, path: Path) -> None:
        """Type the name of a file in the dialog that is open."""
        self.desk.choose_file(path)
        self.desk.wait(lambda: not _file_dialogs())

    def import_file(self, path: Path) -> None:
        """Choose a file to import on the page."""
        self.desk.click(self.page.list.import_button)
        self.choose_file(path)

    def export(self, words: str, path: Path) -> None:
        """Export by an entry of the menu, to a file."""
        self.desk.click(self.page.list.export_button)
        self.desk.choose(words)
        self.choose_file(path)
        self.desk.wait(lambda: str(path) in self.desk.message)


def _file_dialogs() -> list[QFileDialog]:
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, QFileDialog) and one.isVisible()]
