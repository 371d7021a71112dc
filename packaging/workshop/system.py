"""What the operating system must provide: libraries, a font, a display; Debian's are fetched."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop.places import BUILD, LOG, ROOT, Stopped

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_FONT_FILES = {".ttf", ".otf", ".ttc", ".pfb"}


@dataclass(frozen=True)
class Need:
    """Something of the operating system: Debian's package, and how to tell that it is there."""

    package: str
    is_there: Callable[[], bool]


def _library(soname: str) -> Callable[[], bool]:
    def loads() -> bool:
        # Loading, not asking dpkg: it also finds what was installed by other means.
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return loads


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _has_font() -> bool:
    folders = (Path(folder).expanduser() for folder in _FONT_FOLDERS)
    return any(file.suffix in _FONT_FILES for folder in folders for file in folder.rglob("*"))


OFFSCREEN = (
    Need("libgl1", _library("libGL.so.1")),
    Need("libegl1", _library("libEGL.so.1")),
    Need("libxkbcommon0", _library("libxkbcommon.so.0")),
    Need("libglib2.0-0", _library("libglib-2.0.so.0")),
    Need("libfontconfig1", _library("libfontconfig.so.1")),
    Need("libdbus-1-3", _library("libdbus-1.so.3")),
    Need("fonts-dejavu-core", _has_font),
)
DESKTOP = (
    *OFFSCREEN,
    Need("libxkbcommon-x11-0", _library("libxkbcommon-x11.so.0")),
    Need("libxcb-cursor0", _library("libxcb-cursor.so.0")),
    Need("libxcb-icccm4", _library("libxcb-icccm.so.4")),
    Need("libxcb-keysyms1", _library("libxcb-keysyms.so.1")),
    Need("libxcb-shape0", _library("libxcb-shape.so.0")),
)
JOURNEYS = (
    *DESKTOP,
    Need("xvfb", _program("Xvfb")),
    Need("xauth", _program("xauth")),
)


def require(needs: Sequence[Need], *, purpose: str) -> None:
    """See that *needs* are there; fetch what is missing on Debian as root, else raise Stopped."""
    if not sys.platform.startswith("linux"):
        return
    missing = [need for need in needs if not need.is_there()]
    if not missing:
        return
    packages = [need.package for need in missing]
    if _can_install():
        _install(packages)
        missing = [need for need in missing if not need.is_there()]
    if missing:
        raise Stopped(_missing([need.package for need in missing], purpose))


def require_venv_module() -> None:
    """See that this Python can make a virtual environment: Debian packs that part by itself."""
    if _makes_environments():
        return
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if _can_install():
        _install([package])
        importlib.invalidate_caches()
    if not _makes_environments():
        raise Stopped(_missing([package], "A virtual environment"))


def require_display() -> None:
    """See that a window can be shown; raise Stopped with what works without one."""
    if not sys.platform.startswith("linux"):
        return
    if any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return
    raise Stopped(
        "There is no display to show the window on: start it from a desktop session (or with "
        "'xvfb-run -a make run'); 'make test', 'make screenshots' and the command line "
        "'.venv/bin/smart-routing' work without one."
    )


def _makes_environments() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _is_debian() -> bool:
    return shutil.which("apt-get") is not None


def _can_install() -> bool:
    return _is_debian() and sys.platform != "win32" and os.geteuid() == 0


def _install(packages: Sequence[str]) -> None:
    """Fetch Debian packages; package lists are refreshed only when the first attempt fails."""
    print(f"Installing the system packages {' '.join(packages)} ...", flush=True)
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not _apt(command):
        _apt(["apt-get", "update"])
        _apt(command)


def _apt(command: Sequence[str]) -> bool:
    BUILD.mkdir(exist_ok=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with LOG.open("a", encoding="utf-8") as log:
        print("$", " ".join(command), file=log, flush=True)
        done = subprocess.run(
            command, env=variables, stdout=log, stderr=subprocess.STDOUT, check=False
        )
    return done.returncode == 0


def _missing(packages: Sequence[str], purpose: str) -> str:
    names = " ".join(packages)
    if _can_install():
        log = LOG.relative_to(ROOT)
        return f"{purpose} needs system packages that could not be installed ({names}): see {log}."
    if _is_debian():
        return (
            f"{purpose} needs system packages: run 'sudo apt-get install {names}', then the same "
            "command again."
        )
    return (
        f"{purpose} needs libraries of the system that are missing; Debian calls them {names}: "
        "install them with your package manager, then run the same command again."
    )
