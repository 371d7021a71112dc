"""Permissions begin and end, nobody is locked out, and everybody can look up why they may not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.model.errors import Refused
from app.model.permissions import ALL_RIGHTS, Permission
from app.model.resources import Queue, ResourceKind, Role, User
from app.model.store.connection import Connection
from app.model.text import Text
from app.services.governing import begin_permissions, end_permissions, standing
from app.services.languages_in_use import LanguageUse, languages_in_use
from app.services.resource_files import delete_resource, save_resource
from app.services.workspace import Workspace


def plain(text: Text) -> str:
    return str(text)


@contextmanager
def reopened(ws: Workspace) -> Iterator[Workspace]:
    other = Workspace.open(ws.path, ws.catalogue)
    yield other
    other.close()


ME = User(name="Inès Caron", reference="ines", email="ines@example.org")


def user(name: str, *roles: str, login: str | None = None, active: bool = True) -> User:
    return User(
        name=name.capitalize(),
        reference=name,
        email=f"{name}@example.org",
        login=name if login is None else login,
        roles=roles,
        active=active,
    )


@pytest.fixture
def kept(ws: Workspace) -> Workspace:
    """A workspace with an administrator, who is the person, and roles for others."""
    begin_permissions(ws, ME)
    save_resource(ws, Role(name="Reader", reference="reader"))
    save_resource(ws, Role(name="Editor", reference="editor", permissions=(Permission.EDIT,)))
    return ws


def test_without_users_and_roles_everybody_may_everything(ws: Workspace) -> None:
    found = standing(ws)
    assert (found.is_governed, found.rights, found.users) == (False, ALL_RIGHTS, ())
    assert "Everybody may" in plain(found.reason(Permission.DELETE))


def test_who_begins_permissions_may_everything_and_others_nothing(ws: Workspace) -> None:
    stored = begin_permissions(ws, ME)
    assert (stored.login, stored.roles) == (ws.user, ("administrator",))
    assert standing(ws).rights == ALL_RIGHTS
    assert plain(standing(ws).reason(Permission.DELETE)) == "Given by the role Administrator."
    ws.user = "visitor"
    found = standing(ws)
    assert found.rights.permissions == frozenset()
    assert plain(found.reason(Permission.READ)) == "No user here has the login visitor."
    assert [keeper.name for keeper in found.keepers] == ["Inès Caron"]


def test_a_user_and_a_role_that_are_there_are_taken(ws: Workspace) -> None:
    save_resource(ws, Role(name="All", reference="all", permissions=tuple(Permission)))
    save_resource(ws, Role(name="Reader", reference="reader"))
    save_resource(ws, user("ines", "reader", login="", active=False))
    stored = begin_permissions(ws, user("ines", "reader", login="", active=False))
    assert (stored.roles, stored.active) == (("reader", "all"), True)
    assert len(ws.resources().of_kind(Role)) == 2
    assert len(ws.resources().of_kind(User)) == 1


def test_permissions_begin_once(kept: Workspace) -> None:
    with pytest.raises(Refused, match="hold here already"):
        begin_permissions(kept, user("other"))
    kept.user = "visitor"
    with pytest.raises(Refused, match="users and roles"):
        begin_permissions(kept, user("visitor"))


def test_a_user_that_cannot_be_stored_leaves_no_role_behind(ws: Workspace) -> None:
    with pytest.raises(Refused, match="Fill this in"):
        begin_permissions(ws, User(name="Inès", reference="ines"))
    assert ws.resources().entries == ()


def test_ending_permissions_leaves_users_and_roles_without_logins(kept: Workspace) -> None:
    save_resource(kept, user("bob", "reader"))
    end_permissions(kept)
    assert [one.login for one in kept.resources().of_kind(User)] == ["", ""]
    kept.user = "anybody"
    assert standing(kept).rights == ALL_RIGHTS


def test_only_who_may_manage_roles_ends_permissions(kept: Workspace) -> None:
    save_resource(kept, user("bob", "editor"))
    kept.user = "bob"
    with pytest.raises(Refused, match="users and roles"):
        end_permissions(kept)


@pytest.mark.parametrize("permission", list(Permission))
def test_every_right_has_a_reason(kept: Workspace, permission: Permission) -> None:
    save_resource(kept, user("bob", "reader"))
    save_resource(kept, user("eve", "editor"))
    save_resource(kept, user("ann", "editor", "reader"))
    save_resource(kept, user("old", "editor", active=False))
    save_resource(kept, user("new"))
    reasons = {}
    for login in (kept.user, "bob", "eve", "ann", "old", "new"):
        kept.user = login
        found = standing(kept)
        allowed = found.rights.allows(permission)
        assert allowed == bool(found.givers(permission))
        reasons[login] = plain(found.reason(permission))
        assert ("iven by" in reasons[login]) == allowed
    assert reasons["old"] == "The user Old is inactive."
    assert reasons["new"] == "The user New has no role."
    if permission is Permission.PROMOTE:
        assert "who may edit may put in production" in reasons["eve"]
    if permission is Permission.DELETE:
        assert reasons["bob"] == "The role Reader does not give it."
        assert reasons["ann"] == "None of the roles Editor, Reader gives it."


def test_nobody_takes_the_right_to_manage_roles_from_themselves(kept: Workspace) -> None:
    me = kept.resources().of_kind(User)[0]
    role = kept.resources().get(Role, "administrator")
    assert role is not None
    takings = (
        lambda: delete_resource(kept, ResourceKind.USER, "ines"),
        lambda: delete_resource(kept, ResourceKind.ROLE, "administrator"),
        lambda: save_resource(kept, user("ines", "reader", login=kept.user), replaces="ines"),
        lambda: save_resource(
            kept, user("ines", "administrator", login=kept.user, active=False), replaces="ines"
        ),
        lambda: save_resource(
            kept,
            Role(name="A", reference="administrator", permissions=(Permission.EDIT,)),
            replaces="administrator",
        ),
    )
    save_resource(kept, user("bob", "reader"))
    for taking in takings:
        with pytest.raises(Refused):
            taking()
    assert kept.resources().of_kind(User)[1] == me
    assert standing(kept).rights == ALL_RIGHTS


def test_permissions_do_not_end_by_the_way(ws: Workspace) -> None:
    begin_permissions(ws, ME)
    for ending in (
        lambda: delete_resource(ws, ResourceKind.USER, "ines"),
        lambda: save_resource(ws, user("ines", "administrator", login=""), replaces="ines"),
        lambda: save_resource(ws, user("ines", login=ws.user), replaces="ines"),
    ):
        with pytest.raises(Refused, match="say so in the settings"):
            ending()
    assert standing(ws).is_governed


def test_two_administrators_cannot_take_each_others_role_at_the_same_moment(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_resource(kept, user("bob", "administrator"))
    writing = Workspace.writing

    @contextmanager
    def bob_first(ws: Workspace) -> Iterator[Connection]:
        """Bob's transaction comes between what was asked before and the own transaction."""
        monkeypatch.setattr(Workspace, "writing", writing)
        with reopened(kept) as other:
            other.user = "bob"
            save_resource(other, user("ines", "reader", login=ws.user), replaces="ines")
        with writing(ws) as connection:
            yield connection

    monkeypatch.setattr(Workspace, "writing", bob_first)
    with pytest.raises(Refused):
        save_resource(kept, user("bob", "reader"), replaces="bob")
    assert [keeper.reference for keeper in standing(kept).keepers] == ["bob"]


def test_who_may_edit_changes_settings_within_bounds(kept: Workspace) -> None:
    kept.change_settings(time_zone="Asia/Tokyo", step_limit=50)
    for zone, limit in (("Mars/Olympus", 50), ("UTC", 0), ("UTC", 10**7)):
        with pytest.raises(Refused):
            kept.change_settings(time_zone=zone, step_limit=limit)
    save_resource(kept, user("bob", "reader"))
    kept.user = "bob"
    with pytest.raises(Refused, match="make changes"):
        kept.change_settings(time_zone="UTC", step_limit=60)
    found = kept.settings()
    assert (found.time_zone, found.step_limit) == ("Asia/Tokyo", 50)


def test_languages_in_use_are_counted(ws: Workspace) -> None:
    from app.model.resources import EmailTemplate, Mailbox, SmsTemplate, SmsVariant, TemplateVariant

    save_resource(ws, Queue(name="Q", reference="q"))
    save_resource(
        ws,
        EmailTemplate(
            name="E",
            reference="e",
            variants=(TemplateVariant("fr"), TemplateVariant("en"), TemplateVariant("")),
        ),
    )
    save_resource(ws, SmsTemplate(name="S", reference="s", variants=(SmsVariant("fr"),)))
    save_resource(
        ws,
        Mailbox(name="M", reference="m", address="m@a.example", language="de", fallback_queue="q"),
    )
    assert languages_in_use(ws.resources()) == (
        LanguageUse("fr", 1, 1, 0),
        LanguageUse("en", 1, 0, 0),
        LanguageUse("de", 0, 0, 1),
    )
