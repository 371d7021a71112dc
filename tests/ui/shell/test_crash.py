"""The crash dialog tells developers enough, and nobody anything of a person's mail."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.places import log_folder
from app.ui.shell.crash import CrashHook, report_of
from app.ui.shell.log_file import start_log

SECRET = "my iban is DE00 1234"


def crash() -> BaseException:
    try:
        int(SECRET)
    except ValueError as cause:
        error = KeyError(SECRET)
        error.__cause__ = cause
        return error
    return AssertionError("a secret is no number")


def test_a_report_names_kinds_and_places_but_no_values() -> None:
    report = report_of(crash())
    assert "builtins.KeyError" in report
    assert "which came from" in report
    assert "builtins.ValueError" in report
    assert "in crash" in report
    assert SECRET not in report
    assert str(Path.home()) not in report


def test_an_unexpected_error_opens_one_dialog_and_is_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    hook = CrashHook(Path("studio.log"), lambda: None)
    error = crash()
    hook.take(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: hook.dialog is not None and hook.dialog.isVisible())
    dialog = hook.dialog
    assert dialog is not None
    hook.take(type(error), error, error.__traceback__)
    other = RuntimeError()
    hook.take(type(other), other, None)
    qtbot.waitUntil(lambda: "RuntimeError" in dialog.report.toPlainText())
    assert dialog.report.toPlainText().count("builtins.KeyError") == 1
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.report.toPlainText()
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert hook.dialog is None
    assert "unexpected" in caplog.text
    assert SECRET not in caplog.text


def test_the_hook_listens_once_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    hook = CrashHook(None, lambda: None)
    hook.install()
    assert sys.excepthook == hook.take


def test_the_log_file_stands_in_the_folder_for_logs() -> None:
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    path = start_log()
    try:
        logging.getLogger("app").warning("something to know")
        assert path == log_folder() / "studio.log"
        assert "something to know" in path.read_text(encoding="utf-8")
    finally:
        for handler in [one for one in root.handlers if one not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)


def test_without_a_place_for_it_there_is_no_log_file(home: Path) -> None:
    (home / ".local").write_text("in the way")
    assert start_log() is None
