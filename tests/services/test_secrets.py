"""Secrets live in the keyring, follow their resource, and never reach the workspace file."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from app.model.errors import OutsideError, Refused
from app.model.resources import (
    REMOVED,
    Authentication,
    Connection,
    Database,
    PaymentModule,
    Queue,
    ResourceKind,
    WebService,
)
from app.services import secrets_vault
from app.services.resource_files import delete_resource, restore_resource, save_resource
from app.services.secrets_vault import NO_KEYRING, SILENT, Where, system_keyring
from app.services.workspace import Workspace
from tests.keyrings import RefusingKeyring, SilentKeyring, WorkingKeyring, vault_on
from tests.workspaces import CATALOGUE, new_workspace

SECRET = "correct horse battery"
KIND = ResourceKind.CONNECTION


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> WorkingKeyring:
    made = WorkingKeyring()
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(made))
    return made


@pytest.fixture
def ws(tmp_path: Path, keyring: WorkingKeyring) -> Iterator[Workspace]:
    made = new_workspace(tmp_path)
    yield made
    made.close()


def mail_server(**fields: str) -> Connection:
    plain = Connection(name="Out", reference="out", host="mail.example.org")
    return msgspec.structs.replace(plain, **fields)


def test_a_secret_is_in_the_keyring_and_not_in_the_file(
    ws: Workspace, keyring: WorkingKeyring
) -> None:
    stored = save_resource(ws, mail_server(password=SECRET))
    assert stored == mail_server()
    assert ws.resource(KIND, "out") == mail_server()
    assert ws.secrets.secrets_of(stored) == {"password": SECRET}
    assert ws.secrets.secrets_of(KIND, "OUT") == {"password": SECRET}
    assert ws.secrets_set(KIND, "Out") == {"password"}
    assert keyring.held == {f"{ws.settings().id}/connection/out/password": SECRET}
    ws.close()
    assert SECRET.encode() not in ws.path.read_bytes()


def test_the_keyring_is_asked_in_a_thread_of_its_own(
    ws: Workspace, keyring: WorkingKeyring
) -> None:
    save_resource(ws, mail_server(password=SECRET))
    ws.secrets.look(KIND, "out")
    assert keyring.threads == {"keyring"}


def test_saving_without_typing_keeps_the_secret_and_typing_replaces_it(ws: Workspace) -> None:
    save_resource(ws, mail_server(password=SECRET))
    save_resource(ws, mail_server(user="me"), replaces="out")
    assert ws.secrets.secrets_of(KIND, "out") == {"password": SECRET}
    save_resource(ws, mail_server(password="new"), replaces="out", expected=mail_server(user="me"))
    assert ws.secrets.secrets_of(KIND, "out") == {"password": "new"}


def test_a_secret_is_removed(ws: Workspace, keyring: WorkingKeyring) -> None:
    save_resource(ws, mail_server(password=SECRET, token="t"))
    stored = save_resource(ws, mail_server(password=REMOVED), replaces="out")
    assert stored == mail_server()
    assert ws.secrets_set(KIND, "out") == {"token"}
    assert ws.secrets.secrets_of(KIND, "out") == {"token": "t"}
    assert ws.secrets.look(KIND, "out").where["password"] is Where.NOWHERE
    assert SECRET not in keyring.held.values()


def test_what_is_typed_counts_before_it_is_saved(ws: Workspace) -> None:
    save_resource(ws, mail_server(password=SECRET, token="t"))
    draft = mail_server(reference="other", password=REMOVED, token="u")
    assert ws.secrets.secrets_of(draft, "out") == {"token": "u"}
    assert ws.secrets.secrets_of(mail_server(reference="other"), "out") == {
        "password": SECRET,
        "token": "t",
    }
    assert ws.secrets.secrets_of(mail_server(password="p"), "") == {"password": "p"}


def test_a_secret_follows_a_new_reference(ws: Workspace, keyring: WorkingKeyring) -> None:
    save_resource(ws, mail_server(password=SECRET))
    save_resource(ws, mail_server(reference="mail", token="t"), replaces="out")
    assert ws.secrets.secrets_of(KIND, "mail") == {"password": SECRET, "token": "t"}
    assert ws.secrets_set(KIND, "mail") == {"password", "token"}
    assert ws.secrets.secrets_of(KIND, "out") == {}
    assert all("/mail/" in name for name in keyring.held)


def test_another_case_of_the_reference_is_the_same_one(ws: Workspace) -> None:
    save_resource(ws, mail_server(password=SECRET))
    save_resource(ws, mail_server(reference="OUT"), replaces="out")
    assert ws.secrets.secrets_of(KIND, "out") == {"password": SECRET}
    assert ws.secrets_set(KIND, "out") == {"password"}


def test_a_copy_takes_the_secrets_along_that_were_not_typed_anew(ws: Workspace) -> None:
    save_resource(ws, mail_server(password=SECRET, token="t"))
    save_resource(ws, mail_server(reference="two", token="u"), copied_from="out")
    assert ws.secrets.secrets_of(KIND, "two") == {"password": SECRET, "token": "u"}
    assert ws.secrets.secrets_of(KIND, "out") == {"password": SECRET, "token": "t"}
    save_resource(ws, mail_server(reference="three", password=REMOVED), copied_from="out")
    assert ws.secrets.secrets_of(KIND, "three") == {"token": "t"}
    assert ws.secrets_set(KIND, "three") == {"token"}


def test_deleting_forgets_the_secret_and_undo_brings_it_back(
    ws: Workspace, keyring: WorkingKeyring
) -> None:
    stored = save_resource(ws, mail_server(password=SECRET))
    delete_resource(ws, KIND, "out")
    assert ws.secrets.secrets_of(KIND, "out") == {}
    assert keyring.held == {}
    restore_resource(ws, stored)
    assert ws.secrets.secrets_of(KIND, "out") == {"password": SECRET}
    assert ws.secrets_set(KIND, "out") == {"password"}
    assert SECRET in keyring.held.values()


def test_a_new_resource_under_the_reference_of_a_deleted_one_has_no_secret(ws: Workspace) -> None:
    save_resource(ws, mail_server(password=SECRET))
    delete_resource(ws, KIND, "out")
    save_resource(ws, mail_server())
    assert ws.secrets.secrets_of(KIND, "out") == {}
    assert ws.secrets_set(KIND, "out") == frozenset()


def test_a_refused_deletion_keeps_the_secret(ws: Workspace) -> None:
    save_resource(ws, mail_server(password=SECRET))
    save_resource(ws, PaymentModule(name="Pay", reference="pay", connection="out"))
    with pytest.raises(Refused):
        delete_resource(ws, KIND, "out")
    assert ws.secrets.secrets_of(KIND, "out") == {"password": SECRET}


def test_kinds_without_secrets_have_none(ws: Workspace) -> None:
    save_resource(ws, Queue(name="Billing", reference="billing"))
    assert ws.secrets.secrets_of(ResourceKind.QUEUE, "billing") == {}
    delete_resource(ws, ResourceKind.QUEUE, "billing")


def test_one_reference_in_two_kinds_and_two_workspaces_is_four_secrets(
    ws: Workspace, tmp_path: Path
) -> None:
    other = new_workspace(tmp_path, "Other")
    service = WebService(
        name="S",
        reference="out",
        production_url="https://example.org",
        authentication=Authentication.BEARER,
    )
    for number, workspace in enumerate((ws, other)):
        save_resource(workspace, mail_server(password=f"p{number}"))
        typed = msgspec.structs.replace(
            service, production_secret=f"s{number}", development_secret=f"d{number}"
        )
        save_resource(workspace, typed)
    for number, workspace in enumerate((ws, other)):
        assert workspace.secrets.secrets_of(KIND, "out") == {"password": f"p{number}"}
        assert workspace.secrets.secrets_of(service) == {
            "production_secret": f"s{number}",
            "development_secret": f"d{number}",
        }
    other.close()


def test_without_a_keyring_secrets_last_as_long_as_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(None))
    ws = new_workspace(tmp_path)
    save_resource(ws, Database(name="D", reference="d", password=SECRET))
    look = ws.secrets.look(ResourceKind.DATABASE, "d")
    assert (look.where, look.trouble) == ({"password": Where.MEMORY}, NO_KEYRING)
    ws.close()
    again = Workspace.open(ws.path, CATALOGUE)
    assert again.secrets.secrets_of(ResourceKind.DATABASE, "d") == {"password": SECRET}
    again.close()
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(None))  # another start
    later = Workspace.open(ws.path, CATALOGUE)
    assert later.secrets.secrets_of(ResourceKind.DATABASE, "d") == {}
    assert later.secrets_set(ResourceKind.DATABASE, "d") == {"password"}
    look = later.secrets.look(ResourceKind.DATABASE, "d")
    assert look.where == {"password": Where.NOWHERE}
    later.close()


def test_renaming_copying_and_undo_work_in_memory_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(None))
    ws = new_workspace(tmp_path)
    save_resource(ws, mail_server(password=SECRET))
    save_resource(ws, mail_server(reference="two"), copied_from="out")
    stored = save_resource(ws, mail_server(reference="three"), replaces="two")
    assert ws.secrets.secrets_of(KIND, "two") == {}
    delete_resource(ws, KIND, "three")
    assert ws.secrets.secrets_of(KIND, "three") == {}
    restore_resource(ws, stored)
    for reference in ("out", "three"):
        assert ws.secrets.secrets_of(KIND, reference) == {"password": SECRET}
    ws.close()


def test_a_keyring_that_refuses_is_told_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(RefusingKeyring()))
    ws = new_workspace(tmp_path)
    with caplog.at_level(logging.DEBUG):
        save_resource(ws, mail_server(password=SECRET))
        with pytest.raises(OutsideError, match="refused"):
            ws.secrets.secrets_of(KIND, "out")
        look = ws.secrets.look(KIND, "out")
    assert "refused (RuntimeError)" in str(look.trouble)
    assert SECRET not in caplog.text
    ws.close()


def test_a_keyring_that_is_silent_holds_nobody_up_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = SilentKeyring()
    vault = vault_on(keyring, patience=0.05)
    monkeypatch.setattr(secrets_vault, "VAULT", vault)
    ws = new_workspace(tmp_path)
    save_resource(ws, Database(name="D", reference="d", password=SECRET))
    assert ws.secrets.secrets_of(ResourceKind.DATABASE, "d") == {"password": SECRET}
    look = ws.secrets.look(ResourceKind.DATABASE, "d")
    assert (look.where, look.trouble) == ({"password": Where.MEMORY}, SILENT)
    with pytest.raises(OutsideError, match="does not answer"):
        ws.secrets.secrets_of(KIND, "never-saved")
    keyring.let_go.set()
    assert vault.settle(30)
    assert list(keyring.held.values()) == [SECRET]
    ws.close()


def test_marks_cannot_outlive_their_resource(ws: Workspace) -> None:
    save_resource(ws, mail_server(password=SECRET))
    with closing(sqlite3.connect(ws.path)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("DELETE FROM resource WHERE kind = 'connection'")
        assert raw.execute("SELECT count(*) FROM secret").fetchone() == (0,)


def test_backends_that_keep_files_or_nothing_are_no_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import keyring
    from keyring.backends import fail, null

    for backend in (fail.Keyring(), null.Keyring()):  # type: ignore[no-untyped-call]
        monkeypatch.setattr(keyring, "get_keyring", lambda found=backend: found)
        assert system_keyring() is None


def test_the_library_is_asked_as_it_wants_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    held: dict[tuple[str, str], str] = {}

    class OfTheSystem(KeyringBackend):
        """Stands in for the keyring of a desktop, behind the real library."""

        priority = 5.0

        def get_password(self, service: str, username: str) -> str | None:
            return held.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            held[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del held[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(OfTheSystem())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(secrets_vault, "VAULT", secrets_vault.Vault())
    try:
        ws = new_workspace(tmp_path)
        save_resource(ws, mail_server(password=SECRET))
        assert ws.secrets.look(KIND, "out").where["password"] is Where.KEYRING
        assert held == {
            ("Smart Routing Studio", f"{ws.settings().id}/connection/out/password"): SECRET
        }
        delete_resource(ws, KIND, "out")
        assert ws.secrets.settle()
        assert held == {}
        ws.close()
    finally:
        keyring.set_keyring(before)
