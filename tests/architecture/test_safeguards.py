"""The safeguards of the tests themselves: they see what they are there to see."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import keyring
import platformdirs
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests import qt_leaks, scaling


def test_a_window_left_open_is_named(qapp: QApplication) -> None:
    before = qt_leaks.snapshot()
    window = QWidget()
    window.setObjectName("forgotten")
    assert qt_leaks.left_since(before, patience=1) == ["window QWidget 'forgotten'"]
    window.deleteLater()
    assert qt_leaks.left_since(before, patience=1) == []


def test_a_timer_left_running_is_named(qapp: QApplication) -> None:
    before = qt_leaks.snapshot()
    timer = QTimer(qapp, objectName="ticking")
    timer.start(60_000)
    assert qt_leaks.left_since(before, patience=1) == ["timer 'ticking' of QApplication"]
    timer.stop()
    assert qt_leaks.left_since(before, patience=1) == []
    timer.deleteLater()


@pytest.mark.usefixtures("no_sockets")
def test_a_socket_in_a_pure_room_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="a socket was opened"):
        socket.socket()
    with pytest.raises(pytest.fail.Exception, match="a socket was opened"):
        socket.create_connection(("localhost", 25))


def test_the_home_of_a_test_is_its_own(home: Path) -> None:
    assert Path.home() == home
    assert platformdirs.user_config_path("studio").is_relative_to(home)
    assert platformdirs.user_data_path("studio").is_relative_to(home)


def test_secrets_of_the_desktop_stay_out_of_reach() -> None:
    assert keyring.get_password("studio", "anyone") is None
    assert os.environ["PYTHON_KEYRING_BACKEND"] == "keyring.backends.null.Keyring"


def test_a_short_run_does_a_tenth_and_never_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(scaling.FULL, "")
    assert [scaling.scaled(count) for count in (1000, 25, 3)] == [100, 2, 1]
    monkeypatch.setenv(scaling.FULL, "1")
    assert scaling.scaled(1000) == 1000
