"""The toolbar of a version: history, layout, zoom, panels, state, production."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.model.lifecycle import Command
from app.model.text import Text, _
from app.ui.routings.notices import permit
from app.ui.routings.wording import problems_in_words
from app.ui.theme import icon, state_visual, states_of, tokens, tr
from app.ui.version.life import TabLife
from app.ui.widgets import Chip, button, tool_button

_SIDE = 18
_SPARE = 80
"""Room for the longest words about problems, which are not known when the bar is made."""


class VersionToolbar(QFrame):
    """Buttons of the tab's commands; what they do is decided elsewhere."""

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._actions = actions
        self.palette_button = _toggle("mdi6.dock-left", _("Palette"))
        self.inspector_button = _toggle("mdi6.dock-right", _("Inspector"))
        self.zoom = button("100 %", variant="quiet")
        self.zoom.setFixedWidth(64)
        self.zoom.clicked.connect(lambda _checked=False: actions["zoom_100"].trigger())
        self.zoom.setToolTip(tr(_("Zoom to 100 %")) + " (0)")
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.state = Chip("")
        self.problems = button("", variant="quiet")
        self.problems.clicked.connect(lambda _checked=False: actions["problems"].trigger())
        self.test = self._button("test")
        self.untest = self._button("untest")
        self.promote = self._button("promote")
        self.export = self._button("export_version")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(2)
        row.addWidget(self.palette_button)
        row.addWidget(_Line())
        row.addWidget(self._tool("undo"))
        row.addWidget(self._tool("redo"))
        row.addWidget(_Line())
        row.addWidget(self._tool("tidy_up"))
        row.addWidget(self._tool("fit_all"))
        row.addWidget(_Line())
        row.addWidget(self._tool("zoom_out"))
        row.addWidget(self.zoom)
        row.addWidget(self._tool("zoom_in"))
        row.addStretch(1)
        row.addWidget(self.problems)
        row.addSpacing(8)
        row.addWidget(self.state)
        row.addSpacing(8)
        for one in self._life:
            row.addWidget(one)
            row.addSpacing(2)
        row.addWidget(_Line())
        row.addWidget(self.inspector_button)
        self._short = False
        # One of the buttons for the test is hidden at a time.
        self._needed = row.sizeHint().width() - self.untest.sizeHint().width() + _SPARE

    def show_version(self, life: TabLife) -> None:
        """Show the state of a version, and the commands of its life that the state allows."""
        visual = state_visual(states_of(life.version)[-1])
        self.state.set_chip(tr(visual.word), visual.icon, visual.token)
        for one, command in (
            (self.test, Command.TEST),
            (self.untest, Command.UNTEST),
            (self.promote, Command.PROMOTE),
        ):
            one.setVisible(life.allows(command))
            permit(one, life.forbids(command))
        permit(self.export, life.forbids(Command.VIEW))
        self._tell_tips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the commands of the version's life are icons alone."""
        super().resizeEvent(event)
        self._shorten(event.size().width() < self._needed)

    def show_zoom(self, zoom: float) -> None:
        """Show the scale."""
        self.zoom.setText(f"{zoom:.0%}".replace("%", " %"))

    def show_problems(self, errors: int, warnings: int) -> None:
        """Show how many problems there are."""
        if errors:
            picture, colour = "mdi6.alert-circle-outline", "error"
        elif warnings:
            picture, colour = "mdi6.alert-outline", "warning"
        else:
            picture, colour = "mdi6.check-circle-outline", "success"
        self.problems.setIcon(icon(picture, colour))
        self.problems.setText(tr(problems_in_words(errors, warnings)))

    @property
    def _life(self) -> tuple[QPushButton, ...]:
        return (self.test, self.untest, self.promote, self.export)

    def _shorten(self, short: bool) -> None:
        if short == self._short:
            return
        self._short = short
        for one in self._life:
            one.setText("" if short else one.accessibleName())
        self._tell_tips()

    def _tell_tips(self) -> None:
        """What has lost its words says them in its tip; why it cannot be used stays there."""
        for one in self._life:
            if one.isEnabled():
                one.setToolTip(one.accessibleName() if self._short else "")

    def _button(self, name: str) -> QPushButton:
        action = self._actions[name]
        made = button(action.text(), clicked=action.trigger)
        made.setIcon(action.icon())
        made.setIconSize(QSize(16, 16))
        made.setAccessibleName(action.text())
        return made

    def _tool(self, name: str) -> QToolButton:
        action = self._actions[name]
        made = QToolButton()
        made.setDefaultAction(action)
        made.setIconSize(QSize(_SIDE, _SIDE))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)

        def tip() -> None:
            words = action.text().replace("&", "")
            key = action.shortcut().toString()
            made.setToolTip(f"{words} ({key})" if key else words)

        action.changed.connect(tip)
        tip()
        return made


def _toggle(picture: str, words: Text) -> QToolButton:
    made = tool_button(picture, _("Show or hide: {panel}", panel=words), side=_SIDE)
    made.setCheckable(True)
    made.setChecked(True)
    return made


class _Line(QWidget):
    """A hairline between groups of buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(9, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QPainter(self).fillRect(4, 0, 1, self.height(), QColor(tokens().line))
