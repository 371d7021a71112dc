"""The request to create a task for somebody."""

from __future__ import annotations

from app.engine.requests.base import Called, Request, Result
from app.model.text import Text, _


class TaskResult(Result, frozen=True):
    """The task that was created, by the id that the world gave it."""

    id: str = ""

    def done(self) -> Text:
        """The answer in words."""
        return _("Task {id}", id=self.id)


class CreateTask(Request[TaskResult], frozen=True):
    """Create a task for a user, a queue or nobody in particular.

    `user`, `queue`, `case` (a number) and `card` (an id, with its CRM and object) are empty where
    there is none; `due` is ISO 8601 or empty; `priority` is `low`, `normal` or `high`.
    """

    title: str
    description: str = ""
    user: str = ""
    queue: str = ""
    due: str = ""
    priority: str = "normal"
    case: str = ""
    card: str = ""
    card_crm: str = ""
    card_object: str = ""

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("Create the task {title}", title=self.title)
