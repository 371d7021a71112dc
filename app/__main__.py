"""The desktop application, `smart-routing-studio [FILE.routings]`: builds and shows it."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from app.ui.shell.desktop import Desktop

WRONG_USE = 2
_NO_DISPLAY = (
    "There is no display to show the window on: start it from a desktop session. The command line"
    " 'smart-routing' works without one.\n"
)
_NO_QT = (
    "The window needs libraries of the operating system that are missing ({missing})."
    " Install Qt's libraries for this system, then start it again.\n"
)
_USAGE = "usage: smart-routing-studio [FILE.routings]\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the application until its window closes; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if len(arguments) > 1 or any(one.startswith("-") for one in arguments):
        asked = arguments in (["-h"], ["--help"])
        (sys.stdout if asked else sys.stderr).write(_USAGE)
        return 0 if asked else WRONG_USE
    if not has_display():
        sys.stderr.write(_NO_DISPLAY)
        return WRONG_USE
    try:
        app, desktop = build()
    except ImportError as error:
        if not str(error.name or "").startswith("PySide6"):
            raise
        sys.stderr.write(_NO_QT.format(missing=error))
        return WRONG_USE
    desktop.start(Path(arguments[0]) if arguments else None)
    return app.exec()


def has_display() -> bool:
    """Whether a window can be shown here; Qt would abort without a word to a person."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    return bool(display) and _answers(display)


def _answers(display: str) -> bool:
    """Whether an X server listens on a display of this machine; a remote one is believed."""
    host, _colon, number = display.partition(":")
    if host not in {"", "unix"}:
        return True
    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"  # noqa: S108 -- where X servers listen
    for address in (path, f"\0{path}"):
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False


def build() -> tuple[QApplication, Desktop]:
    """Put the application together: engine, preferences, theme, language, crash dialog."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from app.engine.registry import CATALOGUE
    from app.services.backups import restore_backup
    from app.services.preferences import load_preferences
    from app.services.shipped import shipped
    from app.services.workspace import Workspace
    from app.ui.shell.crash import CrashHook
    from app.ui.shell.desktop import Desktop
    from app.ui.shell.log_file import start_log
    from app.ui.theme import Theme, icon, use_language

    app = QApplication([sys.argv[0]]) if QApplication.instance() is None else _running()
    if QLocale.system().language() is QLocale.Language.C:
        # A system without a language writes dates as bare numbers: people here read them English.
        QLocale.setDefault(QLocale("en_GB"))
    app.setApplicationName("smart-routing-studio")
    app.setApplicationDisplayName("Smart Routing Studio")
    app.setDesktopFileName("smart-routing-studio")
    log_file = start_log()
    preferences = load_preferences()
    use_language(preferences.language or QLocale.system().name(), shipped() / "translations")
    theme = Theme(app, preferences.theme.value, app)
    app.setWindowIcon(icon("mdi6.sitemap", "accent"))

    def write_sample(path: Path) -> None:
        from app.services.sample_workspace import write_sample as write

        write(path, CATALOGUE)

    desktop = Desktop(
        theme,
        preferences,
        open_workspace=lambda path: Workspace.open(path, CATALOGUE),
        create_workspace=lambda path: Workspace.create(path, CATALOGUE),
        open_to_read=lambda path: Workspace.open_to_read(path, CATALOGUE),
        restore_backup=lambda path, backup: restore_backup(path, backup, CATALOGUE),
        write_sample=write_sample,
        parent=app,
    )
    CrashHook(log_file, lambda: desktop.window).install()
    return app, desktop


def _running() -> QApplication:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


if __name__ == "__main__":
    sys.exit(main())
