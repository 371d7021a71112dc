"""Packages to write and to read, made of trees."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from app.model.catalogue import Catalogue, RoutingType
from app.model.package import (
    Package,
    PackageKind,
    PackedRouting,
    PackedSettings,
    PackedVersion,
    content_hash,
)
from app.model.resources import Mailbox, Queue, Resource, ValueTable
from app.model.routing import Routing, Status
from app.model.tree import ActionTree, Group, Note, Position, evolve
from tests.model.fake_catalogue import CATALOGUE

RESOURCES: tuple[Resource, ...] = (
    Mailbox(name="Büro", reference="con", address="info@example.org", routing="Sales"),
    Queue(name="Élan", reference="a.b", description="日本\n“quoted”"),
    ValueTable(name="Rates", reference="rates", rows=(("a", "1"), ("b", "é"))),
)


def drawn(tree: ActionTree) -> ActionTree:
    """The tree as the store would give it, with a note and a group."""
    positions = {
        key: Position(float(place.x), float(place.y))
        for key, place in tree.drawing.positions.items()
    }
    drawing = replace(
        tree.drawing.moved(positions),
        notes=(Note("n-1", "Ask Zoë\n😀", -10.5, 20.0),),
        groups=(Group("g-1", "Früh", "#aabbcc", tuple(sorted(tree.by_id)[:2])),),
    )
    read = (
        msgspec.structs.replace(
            one, config=CATALOGUE.decode(one.type, CATALOGUE.encode(one.config))
        )
        for one in tree.actions
    )
    return evolve(tree, actions=tuple(read), drawing=drawing)


def packed_version(
    tree: ActionTree,
    number: int = 1,
    *,
    name: str = "First",
    status: Status = Status.DEVELOPMENT,
    catalogue: Catalogue = CATALOGUE,
) -> PackedVersion:
    """A version with this tree, of a routing that starts with an email."""
    digest = content_hash(tree, RoutingType.START, catalogue)
    return PackedVersion(f"v-{number}", number, name, "Why", status, digest, tree)


def package_of(*versions: PackedVersion, kind: PackageKind = PackageKind.WORKSPACE) -> Package:
    """A package with these versions of one routing."""
    routing = Routing("r-1", "Sales", "Sales", description="Où ?")
    whole = kind is PackageKind.WORKSPACE
    return Package(
        kind=kind,
        application="1.0",
        routings=(PackedRouting(routing, len(versions) + 3, versions),),
        resources=RESOURCES,
        settings=PackedSettings("Europe/Paris", 500) if whole else None,
    )
