"""Tasks that a replay creates: kept to look at, and nobody is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engine.requests import CreateTask, TaskResult

if TYPE_CHECKING:
    import datetime as dt

    from app.world.sandbox.part import Answers, Numbers


@dataclass(frozen=True)
class Created:
    """A task with its id, and the moment on the run's clock when it was created."""

    id: str
    task: CreateTask
    at: dt.datetime


class Tasks:
    """Keeps tasks in the order they were created."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self.created: list[Created] = []

    def answers(self) -> Answers:
        """Tasks to create."""
        return {CreateTask: self._create}

    def _create(self, request: CreateTask, now: dt.datetime) -> TaskResult:
        id_ = f"T-{self._numbers.next('task')}"
        self.created.append(Created(id_, request, now))
        return TaskResult(id=id_)
