"""The problems of an open version, looked for again after every change."""

from __future__ import annotations

import time
from collections import Counter
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.graph.document import Document
from app.model.catalogue import Catalogue, Problem, Severity
from app.model.resources import Resources
from app.model.routing import Routing
from app.model.tree import ActionTree
from app.services.checking import tree_problems
from app.ui.jobs import Ticket
from app.ui.session import Session

_AT_ONCE_SECONDS = 0.03
"""A check that took longer runs beside the window the next time."""


class ProblemCheck(QObject):
    """Keeps `problems` true; `changed` when they may have changed."""

    changed = Signal()

    def __init__(
        self, session: Session, document: Document, routing: Routing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.problems: tuple[Problem, ...] = ()
        self._session = session
        self._document = document
        self._routing = routing
        self._took = 0.0
        self._asked = 0
        self._soon = QTimer(self)
        self._soon.setObjectName("checks the version")
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.check)
        document.changed.connect(self._soon.start)
        session.resources_changed.connect(self._soon.start)
        session.routings_changed.connect(self._soon.start)

    @property
    def counts(self) -> tuple[int, int]:
        """How many errors and warnings there are."""
        errors = sum(1 for one in self.problems if one.severity is Severity.ERROR)
        return errors, len(self.problems) - errors

    @property
    def by_action(self) -> dict[str, tuple[int, int]]:
        """Errors and warnings of each action that has any."""
        counted = Counter((one.action, one.severity) for one in self.problems if one.action)
        return {
            action: (counted[action, Severity.ERROR], counted[action, Severity.WARNING])
            for action, _severity in counted
        }

    def check(self) -> None:
        """Look now; a large tree is looked at beside the window."""
        self._asked += 1
        self._soon.stop()
        resources, tree = self._session.resources(), self._document.tree
        if self._took <= _AT_ONCE_SECONDS:
            self._take(
                self._asked, *_timed(tree, self._routing, resources, self._session.catalogue)
            )
            return
        asked = self._asked
        work = partial(_beside, tree, self._routing, resources, self._session.catalogue)
        self._session.jobs.start(
            work, lambda answer: self._take(asked, *answer), lambda _error: None, owner=self
        )

    def _take(self, asked: int, problems: tuple[Problem, ...], took: float) -> None:
        self._took = took
        if asked == self._asked and problems != self.problems:
            self.problems = problems
            self.changed.emit()


def _timed(
    tree: ActionTree, routing: Routing, resources: Resources, catalogue: Catalogue
) -> tuple[tuple[Problem, ...], float]:
    started = time.perf_counter()
    found = tree_problems(tree, routing, resources, catalogue)
    return found, time.perf_counter() - started


def _beside(
    tree: ActionTree,
    routing: Routing,
    resources: Resources,
    catalogue: Catalogue,
    ticket: Ticket,
) -> tuple[tuple[Problem, ...], float]:
    ticket.check()
    return _timed(tree, routing, resources, catalogue)
