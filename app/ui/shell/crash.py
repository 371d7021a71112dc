"""The dialog for what nobody expected: the work is safe, and here is a report to pass on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.model.text import _
from app.services.identity import release
from app.ui.theme import tr
from app.ui.widgets import button, label, muted, title

_LOG = logging.getLogger(__name__)
_DEEPEST = 8
"""Causes of causes that a report follows."""


def report_of(error: BaseException) -> str:
    """What a developer needs to know: kinds of errors and places in the code.

    The words of an error are left out, as are all values: they may quote an email or a config.
    """
    lines = [
        f"Smart Routing Studio {release()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
    ]
    current: BaseException | None = error
    for depth in range(_DEEPEST):
        if current is None:
            break
        kind = type(current)
        lines.append("")
        if depth:
            lines.append("which came from")
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
            if frame.line:
                lines.append(f"    {frame.line}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def _short(filename: str) -> str:
    """The path from the package on: a person's folders are nobody's business."""
    parts = Path(filename).parts
    for root in ("app", "site-packages"):
        if root in parts:
            start = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[start:])
    return Path(filename).name


class CrashDialog(QDialog):
    """Says that the work is safe, and offers the report."""

    def __init__(self, report: str, log_file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_("Something unexpected happened")))
        self.setMinimumSize(640, 440)
        self._reports = [report]
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(tr(_("Report")))
        self.copy = button(_("Copy the report"), icon="mdi6.content-copy", clicked=self._copy)
        self.quit = button(_("Quit"), clicked=self._quit)
        self.go_on = button(_("Continue"), variant="primary", clicked=self.accept)
        self.go_on.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Something unexpected happened; your work is saved")))
        column.addWidget(
            label(
                _(
                    "Every change is in the workspace already. You can go on working. If it happens"
                    " again, pass the report on: it holds no mail content and no settings."
                )
            )
        )
        column.addWidget(self.report, 1)
        if log_file is not None:
            where = muted(_("Log file: {path}", path=str(log_file)))
            column.addWidget(where)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.quit)
        row.addWidget(self.go_on)
        column.addLayout(row)

    def add(self, report: str) -> None:
        """Another one, while this dialog is still open."""
        if report not in self._reports:
            self._reports.append(report)
            self.report.setPlainText("\n\n".join(self._reports))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())

    def _quit(self) -> None:
        self.accept()
        QApplication.closeAllWindows()


class CrashHook:
    """Takes what nobody caught: into the log, then into a dialog."""

    def __init__(self, log_file: Path | None, window: Callable[[], QWidget | None]) -> None:
        self._log_file = log_file
        self._window = window
        self.dialog: CrashDialog | None = None

    def install(self) -> None:
        """Listen from now on."""
        sys.excepthook = self.take

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Record an error and show it, once the event that caused it is over."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            QApplication.quit()
            return
        report = report_of(error.with_traceback(trace))
        _LOG.error("unexpected: %s", report)
        QTimer.singleShot(0, lambda: self.show(report))

    def show(self, report: str) -> None:
        """Show a report, in the dialog that is open if there is one."""
        if self.dialog is not None:
            self.dialog.add(report)
            return
        self.dialog = CrashDialog(report, self._log_file, self._window())
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
