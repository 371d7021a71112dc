"""Light colours for templates: values, tags, filters and quoted words."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.ui.theme.current import tokens

_VALUE = re.compile(r"\{\{.*?(?:\}\}|$)")
_TAG = re.compile(r"\{%.*?(?:%\}|$)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FILTER = re.compile(r"\|\s*\w+")
_BRACES = re.compile(r"\{\{-?|-?\}\}|\{%-?|-?%\}")


class LiquidColours(QSyntaxHighlighter):
    """Reads its colours when it paints a line, so that a change of theme needs a repaint only."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        if "{" not in text:
            return
        theme = tokens()
        for pattern, ink in ((_VALUE, theme.accent), (_TAG, theme.testing)):
            for found in pattern.finditer(text):
                self._colour(found.start(), found.end(), ink)
                inside = found.group()
                for part, part_ink in (
                    (_FILTER, theme.testing),
                    (_QUOTED, theme.success),
                    (_BRACES, theme.muted),
                ):
                    for inner in part.finditer(inside):
                        start = found.start() + inner.start()
                        self._colour(start, found.start() + inner.end(), part_ink)

    def _colour(self, start: int, end: int, ink: str) -> None:
        style = QTextCharFormat()
        style.setForeground(QColor(ink))
        self.setFormat(start, end - start, style)
