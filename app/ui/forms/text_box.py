"""A plain text box of one or more lines that grows with its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontDatabase, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

_FRAME = 10
"""Border and padding above and below, in pixels (see the style sheet)."""


class TextBox(QPlainTextEdit):
    """`typed` at each change by the person, `left` when the keyboard goes elsewhere.

    A box of one line takes no line break: Enter finishes, pasted breaks become blanks.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(
        self,
        *,
        fewest: int = 1,
        most: int = 1,
        fixed_width: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fewest = fewest
        self._most = most
        self._showing = False
        self._words = ""
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if fixed_width:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPointSizeF(self.font().pointSizeF())
            font.setStyleHint(QFont.StyleHint.Monospace)
            self.document().setDefaultFont(font)
        if self.is_line:
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    @property
    def is_line(self) -> bool:
        """Whether this is a line rather than a box."""
        return self._most == 1

    def show_text(self, words: str) -> None:
        """Set the text without a signal, the cursor where it was as far as possible."""
        shown = " ".join(words.splitlines()) if self.is_line else words
        if self.toPlainText() == shown:
            return
        at = self.textCursor().position()
        self._showing = True
        self.setPlainText(shown)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(shown)) if self.hasFocus() else 0)
        self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self.is_line:
            super().insertFromMimeData(source)
            return
        self.textCursor().insertText(" ".join(source.text().split()))
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A box that has nothing to scroll lets the form behind it scroll.
        bar = self.verticalScrollBar()
        if self.is_line or bar.minimum() == bar.maximum() or not self.hasFocus():
            event.ignore()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A narrower box breaks its lines elsewhere, and its layout does not always say so.
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(140, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self._height(self._fewest))

    def _on_changed(self) -> None:
        # Colours that are laid anew change the document too, but nobody has typed.
        before, self._words = self._words, self.toPlainText()
        if self._words != before and not self._showing:
            self.typed.emit(self._words)

    def _height(self, lines: float) -> int:
        line = self.fontMetrics().lineSpacing()
        if self.is_line:
            return max(30, line + _FRAME + 2)
        return int(line * lines + _FRAME + 6)

    def _fit(self) -> None:
        wanted = self._height(1)
        if not self.is_line:
            # A plain text document measures its height in lines.
            lines = self.document().documentLayout().documentSize().height()
            wanted = self._height(max(self._fewest, min(self._most, lines)))
        if self.height() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)
