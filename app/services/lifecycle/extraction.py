"""Actions of a version that become a smart routing of their own."""

from __future__ import annotations

from collections.abc import Collection

from app.engine.actions.to_routing import ToRouting
from app.model import edits
from app.model import lifecycle as rules
from app.model.config import Reference
from app.model.errors import StaleRevision
from app.model.names import LONGEST_NAME
from app.model.permissions import Permission
from app.model.routing import Routing, Version
from app.model.text import _
from app.model.tree import START, Action, ActionId, ActionTree, blank_tree
from app.services.identity import new_id
from app.services.lifecycle.log import tell
from app.services.lifecycle.routings import insert_routing
from app.services.lifecycle.versions import insert_tree
from app.services.workspace import Workspace, routing_in, version_in


def jump_to(name: str, reference: str) -> Action:
    """An action that goes on in a smart routing, called like it."""
    config = ToRouting(routing=Reference(reference))
    return Action(new_id(), 0, "to_routing", name.strip()[:LONGEST_NAME], config)


def extract_routing(
    ws: Workspace,
    version_id: str,
    revision: int,
    tree: ActionTree,
    ids: Collection[ActionId],
    *,
    name: str,
    reference: str,
    description: str = "",
) -> tuple[Routing, Version]:
    """A new smart routing whose first version, in development, holds some actions of a version.

    That version itself stays as it is: putting the jump in their place is an edit of its document,
    which comes after this. So nothing is lost in between, and Undo brings the actions back, while
    the new routing stays.

    Raises:
        Refused: name or reference cannot be used, the actions cannot stand alone, or the version
            cannot be changed.
        StaleRevision: somebody else changed the version since `revision`.
    """
    ws.require(Permission.CREATE, Permission.EDIT)
    with ws.writing() as connection:
        source = version_in(connection, version_id)
        rules.check_editable(source)
        if source.revision != revision:
            raise StaleRevision(
                _(
                    "{person} changed version {version} in the meantime. Try again.",
                    person=source.changed_by,
                    version=source.name,
                )
            )
        origin = routing_in(connection, source.routing)
        made = insert_routing(connection, name, reference, origin.type, description)
        tell(ws, connection, made.id, "created")
        label = str(ws.catalogue.card(START).label)
        blank = blank_tree(new_id(), label, ws.catalogue.new_config(START))
        whole = edits.extracted(tree, ids, blank, ws.catalogue)
        first = insert_tree(ws, connection, made, source.name, "", whole)
    return made, first
