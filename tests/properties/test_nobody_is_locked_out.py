"""Whatever people do with users and roles, somebody can always manage them, and nothing slips."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest

from app.engine.registry import CATALOGUE
from app.model.errors import UserError
from app.model.permissions import Permission, is_governed
from app.model.resources import Resource, ResourceKind, Resources, Role, User
from app.model.standing import standing_of
from app.services import resource_import
from app.services.governing import begin_permissions, end_permissions
from app.services.resource_files import delete_resource, restore_resource, save_resource
from app.services.resource_rows import FoundResource, ReadResources
from app.services.workspace import Workspace
from tests.scaling import scaled

STORIES = 120
STEPS = 40
BLOCK = 10
LOGINS = ("ann", "bob", "Eve", "dan")


class Story:
    """One workspace, and people who change users and roles at random."""

    def __init__(self, path: Path, dice: Random) -> None:
        self.ws = Workspace.create(path, CATALOGUE)
        self.dice = dice
        self.gone: list[Resource] = []
        self.done = {"refused": 0, "done": 0, "ended": 0}

    def step(self) -> None:
        """Somebody tries something; what must hold, holds."""
        self.ws.user = self.dice.choice(LOGINS)
        before = self.ws.resources()
        could = self.ws.rights().allows(Permission.ADMINISTER)
        act = self.dice.choice(
            (self.save_user,) * 5
            + (self.save_role,) * 3
            + (self.delete, self.delete, self.restore, self.begin, self.import_users, self.end)
        )
        try:
            act()
        except UserError:
            self.done["refused"] += 1
            assert self.ws.resources().entries == before.entries
        else:
            self.done["done"] += 1
        after = self.ws.resources()
        if not could:
            assert after.entries == before.entries
        self.check(before, after, ended=act == self.end)

    def check(self, before: Resources, after: Resources, *, ended: bool) -> None:
        """Permissions end by name alone, and as long as they hold somebody can change them."""
        if is_governed(before) and not is_governed(after):
            assert ended
            self.done["ended"] += 1
        if is_governed(after):
            keepers = standing_of(self.ws.user, after).keepers
            assert keepers
            for keeper in keepers:
                assert standing_of(keeper.login, after).rights.allows(Permission.ADMINISTER)

    # --- what people do ---

    def save_user(self) -> None:
        reference = self.dice.choice(("u1", "u2", "u3", "u4"))
        user = self.any_user(reference)
        known = self.ws.resource(ResourceKind.USER, reference) is not None
        save_resource(self.ws, user, replaces=reference if known else None)

    def save_role(self) -> None:
        reference = self.dice.choice(("r1", "r2", "r3"))
        role = Role(
            name=reference,
            reference=reference,
            permissions=tuple(one for one in Permission if self.dice.random() < 0.5),
            separate_promotion=self.dice.random() < 0.5,
        )
        known = self.ws.resource(ResourceKind.ROLE, reference) is not None
        save_resource(self.ws, role, replaces=reference if known else None)

    def delete(self) -> None:
        kind = self.dice.choice((ResourceKind.USER, ResourceKind.ROLE))
        found = [one for one in self.ws.resources().entries if one.kind is kind]
        if found:
            chosen = self.dice.choice(found)
            delete_resource(self.ws, kind, chosen.reference)
            self.gone.append(chosen)

    def restore(self) -> None:
        if self.gone:
            restore_resource(self.ws, self.dice.choice(self.gone))

    def begin(self) -> None:
        begin_permissions(self.ws, self.any_user(self.dice.choice(("u1", "u5"))))

    def end(self) -> None:
        end_permissions(self.ws)

    def import_users(self) -> None:
        users = [self.any_user(reference) for reference in ("u1", "u2")]
        # A login belongs to a machine, and never stands in a file.
        found = tuple(
            FoundResource(line, {**msgspec.to_builtins(user), "login": ""})
            for line, user in enumerate(users, 1)
        )
        planned = resource_import.plan(self.ws, ReadResources(ResourceKind.USER, found))
        keys = [one.key for one in planned.items]
        resource_import.apply(self.ws, planned, overwrite=keys, leave_out=True)
        if self.dice.random() < 0.5:
            resource_import.take_back(self.ws, planned, keys)

    def any_user(self, reference: str) -> User:
        roles = tuple(
            one for one in ("r1", "r2", "r3", "administrator") if self.dice.random() < 0.4
        )
        return User(
            name=reference,
            reference=reference,
            email=f"{reference}@example.org",
            login=self.dice.choice(("", *LOGINS)),
            roles=roles,
            active=self.dice.random() < 0.8,
        )


@pytest.mark.parametrize("block", range(STORIES // BLOCK))
def test_somebody_can_always_manage_users_and_roles(tmp_path: Path, block: int) -> None:
    told = {"refused": 0, "done": 0, "ended": 0}
    for number in range(scaled(BLOCK)):
        story = Story(tmp_path / f"{number}.routings", Random(f"{block}/{number}"))
        try:
            for _step in range(STEPS):
                story.step()
        finally:
            story.ws.close()
        told = {key: told[key] + count for key, count in story.done.items()}
    assert told["refused"] > 0
    assert told["done"] > 0
