"""Export → import into an empty workspace → export: the same bytes, whatever is in there."""

from __future__ import annotations

from dataclasses import replace as evolved
from pathlib import Path
from random import Random

import msgspec
import pytest

from app.engine.registry import CATALOGUE
from app.model.catalogue import Catalogue
from app.model.edits import move
from app.model.package import Package, content_hash, write_package
from app.model.resources import Mailbox, Resource
from app.model.routing import Routing, Version
from app.model.store import resources, routings, trees, versions
from app.model.store.connection import Connection
from app.model.tree import ActionTree, Group, Note, Position, evolve
from app.services import importing
from app.services.exporting import pack_routing, pack_version, pack_workspace
from app.services.package_files import open_package, save_package
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace
from tests.engine.workspace import ROUTINGS
from tests.properties.any_routing import WORKSPACE, Chance
from tests.scaling import scaled

WORKSPACES = 100
BLOCK = 5
NAMES = ("Écoute", "日本語", "Ärger & Söhne", "שלום", "😀 smile", "Plain", "“Quotes”")


def back(ws: Workspace, package: Package, folder: Path, catalogue: Catalogue) -> bytes:
    """Write a package, read it into an empty workspace, and export that as the first was."""
    path = folder / "there.routing"
    save_package(ws, package, path)
    other = Workspace.create(folder / "back.routings", catalogue)
    importing.apply(other, importing.plan(other, open_package(path, catalogue)))
    exported = {
        "workspace": lambda: pack_workspace(other),
        "routing": lambda: pack_routing(other, package.routings[0].routing.id),
        "version": lambda: pack_version(other, package.routings[0].versions[0].id),
    }[package.kind]()
    other.close()
    return write_package(exported, catalogue)


def test_the_sample_workspace_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "sample.routings"
    write_sample(path, CATALOGUE)
    ws = Workspace.open(path, CATALOGUE)
    package = pack_workspace(ws)
    assert back(ws, package, tmp_path, CATALOGUE) == write_package(package, CATALOGUE)
    ws.close()


@pytest.mark.parametrize("reference", ["support", "retention", "after-closing"])
def test_every_routing_and_version_of_the_sample_comes_back_beside_the_others(
    tmp_path: Path, reference: str
) -> None:
    path = tmp_path / "sample.routings"
    write_sample(path, CATALOGUE)
    ws = Workspace.open(path, CATALOGUE)
    routing = ws.routing_by_reference(reference)
    assert routing is not None
    packages = [pack_routing(ws, routing.id)]
    packages += [pack_version(ws, version.id) for version in ws.versions(routing.id)]
    for number, package in enumerate(packages):
        folder = tmp_path / str(number)
        folder.mkdir()
        landed = statuses_that_hold(package, folder)
        assert back(ws, landed, folder, CATALOGUE) == write_package(landed, CATALOGUE)
    ws.close()


def statuses_that_hold(package: Package, folder: Path) -> Package:
    """The package with each version as what it may be where the other routings are missing."""
    empty = Workspace.create(folder / "empty.routings", CATALOGUE)
    (item,) = importing.plan(empty, package).preview.routings
    empty.close()
    (packed,) = package.routings
    landed = tuple(
        evolved(version, status=seen.lands)
        for version, seen in zip(packed.versions, item.versions, strict=True)
    )
    return evolved(package, routings=(evolved(packed, versions=landed),))


# Anything that a workspace may hold


def decorated(chance: Chance, tree: ActionTree) -> ActionTree:
    """The tree with its cards somewhere, notes and groups."""
    dice = chance.random
    places = {
        action.id: Position(dice.uniform(-9e5, 9e5), dice.choice((0.0, -0.5, 1e-9, 12345678.9)))
        for action in tree.actions
        if dice.random() < 0.95
    }
    ids = [action.id for action in tree.actions]
    notes = tuple(
        Note(f"n{n}", dice.choice(NAMES) + "\n\t", dice.uniform(-1, 1), 2.0)
        for n in range(dice.randrange(3))
    )
    groups = tuple(
        Group(f"g{n}", dice.choice(NAMES), "#123456", tuple(dice.sample(ids, dice.randrange(3))))
        for n in range(dice.randrange(3))
    )
    # Rows that share a slot make a branch twice, which no stored tree has.
    links = {(one.source, one.branch): one for one in tree.links}
    ends = {
        (one.source, one.branch): one for one in tree.ends if (one.source, one.branch) not in links
    }
    sound = evolve(tree, links=tuple(links.values()), ends=tuple(ends.values()))
    moved = move(places)(sound)
    drawing = evolved(moved.drawing, notes=notes, groups=groups)
    return evolve(moved, drawing=drawing, next_number=tree.next_number + dice.randrange(5))


def filled(seed: int, folder: Path) -> Workspace:
    """A workspace with any routings, their trees unsound as they may be, and any resources."""
    chance = Chance(Random(f"package {seed}"))
    dice = chance.random
    ws = Workspace.create(folder / "any.routings", CATALOGUE)
    with ws.writing() as connection:
        for entry in WORKSPACE.entries:
            if dice.random() < 0.8:
                named = msgspec.structs.replace(entry, name=dice.choice(NAMES))
                resources.insert_resource(connection, untested(named))
        for number, made in enumerate(ROUTINGS):
            routing = Routing(
                f"r{number}", made.reference, dice.choice(NAMES), made.type, "é\n\0 end"
            )
            routings.insert_routing(connection, routing)
            for _version in range(dice.randrange(4)):
                _write_version(ws, connection, routing, chance)
    ws.change_settings(time_zone=dice.choice(("Asia/Tokyo", "Europe/Paris")), step_limit=77)
    return ws


def untested(resource: Resource) -> Resource:
    """The resource without a version in test, of which there is none here."""
    if isinstance(resource, Mailbox):
        return msgspec.structs.replace(resource, test_version=None, end_test_version=None)
    return resource


def _write_version(ws: Workspace, connection: Connection, routing: Routing, chance: Chance) -> None:
    dice = chance.random
    tree = decorated(chance, chance.program(routing.reference).tree)
    routings.raise_next_number(connection, routing.id, dice.randrange(1, 9))
    number = routings.next_version_number(connection, routing.id)
    made = Version(
        id=f"{routing.id}-v{number}",
        routing=routing.id,
        number=number,
        name=f"{dice.choice(NAMES)} {number}",
        description=dice.choice(NAMES),
        hash=content_hash(tree, routing.type, ws.catalogue),
        actions=len(tree.actions),
    )
    versions.insert_version(connection, made)
    trees.insert_tree(connection, made.id, tree, ws.catalogue)


@pytest.mark.long
@pytest.mark.parametrize("block", range(0, scaled(WORKSPACES), BLOCK))
def test_any_workspace_comes_back(tmp_path: Path, block: int) -> None:
    for seed in range(block, min(block + BLOCK, scaled(WORKSPACES))):
        folder = tmp_path / str(seed)
        folder.mkdir()
        ws = filled(seed, folder)
        package = pack_workspace(ws)
        assert back(ws, package, folder, CATALOGUE) == write_package(package, CATALOGUE), seed
        ws.close()
