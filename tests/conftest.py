"""What holds for every test: its own home, no network in the engine, nothing left behind."""

from __future__ import annotations

import itertools
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests import scaling

ROOT = Path(__file__).resolve().parent.parent
CORPUS = "SMART_ROUTING_CORPUS"

# Rooms whose code is pure: a socket there is a bug, whatever library opens it.
_PURE = (ROOT / "tests" / "model", ROOT / "tests" / "engine")
_HOME_COUNTER = itertools.count()

# Threads get this long to end by themselves, in seconds; a healthy test never waits.
_PATIENCE = 2.0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run long tests at full length")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--full"):
        os.environ[scaling.FULL] = "1"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    calm = [HealthCheck.too_slow, HealthCheck.data_too_large]
    # The short profile draws the same examples every time, so that a red run is red again.
    settings.register_profile(
        "short", max_examples=50, deadline=None, derandomize=True, suppress_health_check=calm
    )
    settings.register_profile(
        "full", max_examples=500, deadline=None, print_blob=True, suppress_health_check=calm
    )
    settings.load_profile("full" if scaling.is_full() else "short")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(item.path.is_relative_to(room) for room in _PURE):
            item.add_marker(pytest.mark.usefixtures("no_sockets"))


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home folder, so that no preference or secret of a person is seen."""
    home = _homes / str(next(_HOME_COUNTER))
    folders = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": "runtime",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
    }
    (home / "runtime").mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name, folder in folders.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture
def scaled() -> Callable[[int], int]:
    """How much of a count to do: see tests/scaling.py, which modules import for parametrising."""
    return scaling.scaled


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real emails; tests that ask for it are skipped where there is none."""
    folder = Path(os.environ.get(CORPUS, ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"no corpus of real emails here (set {CORPUS} to a folder of them)")
    return folder


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to use the network fail the test."""

    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("a socket was opened where nothing may reach outside")

    class Refused(socket.socket):
        def __new__(cls, *_: object, **__: object) -> NoReturn:
            refuse()

    monkeypatch.setattr(socket, "socket", Refused)
    for name in ("create_connection", "create_server", "getaddrinfo", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one not in before and not one.daemon]
    for thread in left:
        thread.join(_PATIENCE)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"the test left threads running: {', '.join(alive)}"


@pytest.fixture(autouse=True)
def _no_widgets_left(request: pytest.FixtureRequest) -> Iterator[None]:
    # Being automatic, it starts before qtbot and so ends after qtbot has closed its widgets.
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    from tests import qt_leaks

    before = qt_leaks.snapshot()
    yield
    left = qt_leaks.left_since(before, patience=_PATIENCE)
    assert not left, f"the test left behind: {', '.join(left)}"
