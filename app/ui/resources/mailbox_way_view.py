"""Beside the form of a mailbox: the way of an email that arrives there, and of one that ends."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.model.catalogue import RoutingType
from app.model.resources import Mailbox, Resource, ResourceKind
from app.model.text import Text, _
from app.services.mailbox_way import Way, way_of
from app.ui.resources.side_view import SideView
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.theme.current import tokens
from app.ui.theme.kinds import kind_icon
from app.ui.theme.states import VersionState
from app.ui.widgets import Card, IconTile, StateChip, heading, label, muted


class MailboxWayView(SideView):
    """Follows the form; nothing is stored and nothing is sent."""

    title = _("The way of an email")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._mailbox = Mailbox()
        self.words: tuple[str, ...] = ()
        """What is shown, from top to bottom."""
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(20, 16, 20, 24)
        self._column.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        session.routings_changed.connect(self._fill)

    def show_resource(self, resource: Resource) -> None:
        assert isinstance(resource, Mailbox)
        self._mailbox = resource
        self._fill()

    # --- private ---

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.words = ()
        resources = self._session.resources()
        self._arrival(way_of(self._mailbox, resources))
        self._column.addSpacing(28)
        self._end(way_of(self._mailbox, resources, RoutingType.END))
        self._column.addStretch(1)

    def _arrival(self, way: Way) -> None:
        self._add(heading(_("The way of an email")))
        self._column.addSpacing(10)
        address = self._mailbox.address.strip() or tr(_("No address yet"))
        self._station(kind_icon(ResourceKind.MAILBOX), address, _("An email arrives"))
        if way.version is not None:
            self._arrow("")
            self._routing(way)
            self._arrow(_("What it does not deliver"))
        else:
            self._arrow(_("Every email"), way.reason)
        queue = way.fallback
        if queue is None:
            self._station("mdi6.alert-outline", tr(_("Nowhere")), _("No fallback queue"), "error")
        else:
            icon = kind_icon(ResourceKind.QUEUE)
            self._station(icon, queue.name or queue.reference, _("Fallback queue"))
        self._odd(way)

    def _end(self, way: Way) -> None:
        self._add(heading(_("When an interaction ends")))
        self._column.addSpacing(10)
        ended = _("An agent answers, closes or transfers it, or the routing itself ends it")
        self._station("mdi6.flag-checkered", tr(_("An interaction ends")), ended)
        self._arrow("", way.reason if self._mailbox.end_routing else None)
        if way.version is not None:
            self._routing(way)
        else:
            self._station("mdi6.circle-off-outline", tr(_("Nothing runs")), "", "muted")
        self._odd(way)

    def _routing(self, way: Way) -> None:
        assert way.routing is not None
        assert way.version is not None
        number = _("Version {number}", number=way.version)
        detail = f"{tr(number)} · {way.version_name}" if way.version_name else tr(number)
        state = VersionState.TESTING if way.in_test else VersionState.PRODUCTION
        self._station(kind_icon(ResourceKind.ROUTING), way.routing.name, detail, state=state)

    def _odd(self, way: Way) -> None:
        for oddity in way.oddities:
            self._column.addSpacing(10)
            self._add(label(oddity, size="small", tone="warning"))
            self._say(tr(oddity))

    def _station(
        self,
        icon: str,
        name: str,
        detail: Text | str,
        tone: str = "accent",
        state: VersionState | None = None,
    ) -> None:
        card = Card(margin=10)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconTile(icon, tone))
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(label(name))
        if detail:
            named.addWidget(muted(detail))
        row.addLayout(named, 1)
        if state is not None:
            row.addWidget(StateChip(state), 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        self._add(card)
        words = tr(detail) if isinstance(detail, Text) else detail
        self._say(f"{name}: {words}" if words else name)

    def _arrow(self, words: Text | str, reason: Text | None = None) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(21, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(_Arrow())
        said = QVBoxLayout()
        said.setContentsMargins(0, 8, 0, 8)
        said.setSpacing(0)
        if words:
            said.addWidget(muted(words))
        if reason is not None:
            said.addWidget(label(reason, size="small", tone="warning"))
            self._say(tr(reason))
        row.addLayout(said, 1)
        self._add(line)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _say(self, words: str) -> None:
        self.words = (*self.words, words)

    def sizeHint(self) -> QSize:
        return QSize(360, 600)


class _Arrow(QWidget):
    """A line down, with a head."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(14)
        self.setMinimumHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        ink = QColor(str(tokens().outline))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, foot = self.width() / 2, self.height() - 2.0
        painter.setPen(QPen(ink, 1.6))
        painter.drawLine(QPointF(middle, 2), QPointF(middle, foot - 5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        tip = [QPointF(middle - 4, foot - 6), QPointF(middle + 4, foot - 6), QPointF(middle, foot)]
        painter.drawPolygon(QPolygonF(tip))
