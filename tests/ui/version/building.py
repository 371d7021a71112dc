"""A small workspace to design and replay in: two queues, one routing, three emails."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.engine.actions.detect_keywords import DetectKeywords, GroupRow
from app.engine.actions.to_queue import ToQueue
from app.engine.registry import CATALOGUE
from app.model import edits
from app.model.catalogue import RoutingType
from app.model.config import Config, Reference
from app.model.edits import Edit
from app.model.resources import Checkpoint, Queue, Variable
from app.model.routing import Version
from app.model.tree import Action, ActionTree, Position
from app.services import lifecycle, samples
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.session import Session
from app.ui.theme import Theme

EMAILS = (
    ("Ada Martin <ada@example.org>", "Refund please", "I want a refund for my order."),
    ("Bob Stone <bob@example.org>", "Opening hours", "When are you open?"),
    ("Cleo Park <cleo@example.org>", "My invoice", "A refund is due, I think."),
)


def action(id_: str, type_: str, name: str, config: Config) -> Action:
    """An action with a name for an id."""
    return Action(id_, 0, type_, name, config)


def after(added: Action, source: str, branch: str, x: float, y: float) -> Edit:
    """Put an action behind a branch."""
    return edits.add_after(added, source, branch, Position(x, y), catalogue=CATALOGUE)


def queue_to(reference: str) -> ToQueue:
    """The config that places an email in a queue."""
    return ToQueue(queue=Reference(reference))


def new_workspace(folder: Path) -> Workspace:
    """The workspace with its resources and emails."""
    workspace = Workspace.create(folder / "office.routings", CATALOGUE)
    for resource in (
        Queue(reference="billing", name="Billing team"),
        Queue(reference="general", name="General support"),
        Checkpoint(reference="received", name="Received"),
        Variable(reference="amount", name="Amount"),
    ):
        save_resource(workspace, resource)
    inbox = samples.create_set(workspace, "Inbox")
    for sender, subject, text in EMAILS:
        samples.add_typed(workspace, inbox.id, sender, subject, text)
    return workspace


def new_version(workspace: Workspace, name: str = "First") -> Version:
    """Start, a test for the word refund, and a queue on either side."""
    routing = lifecycle.create_routing(
        workspace, name="Support", reference="support", type=RoutingType.START
    )
    made = lifecycle.create_version(workspace, routing.id, name=name)
    draft = workspace.draft(made.id)
    tree, revision = draft.load()
    words = DetectKeywords(groups=(GroupRow(slot=1, caption="Refund", keywords=("refund",)),))
    steps = (
        after(action("words", "detect_keywords", "Money?", words), tree.start.id, "ok", 0, 160),
        after(
            action("bill", "to_queue", "To billing", queue_to("billing")),
            "words",
            "link_1",
            -200,
            340,
        ),
        after(
            action("rest", "to_queue", "To general", queue_to("general")),
            "words",
            "by_default",
            200,
            340,
        ),
    )
    for step in steps:
        changed = step(tree)
        revision = draft.save(tree, changed, revision)
        tree = changed
    return workspace.version(made.id)


def stored_tree(workspace: Workspace, version: str) -> ActionTree:
    """What is on disk, read through another connection."""
    other = Workspace.open(workspace.path, CATALOGUE)
    try:
        return other.tree(version)
    finally:
        other.close()


def new_session(workspace: Workspace) -> Session:
    """A session in the light theme."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme(app, "light")
    session = Session(workspace, theme)
    theme.setParent(session)
    return session


def email_ids(workspace: Workspace) -> list[str]:
    """The emails of the first set, in its order."""
    (inbox, *_rest) = samples.sample_sets(workspace)
    return [one.id for one in samples.emails(workspace, inbox.id, 0, 100)]
