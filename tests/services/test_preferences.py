"""Preferences survive, and a file that a person broke never stops the application."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from app.services import places
from app.services.preferences import Preferences, Theme, load_preferences, save_preferences


def test_without_a_file_everything_is_at_its_default() -> None:
    assert load_preferences() == Preferences("", Theme.SYSTEM, "")


@pytest.mark.parametrize(
    "path", ['C:\\Users\\Zoë\\a "b".routings', "/tmp/é/日本/😀.routings", "tab\tbell\a\x7fdel"]
)
def test_preferences_are_read_as_they_were_written(path: str) -> None:
    written = Preferences(last_workspace=path, theme=Theme.DARK, language="fr")
    save_preferences(written)
    assert load_preferences() == written
    assert [found.name for found in places.config_folder().iterdir()] == ["preferences.toml"]


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe", b"\0" * 10, b"[[["])
def test_a_broken_file_gives_the_defaults_and_a_line_in_the_log(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "preferences.toml"
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert load_preferences(path) == Preferences()
    assert "preferences" in caplog.text


def test_one_broken_preference_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    path.write_text('theme = "purple"\nlanguage = "fr"\nlast_workspace = 7\nunknown = 1\n')
    assert load_preferences(path) == Preferences(language="fr")


def test_a_folder_in_the_place_of_the_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_preferences(tmp_path) == Preferences()


def test_a_failed_save_keeps_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "preferences.toml"
    save_preferences(Preferences(language="fr"), path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        save_preferences(Preferences(language="de"), path)
    assert load_preferences(path) == Preferences(language="fr")
    assert list(tmp_path.iterdir()) == [path]


def test_everything_lies_in_the_home_of_the_user(home: Path) -> None:
    for place in (places.default_workspace(), places.preferences_file(), places.log_folder()):
        assert place.is_relative_to(home)
    assert places.default_workspace().suffix == ".routings"


def test_a_portable_installation_keeps_everything_in_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(places.HOME, str(tmp_path))
    assert places.default_workspace() == tmp_path / "Northwind Energy.routings"
    assert places.preferences_file() == tmp_path / "preferences.toml"
    assert places.log_folder() == tmp_path / "log"
