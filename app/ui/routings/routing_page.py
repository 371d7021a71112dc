"""The page of one smart routing: header, versions by status, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.model.lifecycle import Command
from app.model.permissions import Permission
from app.model.routing import LogEntry, Routing, Status, Version
from app.model.text import Text, _
from app.ui.jobs import Job
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.history import HistoryList
from app.ui.routings.notices import Notice, forbid
from app.ui.routings.overview import CardFacts, Circumstances, RoutingLine, reading_facts
from app.ui.routings.routing_header import RoutingHeader
from app.ui.routings.version_card import VersionCard
from app.ui.routings.wording import scheduled_moment
from app.ui.session import Session
from app.ui.widgets import Card, EmptyState, button, heading, label

NO_VERSION = _(
    "Create a version of this smart routing to manage your incoming interactions. You can then"
    " place it in production."
)
_WIDEST = 1040
_SECTIONS: tuple[tuple[Status, Text, Text], ...] = (
    (
        Status.PRODUCTION,
        _("In production"),
        _("No version is in production. Put one there when it is ready."),
    ),
    (
        Status.DEVELOPMENT,
        _("In development"),
        _("No version is in development. Create one to make changes."),
    ),
    (
        Status.BACKUP,
        _("In backup"),
        _("Versions that leave production are kept here; they can go back at any time."),
    ),
)


class RoutingPage(QScrollArea):
    """Shows one routing; it is built anew when something of it changed."""

    def __init__(
        self, session: Session, commands: RoutingCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self._line: RoutingLine | None = None
        self._log: tuple[LogEntry, ...] = ()
        self._around = Circumstances()
        self._facts: dict[str, CardFacts] = {}
        self._reading: Job | None = None
        self.cards: dict[str, VersionCard] = {}
        self.history: HistoryList
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def routing(self) -> Routing | None:
        """The routing on show."""
        return None if self._line is None else self._line.routing

    def show_routing(
        self, line: RoutingLine, log: tuple[LogEntry, ...], around: Circumstances
    ) -> None:
        """Show a routing with its versions; the same one keeps its place and focus."""
        same = self._line is not None and self._line.routing.id == line.routing.id
        if not same:
            self._facts.clear()
        around = around.of_routing(line.routing)
        if (self._line, self._log, self._around) != (line, log, around):
            place = self.verticalScrollBar().value() if same else 0
            focused = self._focused_card() if same else ""
            self._line, self._log, self._around = line, log, around
            self._build(line, log)
            self.verticalScrollBar().setValue(place)
            if focused in self.cards:
                self.cards[focused].setFocus()
        self._read_facts(line.versions)

    def show_version(self, version_id: str) -> None:
        """Bring the card of a version into view, with the keyboard on it."""
        card = self.cards.get(version_id)
        if card is not None:
            self.ensureWidgetVisible(card)
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- trees and problems ---

    def _read_facts(self, versions: tuple[Version, ...]) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        for facts in self._facts.values():
            self._show_facts(facts)
        if versions and self._around.forbids(Command.VIEW) is None:
            workspace = self._session.workspace
            self._reading = self._session.jobs.start(
                reading_facts(workspace.file, self._session.catalogue, versions),
                self._facts_read,
                on_progress=self._take_facts,
                owner=self,
            )

    def _facts_read(self, _nothing: object) -> None:
        self._reading = None

    def _take_facts(self, facts: CardFacts) -> None:
        self._facts[facts.version] = facts
        self._show_facts(facts)

    def _show_facts(self, facts: CardFacts) -> None:
        card = self.cards.get(facts.version)
        if card is not None:
            card.show_facts(facts)

    # --- building ---

    def _focused_card(self) -> str:
        focused = QApplication.focusWidget()
        cards = (id_ for id_, card in self.cards.items() if focused in (card, card.open, card.more))
        return next(cards, "")

    def _build(self, line: RoutingLine, log: tuple[LogEntry, ...]) -> None:
        self.cards = {}
        page = QWidget()
        page.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 32)
        column.setSpacing(0)
        self.header = RoutingHeader(line.routing, self._commands, self._around)
        column.addWidget(self.header)
        column.addSpacing(24)
        if line.versions:
            for status, words, hint in _SECTIONS:
                self._section(column, line, status, words, hint)
        else:
            column.addWidget(self._no_version(line.routing))
            column.addSpacing(24)
        column.addWidget(heading(_("History")))
        column.addSpacing(8)
        self.history = HistoryList()
        self.history.show_log(log, anew=True)
        frame = Card(margin=16)
        frame.body.addWidget(self.history)
        column.addWidget(frame)
        column.addStretch(1)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(page, 1)
        row.addStretch(0)
        # Something on the page before may be in the middle of its click.
        before = self.takeWidget()
        self.setWidget(ground)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _section(
        self, column: QVBoxLayout, line: RoutingLine, status: Status, words: Text, hint: Text
    ) -> None:
        versions = line.in_status(status)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(heading(words))
        if len(versions) > 1:
            row.addWidget(label(str(len(versions)), tone="muted", wrap=False))
        row.addStretch(1)
        if status is Status.DEVELOPMENT:
            id_ = line.routing.id
            self.create_button = button(
                _("Create a version"),
                variant="primary",
                icon="mdi6.plus",
                clicked=lambda: self._commands.create_version(id_),
            )
            forbid(self.create_button, self._around.rights.refusal(Permission.CREATE))
            row.addWidget(self.create_button)
        column.addLayout(row)
        column.addSpacing(8)
        if status is Status.PRODUCTION:
            for planned in self._planned(line):
                column.addWidget(planned)
                column.addSpacing(8)
        for version in versions:
            card = VersionCard(
                version,
                self._commands,
                self._session.catalogue,
                self._around,
                self._around.testing(line.routing, version),
            )
            self.cards[version.id] = card
            column.addWidget(card)
            column.addSpacing(8)
        if not versions:
            column.addWidget(_hint(hint))
            column.addSpacing(8)
        column.addSpacing(16)

    def _no_version(self, routing: Routing) -> QWidget:
        frame = Card()
        frame.setMinimumHeight(220)
        empty = EmptyState("mdi6.sitemap-outline", NO_VERSION, action=_("Create a version"))
        empty.activated.connect(lambda: self._commands.create_version(routing.id))
        self.create_button = empty.button
        forbid(empty.button, self._around.rights.refusal(Permission.CREATE))
        frame.body.addWidget(empty)
        return frame

    def _planned(self, line: RoutingLine) -> Iterator[QWidget]:
        """The banners of productions that are planned, soonest first."""
        planned = (one for one in line.versions if one.schedule is not None)
        for version in sorted(planned, key=_moment):
            assert version.schedule is not None
            words = _(
                "Automatic production of version “{version}” on {when}",
                version=version.name,
                when=scheduled_moment(version.schedule),
            )
            banner = Notice("mdi6.clock-outline", "scheduled", words)
            show = button(
                _("Show the version"),
                variant="link",
                clicked=partial(self.show_version, version.id),
            )
            banner.add_button(show)
            yield banner


def _moment(version: Version) -> dt.datetime:
    assert version.schedule is not None
    return version.schedule.at


def _hint(words: Text) -> QWidget:
    frame = Card(margin=12, kind="well")
    frame.body.addWidget(label(words, tone="muted"))
    return frame
