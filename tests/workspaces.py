"""Short words to make workspaces and fill them, with a catalogue whose configs can refer."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from app.engine.trace import ActionName, Destination, Outcome, Step, Trace
from app.model import edits
from app.model.catalogue import Catalogue, Problem, ResourceUse, RoutingType, Severity
from app.model.config import AnyConfig
from app.model.edits import Edit
from app.model.references import Renamed
from app.model.resources import Resources
from app.model.routing import Routing, Version
from app.model.text import Text, _
from app.model.tree import Action, ActionTree, Position
from app.services import lifecycle
from app.services.identity import new_id
from app.services.workspace import Workspace
from tests.model.fake_catalogue import FakeCatalogue, NodeConfig

BROKEN = "broken"
"""Words of a Node that the catalogue finds an error in."""


class WordedCatalogue(FakeCatalogue):
    """The words of a Node may be `kind:reference`, which refers to a resource."""

    def uses(self, config: AnyConfig) -> tuple[ResourceUse, ...]:
        if isinstance(config, NodeConfig) and ":" in config.words:
            kind, reference = config.words.split(":", 1)
            return (ResourceUse(kind, reference, "words"),)
        return ()

    def with_references(self, config: AnyConfig, renamed: Renamed) -> AnyConfig:
        if isinstance(config, NodeConfig) and ":" in config.words:
            kind, reference = config.words.split(":", 1)
            other = renamed.get((kind, reference.strip().lower()))
            return config if other is None else replace(config, words=f"{kind}:{other}")
        return config

    def problems(self, config: AnyConfig, resources: Resources) -> tuple[Problem, ...]:
        if isinstance(config, NodeConfig) and config.words == BROKEN:
            return (Problem(Severity.ERROR, _("The words are broken.")),)
        return ()


CATALOGUE: Catalogue = WordedCatalogue()


def new_workspace(folder: Path, name: str = "studio.routings") -> Workspace:
    """An empty workspace in a folder."""
    return Workspace.create(folder / name, CATALOGUE)


def new_routing(
    ws: Workspace, reference: str = "sales", kind: RoutingType = RoutingType.START
) -> Routing:
    """A routing named after its reference."""
    return lifecycle.create_routing(ws, name=reference.title(), reference=reference, type=kind)


def new_version(
    ws: Workspace, routing: Routing, name: str = "First", *, words: str = ""
) -> Version:
    """A version in which Start leads to one Node with these words, so that it is not blank."""
    version = lifecycle.create_version(ws, routing.id, name=name)
    change(ws, version.id, append_node(words))
    return ws.version(version.id)


def append_node(words: str = "") -> Edit:
    """Put a Node behind Start, before what follows already."""

    def edit(tree: ActionTree) -> ActionTree:
        added = Action(new_id(), 0, "node", "Node", NodeConfig(words=words))
        return edits.add_after(
            added,
            tree.start.id,
            "ok",
            Position(10, 20),
            catalogue=CATALOGUE,
            replace_link="keep_behind",
        )(tree)

    return edit


def change(ws: Workspace, version: str, *steps: Edit) -> ActionTree:
    """Apply edits to a stored draft, each saved by itself; the tree after them."""
    draft = ws.draft(version)
    tree, revision = draft.load()
    for step in steps:
        after = step(tree)
        revision = draft.save(tree, after, revision)
        tree = after
    return tree


def contents(path: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {found.name: found.read_bytes() for found in path.iterdir() if found.is_file()}


def a_trace(subject: str = "Hello", steps: int = 1) -> Trace:
    """A finished run of a version that stands in no workspace."""
    start = ActionName(id="a", number=1, name="Start", type="start")
    return Trace(
        routing="sales",
        version=1,
        hash="h" * 64,
        resources="",
        email="e" * 64,
        message_id="",
        subject=subject,
        clock="2026-01-05T10:00:00Z",
        seed="",
        mailbox="",
        outcome=Outcome.QUEUED,
        reason=Text("It stands in the queue."),
        destination=Destination("queue", "sales"),
        undelivered=False,
        variables=(),
        steps=tuple(
            Step(number=number + 1, routing="sales", version=1, hash="h", action=start, at="")
            for number in range(steps)
        ),
    )
