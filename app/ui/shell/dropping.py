"""Files dragged onto the window: which of them it takes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.services.package_files import SUFFIX


def accept_files(event: QDragEnterEvent) -> None:
    """Take a drag that carries files of this machine."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()


def dropped_files(event: QDropEvent) -> tuple[list[Path], list[Path], list[Path]]:
    """What was dropped: workspaces, packages, and everything else, which is taken for mail."""
    event.accept()
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    workspaces = [path for path in paths if path.suffix == ".routings" and path.is_file()]
    packages = [path for path in paths if path.suffix == SUFFIX and path.is_file()]
    mail = [path for path in paths if path not in workspaces and path not in packages]
    return workspaces, packages, mail
