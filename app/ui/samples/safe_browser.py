"""Text views for strangers' words: nothing is fetched, nothing opens, nothing is run."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextBrowser, QWidget

from app.model.text import Text, _
from app.ui.samples.safe_html import SafeHtml
from app.ui.theme import tr

_PAPER = "QTextEdit, QPlainTextEdit { background: transparent; border: none; padding: 0; }"
"""Emails stand on the surface itself: the sunken ground of read-only fields is for forms."""


class SafeBrowser(QTextBrowser):
    """Shows sanitised HTML. Links tell where they lead, and lead nowhere.

    `pointed` carries the real target of the link under the pointer, or an empty text.
    """

    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = SafeHtml("")
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(_PAPER)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(tr(_("Email")))
        self.document().setDocumentMargin(12)
        self.highlighted.connect(self._point)
        self.anchorClicked.connect(self._point)

    def show_safe(self, shown: SafeHtml) -> None:
        """Show sanitised HTML from its beginning."""
        self._shown = shown
        self.setHtml(shown.html)
        self.pointed.emit("")

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """An invisible picture, whatever was asked for: no file is read, no host is called."""
        del kind, name
        return self._nothing

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy and select all; Qt's own menu would offer to copy a link that is a number."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "link-copy":
                action.setVisible(False)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _point(self, url: QUrl) -> None:
        words = url.toString()
        self.pointed.emit(self._shown.target(words) if words else "")


class PlainView(QPlainTextEdit):
    """Shows plain text that cannot be changed."""

    def __init__(self, name: Text, parent: QWidget | None = None, *, fixed: bool = False) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setStyleSheet(_PAPER)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(tr(name))
        self.document().setDocumentMargin(12)
        if fixed:
            font = self.font()
            font.setFamilies(["monospace", "Menlo", "Consolas"])
            self.setFont(font)
