"""Ids are fresh, and the user always has a name."""

from __future__ import annotations

import datetime as dt
import getpass
import uuid
from importlib import metadata

import pytest

from app.services.clock import now
from app.services.identity import new_id, release, who


def test_ids_are_random_uuids() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(uuid.UUID(one).version == 4 for one in ids)


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError])
def test_a_user_without_a_name_is_unknown(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nobody() -> str:
        raise error("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert who() == "unknown"


def test_a_user_has_the_name_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "zoe")
    assert who() == "zoe"


def test_the_clock_reads_utc() -> None:
    assert now().tzinfo is dt.UTC


def test_the_release_is_that_of_the_installed_application(monkeypatch: pytest.MonkeyPatch) -> None:
    assert release() == metadata.version("smart-routing-studio")

    def missing(_name: str) -> str:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", missing)
    assert release() == "unknown"
