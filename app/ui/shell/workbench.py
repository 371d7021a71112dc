"""The middle of the window: a tab for the page of the rail, and one for each open version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.model.errors import UserError
from app.model.routing import Version
from app.model.text import _
from app.ui.session import Session
from app.ui.shell.rail import place_of
from app.ui.shell.version_tab import OpenVersion, TabMaker, as_open_version
from app.ui.theme import icon, state_visual, states_of, tr

PageMaker = Callable[[], QWidget]


@dataclass
class _Opened:
    """A version in the tab bar; its widget is made when it first comes to the front."""

    version: str
    widget: QWidget | None = None


class Workbench(QWidget):
    """`shown` when something else is in front; `touched` when the open version says something."""

    shown = Signal()
    touched = Signal()
    close_requested = Signal(str)
    made = Signal(object)
    """Carries the widget of a version, which implements `OpenVersion`."""

    def __init__(
        self,
        session: Session,
        pages: dict[str, PageMaker],
        make_tab: TabMaker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._makers = pages
        self._make_tab = make_tab
        self._pages: dict[str, QWidget] = {}
        self._opened: list[_Opened] = []
        self.page_key = ""
        self.bar = _Bar()
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(lambda _index: self._show_current())
        self.bar.tabCloseRequested.connect(self._ask_to_close)
        self.bar.tabMoved.connect(self._move)
        self.bar.setVisible(False)

    # --- pages ---

    def show_page(self, key: str) -> None:
        """Bring a page of the rail to the front."""
        place = place_of(key)
        self.page_key = key
        if not self.bar.count():
            self.bar.addTab("")
            self.bar.tabButton(0, QTabBar.ButtonPosition.RightSide)
            self.bar.fix_first()
        self.bar.setTabText(0, tr(place.words))
        self.bar.setTabIcon(0, icon(place.icon))
        if self.bar.currentIndex() == 0:
            self._show_current()
        else:
            self.bar.setCurrentIndex(0)

    def page(self, key: str) -> QWidget:
        """A page, made when it is first asked for."""
        if key not in self._pages:
            made = self._makers[key]()
            self._pages[key] = made
            self.stack.addWidget(made)
        return self._pages[key]

    @property
    def made_pages(self) -> tuple[QWidget, ...]:
        """The pages that were looked at."""
        return tuple(self._pages.values())

    # --- versions ---

    @property
    def version_ids(self) -> tuple[str, ...]:
        """The open versions, from left to right."""
        return tuple(one.version for one in self._opened)

    @property
    def current_id(self) -> str:
        """The version in front, or an empty text while a page is."""
        index = self.bar.currentIndex() - 1
        return self._opened[index].version if 0 <= index < len(self._opened) else ""

    @property
    def current(self) -> OpenVersion | None:
        """The open version in front."""
        return self.opened(self.current_id)

    def opened(self, version_id: str) -> OpenVersion | None:
        """The widget of an open version, if it has come to the front yet."""
        found = self._find(version_id)
        return as_open_version(found.widget) if found is not None and found.widget else None

    @property
    def all_made(self) -> tuple[OpenVersion, ...]:
        """Every open version that has come to the front yet."""
        return tuple(as_open_version(one.widget) for one in self._opened if one.widget)

    def open_version(self, version: Version, *, front: bool = True) -> None:
        """Open a version in a tab of its own, or bring its tab to the front."""
        if self._find(version.id) is None:
            self._opened.append(_Opened(version.id))
            self.bar.addTab("")
        self.name_tab(version)
        if front:
            self.bar.setCurrentIndex(self.version_ids.index(version.id) + 1)
        self.bar.setVisible(True)

    def name_tab(self, version: Version, *, unsaved: bool = False) -> None:
        """Write the name and state of a version on its tab."""
        index = self.version_ids.index(version.id) + 1
        visual = state_visual(states_of(version)[0])
        mark = "● " if unsaved else ""
        self.bar.setTabText(index, f"{mark}{version.number} · {version.name}".replace("&", "&&"))
        self.bar.setTabIcon(index, icon(visual.icon, visual.token))
        try:
            routing = self._session.workspace.routing(version.routing)
        except UserError:  # deleted elsewhere a moment ago; what is unsaved here keeps the tab
            return
        self.bar.setTabToolTip(
            index,
            tr(
                _(
                    "{routing}, version {number} “{name}”: {state}",
                    routing=routing.name,
                    number=version.number,
                    name=version.name,
                    state=visual.word,
                )
            ),
        )

    def close_version(self, version_id: str) -> None:
        """Take a tab away, without asking."""
        found = self._find(version_id)
        if found is None:
            return
        index = self._opened.index(found)
        self._opened.remove(found)
        self.bar.removeTab(index + 1)
        if found.widget is not None:
            self.stack.removeWidget(found.widget)
            found.widget.close()
            found.widget.deleteLater()
        self.bar.setVisible(bool(self._opened))

    def step(self, by: int) -> None:
        """Bring the next tab to the front, or the one before."""
        count = self.bar.count()
        if count:
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % count)

    # --- private ---

    def _find(self, version_id: str) -> _Opened | None:
        return next((one for one in self._opened if one.version == version_id), None)

    def _ask_to_close(self, index: int) -> None:
        if index > 0:
            self.close_requested.emit(self._opened[index - 1].version)

    def _move(self, source: int, target: int) -> None:
        if 0 in (source, target):
            # The page stays first: the move is taken back.
            self.bar.blockSignals(True)
            self.bar.moveTab(target, source)
            self.bar.blockSignals(False)
            return
        self._opened.insert(target - 1, self._opened.pop(source - 1))

    def _show_current(self) -> None:
        version_id = self.current_id
        found = self._find(version_id)
        if found is None:
            if self.page_key:
                self.stack.setCurrentWidget(self.page(self.page_key))
            self.shown.emit()
            return
        if found.widget is None and not self._make(found):
            return
        assert found.widget is not None
        self.stack.setCurrentWidget(found.widget)
        self.shown.emit()

    def _make(self, opened: _Opened) -> bool:
        try:
            widget = self._make_tab(self._session, opened.version)
        except UserError as error:
            self._session.report(error.text, "error")
            self.close_version(opened.version)
            return False
        opened.widget = widget
        self.stack.addWidget(widget)
        tab = as_open_version(widget)
        for signal in (tab.title_changed, tab.status_changed, tab.saving_state_changed):
            signal.connect(self._touch)
        self.made.emit(widget)
        return True

    def _touch(self, *_words: object) -> None:
        self.touched.emit()


class _Bar(QTabBar):
    """Tabs that can be moved and closed; a middle click closes, the first one stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabsClosable(True)
        self.setMovable(True)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(16, 16))
        self.setDocumentMode(True)
        self.setAccessibleName(tr(_("Open versions")))

    def fix_first(self) -> None:
        """The first tab has no cross."""
        for side in (QTabBar.ButtonPosition.RightSide, QTabBar.ButtonPosition.LeftSide):
            cross = self.tabButton(0, side)
            if cross is not None:
                cross.hide()
                self.setTabButton(0, side, None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self.tabCloseRequested.emit(self.tabAt(event.position().toPoint()))
            return
        super().mouseReleaseEvent(event)
