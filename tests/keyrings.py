"""Keyrings for tests: one that works, one that refuses, one that never answers."""

from __future__ import annotations

import threading
from typing import NoReturn

from app.services.secrets_vault import Vault


class WorkingKeyring:
    """Keeps passwords as long as the test lasts."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.threads: set[str] = set()

    def get_password(self, service: str, username: str, /) -> str | None:
        self.threads.add(threading.current_thread().name)
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str, /) -> None:
        self.held[username] = password

    def delete_password(self, service: str, username: str, /) -> None:
        del self.held[username]


class RefusingKeyring(WorkingKeyring):
    """Refuses everything, and says more than it should."""

    def get_password(self, service: str, username: str, /) -> NoReturn:
        raise RuntimeError(f"{username} is locked")

    def set_password(self, service: str, username: str, password: str, /) -> NoReturn:
        raise RuntimeError(f"{username} cannot be {password}")


class SilentKeyring(WorkingKeyring):
    """Answers nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def get_password(self, service: str, username: str, /) -> str | None:
        self.let_go.wait()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str, /) -> None:
        self.let_go.wait()
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str, /) -> None:
        self.let_go.wait()
        super().delete_password(service, username)


def vault_on(keyring: WorkingKeyring | None, patience: float = 30.0) -> Vault:
    """A vault on a keyring, or on a system without one."""
    return Vault(lambda: keyring, patience)
