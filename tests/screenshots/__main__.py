"""Writes the pictures, light and dark: `python -m tests.screenshots OUTDIR [NAME …]`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Write every picture, or those whose names begin with one of the words given."""
    if not arguments:
        sys.stderr.write("usage: python -m tests.screenshots OUTDIR [NAME ...]\n")
        return 2
    target, wanted = Path(arguments[0]), tuple(arguments[1:])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.update({"LOGNAME": "Inès Caron", "TZ": "Europe/Paris"})
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SMART_ROUTING_HOME"] = folder
        return _take_all(target, wanted, Path(folder))


def _take_all(target: Path, wanted: tuple[str, ...], folder: Path) -> int:
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from app.engine.registry import CATALOGUE
    from app.services.sample_workspace import write_sample
    from app.services.workspace import Workspace
    from app.ui.theme import Theme
    from tests.screenshots.registry import load_shots
    from tests.screenshots.stage import Stage, copy_of

    QLocale.setDefault(QLocale("en_GB"))
    app = QApplication([])
    theme = Theme(app, "light")
    sample, empty = folder / "sample.routings", folder / "empty.routings"
    write_sample(sample, CATALOGUE)
    Workspace.create(empty, CATALOGUE).close()
    target.mkdir(parents=True, exist_ok=True)
    failed = 0
    for shot in load_shots():
        if wanted and not shot.name.startswith(wanted):
            continue
        for preference in ("light", "dark"):
            theme.set_preference(preference)
            place = folder / f"{shot.name}-{preference}"
            stage = Stage(copy_of(empty if shot.empty else sample, place), theme, place)
            file = target / f"{shot.name}-{preference}.png"
            try:
                stage.settle()
                shot.prepare(stage)
                stage.picture().save(str(file))
                print(file)
            except Exception as error:  # noqa: BLE001 -- the other pictures are wanted all the same
                failed += 1
                print(f"{file}: {error!r}", file=sys.stderr)
            finally:
                stage.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
