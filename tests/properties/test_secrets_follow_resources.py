"""Whatever happens to resources, each keeps its own secrets and no other's, marked as they are."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.model.resources import REMOVED, Connection, ResourceKind
from app.services import secrets_vault
from app.services.resource_files import delete_resource, restore_resource, save_resource
from app.services.workspace import Workspace
from tests.keyrings import SilentKeyring, WorkingKeyring, vault_on
from tests.scaling import is_full
from tests.workspaces import CATALOGUE, new_workspace

KIND = ResourceKind.CONNECTION
REFERENCES = st.sampled_from(("a", "B", "c", "d"))
TYPED = st.sampled_from(("", "", REMOVED, "one", "two", "three"))


def connection(reference: str, password: str, token: str) -> Connection:
    made = Connection(name="A", reference=reference, host="mail.example.org")
    return msgspec.structs.replace(made, password=password, token=token)


class Resources(RuleBasedStateMachine):
    """Connections that come, change, move, are copied and go; `kept` is what should be held."""

    keyring: WorkingKeyring | None = None

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.start()
        self.folder = Path(tempfile.mkdtemp())
        self.ws = new_workspace(self.folder)
        self.kept: dict[str, dict[str, str]] = {}
        self.gone: dict[str, dict[str, str]] = {}

    def start(self) -> None:
        """The program starts: what is in memory alone was lost with the last one."""
        self.patch.setattr(secrets_vault, "VAULT", vault_on(self.keyring))

    def teardown(self) -> None:
        if isinstance(self.keyring, SilentKeyring):
            self.keyring.let_go.set()
            self.compare()
        self.ws.close()
        self.patch.undo()
        shutil.rmtree(self.folder)

    @rule(reference=REFERENCES, password=TYPED, token=TYPED)
    def save(self, reference: str, password: str, token: str) -> None:
        replaces = reference if reference in self.kept else None
        save_resource(self.ws, connection(reference, password, token), replaces=replaces)
        self.kept[reference] = typed_over(self.kept.get(reference, {}), password, token)

    @rule(old=REFERENCES, new=REFERENCES, password=TYPED)
    def rename(self, old: str, new: str, password: str) -> None:
        if old in self.kept and new not in self.kept:
            save_resource(self.ws, connection(new, password, ""), replaces=old)
            self.kept[new] = typed_over(self.kept.pop(old), password, "")

    @rule(old=REFERENCES, new=REFERENCES, token=TYPED)
    def copy(self, old: str, new: str, token: str) -> None:
        if old in self.kept and new not in self.kept:
            save_resource(self.ws, connection(new, "", token), copied_from=old)
            self.kept[new] = typed_over(self.kept[old], "", token)

    @rule(reference=REFERENCES)
    def delete(self, reference: str) -> None:
        if reference in self.kept:
            delete_resource(self.ws, KIND, reference)
            self.gone[reference] = self.kept.pop(reference)

    @rule(reference=REFERENCES)
    def undo(self, reference: str) -> None:
        if reference in self.gone and reference not in self.kept:
            restore_resource(self.ws, connection(reference, "", ""))
            self.kept[reference] = self.gone.pop(reference)

    @precondition(lambda self: type(self.keyring) is WorkingKeyring)
    @rule()
    def start_again(self) -> None:
        self.ws.close()
        self.start()
        self.gone.clear()  # an undo ends with the program
        self.ws = Workspace.open(self.ws.path, CATALOGUE)

    @invariant()
    def each_has_its_own(self) -> None:
        if not isinstance(self.keyring, SilentKeyring):
            self.compare()

    def compare(self) -> None:
        """What is held is what should be, and nothing else is left behind."""
        for reference in ("a", "b", "c", "d"):
            wanted = {name.lower(): held for name, held in self.kept.items()}.get(reference, {})
            assert self.ws.secrets.secrets_of(KIND, reference) == wanted
            assert self.ws.secrets_set(KIND, reference) == wanted.keys()
        if self.keyring is not None:
            assert secrets_vault.VAULT.settle(60)
            count = sum(len(held) for held in self.kept.values())
            assert len(self.keyring.held) == count


def typed_over(held: dict[str, str], password: str, token: str) -> dict[str, str]:
    after = dict(held)
    for field, typed in (("password", password), ("token", token)):
        if typed == REMOVED:
            after.pop(field, None)
        elif typed:
            after[field] = typed
    return after


@pytest.mark.long
@pytest.mark.parametrize(
    "made",
    [WorkingKeyring, SilentKeyring, lambda: None],
    ids=["a keyring", "one that answers at the end only", "memory alone"],
)
def test_secrets_follow_their_resources(made: Callable[[], WorkingKeyring | None]) -> None:
    class Machine(Resources):
        """One run of the machine has a keyring of its own."""

        def __init__(self) -> None:
            self.keyring = made()
            super().__init__()

    steps = 100 if is_full() else 40
    runs = 100 if is_full() else 10
    machine = Machine.TestCase
    machine.settings = settings(max_examples=runs, stateful_step_count=steps, deadline=None)
    machine().runTest()
