"""The desk of a designer: the whole application on one workspace, and a second pair of eyes.

Acts go through mouse and keys (`hands`); what is read here only says whether they had their effect.
After each of them `agree` opens the workspace file a second time and compares it with the canvas.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.engine.registry import CATALOGUE
from app.graph.canvas import Canvas
from app.graph.card import CardItem
from app.model.package import content_hash
from app.model.tree import Action, ActionTree
from app.services.backups import restore_backup
from app.services.preferences import Preferences
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace
from app.ui.forms.editor import FieldEditor
from app.ui.forms.form import Form
from app.ui.main_window import MainWindow
from app.ui.routings.overview import RoutingLine
from app.ui.routings.page import RoutingsPage
from app.ui.routings.routing_form import NewRoutingDialog
from app.ui.routings.routing_list import LINE_ROLE
from app.ui.routings.version_form import CreateVersionDialog
from app.ui.session import Message
from app.ui.shell.desktop import Desktop
from app.ui.theme import Theme, tr
from app.ui.version.chooser import AddMenu
from app.ui.version.tab import VersionTab
from app.ui.widgets.search_popup import SearchPopup
from tests.journeys.drawing import described, drawn, words_of
from tests.journeys.hands import RIGHT, Hands

SIZE = (1360, 900)

_W = TypeVar("_W", bound=QWidget)


class Desk(Hands):
    """The application, as one person uses it."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = Theme(app, "light")
        self.desktop = Desktop(
            theme,
            Preferences(),
            open_workspace=lambda path: Workspace.open(path, CATALOGUE),
            create_workspace=lambda path: Workspace.create(path, CATALOGUE),
            open_to_read=lambda path: Workspace.open_to_read(path, CATALOGUE),
            restore_backup=lambda path, backup: restore_backup(path, backup, CATALOGUE),
            write_sample=lambda path: write_sample(path, CATALOGUE),
        )
        theme.setParent(self.desktop)
        self.said: list[str] = []

    def start(self, workspace: Path) -> None:
        """Start the application on a workspace."""
        self.desktop.start(workspace)
        self.window.resize(*SIZE)
        self.window.session.reported.connect(self._hear)
        self.wait(self.window.isActiveWindow)
        # The tabs of the last time come after the first paint.
        self.wait(lambda: self.window._is_restored)

    def _hear(self, message: object) -> None:
        assert isinstance(message, Message)
        self.said.append(tr(message.text))

    # --- what is in front ---

    @property
    def window(self) -> MainWindow:
        """The window."""
        assert self.desktop.window is not None
        return self.desktop.window

    @property
    def tab(self) -> VersionTab:
        """The version in front."""
        tab = self.window.workbench.current
        assert isinstance(tab, VersionTab)
        return tab

    @property
    def canvas(self) -> Canvas:
        """Its canvas."""
        return self.tab.canvas

    @property
    def tree(self) -> ActionTree:
        """The tree on screen."""
        return self.tab.document.tree

    @property
    def path(self) -> Path:
        """The workspace file."""
        return self.window.session.workspace.path

    @property
    def message(self) -> str:
        """What the message bar of the window says."""
        return self.window.message_bar.message

    @property
    def notice(self) -> str:
        """What the version in front says about itself."""
        return self.tab.notice.bar.message

    def action(self, name: str) -> Action:
        """The action of a name."""
        (found,) = (one for one in self.tree.actions if one.name == name)
        return found

    @property
    def wiring(self) -> set[str]:
        """The links and ends of the tree by names: “From.branch > To”, “From.branch > end”."""
        names = {one.id: one.name for one in self.tree.actions}
        links = {
            f"{names[one.source]}.{one.branch} > {names[one.target]}" for one in self.tree.links
        }
        ends = {f"{names[source]}.{branch} > end" for source, branch in self.tree.ended}
        return links | ends

    @property
    def hash(self) -> str:
        """The content hash of the tree on screen."""
        return content_hash(self.tree, self.tab.life.routing.type, CATALOGUE)

    # --- the second pair of eyes ---

    @contextmanager
    def elsewhere(self) -> Iterator[Workspace]:
        """The same file in another window."""
        other = Workspace.open(self.path, CATALOGUE)
        try:
            yield other
        finally:
            other.close()

    def agree(self) -> None:
        """What is drawn is what is stored, and nothing is held back."""
        self.wait(lambda: not self.tab.edits.is_waiting)
        with self.elsewhere() as other:
            stored = other.tree(self.tab.version.id)
            version = other.version(self.tab.version.id)
        assert drawn(self.canvas) == described(stored)
        assert {one.id: one for one in self.tree.actions} == stored.by_id
        assert (set(self.tree.ended), self.tree.next_number) == (
            set(stored.ended),
            stored.next_number,
        )
        assert self.tree.drawing.marks == stored.drawing.marks
        assert version.hash == self.hash
        assert version.actions == len(stored.actions)
        assert self.canvas._graph.undo_stack().count() == 0

    # --- places on the canvas ---

    @property
    def ground(self) -> QWidget:
        """What the mouse meets on the canvas."""
        ground: QWidget = self.canvas._viewer.viewport()
        return ground

    def at(self, point: QPointF) -> QPoint:
        """A point of the scene in the viewport."""
        place: QPoint = self.canvas._viewer.mapFromScene(point)
        return place

    def card(self, name: str) -> CardItem:
        """The card of an action."""
        card = self.canvas._graph.card(self.action(name).id)
        assert card is not None
        return card

    def on_card(self, name: str) -> QPoint:
        """The middle of a card."""
        card = self.card(name)
        return self.at(card.mapToScene(card.body.center()))

    def on_branch(self, name: str, branch: str) -> QPoint:
        """The right end of the caption of a branch, where its + is."""
        card = self.card(name)
        pill = card.pills[branch]
        return self.at(card.mapToScene(pill.center()))

    def on_port(self, name: str, branch: str) -> QPoint:
        """The port of a branch."""
        card = self.card(name)
        port = card.port_of(branch)
        assert port is not None
        return self.at(card.mapToScene(port.middle))

    def on_arrival(self, name: str) -> QPoint:
        """Just inside the upper edge of a card, where links arrive."""
        card = self.card(name)
        return self.at(card.mapToScene(QPointF(card.width / 2, 6.0)))

    def on_mark(self, mark: str) -> QPoint:
        """The top of a note, or the title of a group, by its words."""
        (key,) = (one.id for one in self.tree.drawing.marks if words_of(one) == mark)
        area = self.canvas._viewer.area_of(key)
        assert area is not None
        return self.at(area.topLeft() + QPointF(40.0, 12.0))

    def end_of_link(self, name: str, branch: str) -> QPoint:
        """The arrow of a link."""
        pipe = self.canvas._graph.pipe(self.action(name).id, branch)
        assert pipe is not None
        x, y = pipe.corners[-1]
        return self.at(QPointF(x, y - 8.0))

    # --- acts that take several gestures ---

    def click_card(self, name: str) -> None:
        """Select an action, wherever it is."""
        self.wait_until_still()
        if not self.ground.rect().contains(self.on_card(name)):
            self.look_at_all()
        self.click(self.ground, self.on_card(name))
        self.wait(lambda: self.canvas.selected == (self.action(name).id,))

    def wait_until_still(self) -> None:
        """Wait while a canvas that has just come on screen finds its place."""
        seen: list[QRectF] = []

        def is_still() -> bool:
            seen.append(QRectF(self.canvas._viewer.shown))
            return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

        self.wait(is_still)

    def look_at_all(self) -> None:
        """Fit the whole tree into the view."""
        self.menu(self.window, "View", "Fit all")

    def right_click(self, place: QPoint) -> None:
        """Ask for the menu of a place on the canvas."""
        self.click(self.ground, place, RIGHT)

    def hover_plus(self, name: str, branch: str) -> QPoint:
        """Point at a link, so that its + appears; where that is."""
        pipe = self.canvas._graph.pipe(self.action(name).id, branch)
        assert pipe is not None
        self.hover(self.ground, self.at(pipe.path().pointAtPercent(0.6)))
        return self.at(pipe.plus)

    def choose_type(self, typed: str) -> None:
        """Search in the menu that a + opened, and take the first type."""
        self.popup(AddMenu)
        before = len(self.tree.actions)
        self.write(typed)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: len(self.tree.actions) == before + 1)

    def choose_option(self, typed: str) -> None:
        """Search in the list that is open, and take the first."""
        popup = self.popup(SearchPopup)
        self.write(typed)
        assert popup.options(), f"nothing is offered for {typed}"
        self.press(Qt.Key.Key_Return)
        assert not popup.isVisible()

    def popup(self, kind: type[_W]) -> _W:
        """The pop-up that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), kind))
        found = QApplication.activePopupWidget()
        assert isinstance(found, kind)
        return found

    @property
    def form(self) -> Form:
        """The form in the inspector."""
        panel = self.tab.inspector.panel
        assert panel is not None
        return panel.form

    def editor(self, name: str) -> FieldEditor:
        """The editor of a field of the form."""
        return self.form.editor(name)

    def make_version(self, routing: str, version: str) -> None:
        """Make a routing with a blank version, and open that."""
        self.menu(self.window, "Routing", "New smart routing…")
        new = self.dialog(NewRoutingDialog)
        self.write(routing)
        assert new.ok.isEnabled()
        self.click(new.ok)
        page = self.window.routings_page
        self.wait(lambda: page.routing is not None and page.routing.name == routing)
        self.click(page.routing_page.create_button)
        create = self.dialog(CreateVersionDialog)
        assert create.zero.isChecked()
        self.write(version)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: len(page.routing_page.cards) == 1)
        self.open_version(routing, version)

    def open_version(self, routing: str, version: str) -> None:
        """Find a version on the page of routings, and open it."""
        page = self.window.routings_page
        rows = range(page.model.rowCount())
        (row,) = (row for row in rows if _line(page, row).routing.name == routing)
        self.click(page.list.viewport(), page.list.visualRect(page.model.index(row, 0)).center())
        self.wait(lambda: page.routing is not None and page.routing.name == routing)
        cards = page.routing_page.cards.values()
        (card,) = (card for card in cards if card.version.name == version)
        self.click(card.open)
        self.wait(lambda: self.window.workbench.current is not None)
        assert self.tab.version.name == version

    def reopen(self) -> None:
        """Open the version whose page is in front again, the only one of its routing."""
        (card,) = self.window.routings_page.routing_page.cards.values()
        self.click(card.open)
        self.wait(lambda: self.window.workbench.current is not None)

    def tab_of(self, version: str) -> None:
        """Bring the tab of a version to the front."""
        bar = self.window.workbench.bar
        (index,) = (at for at in range(bar.count()) if bar.tabText(at).endswith(version))
        self.click(bar, bar.tabRect(index).center())
        self.wait(lambda: self.window.workbench.current is not None)

    def choose_in_combo(self, combo: QComboBox, down: int) -> None:
        """Open the list of a combo box and take an entry below the current one."""
        wanted = combo.currentIndex() + down
        self.click(combo)
        self.wait(combo.view().isVisible)
        for _step in range(down):
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: combo.currentIndex() == wanted)

    def choose_file(self, path: Path) -> None:
        """Type the name of a file in the file dialog that is open."""
        dialog = self.dialog(QFileDialog)
        self.write(str(path))
        if QApplication.activePopupWidget() is not None:
            # The names that the dialog offers lie over its buttons.
            self.press(Qt.Key.Key_Escape)
        self.click(dialog.findChild(QDialogButtonBox).buttons()[0])

    def close(self) -> None:
        """Leave, whatever holds back."""
        if self.desktop.refusal is not None:
            self.desktop.refusal.deleteLater()
        if self.desktop.window is not None:
            self.desktop.window._leaving = True
            self.desktop.window.close()
        self.desktop.deleteLater()


def _line(page: RoutingsPage, row: int) -> RoutingLine:
    line = page.model.index(row, 0).data(LINE_ROLE)
    assert isinstance(line, RoutingLine)
    return line
