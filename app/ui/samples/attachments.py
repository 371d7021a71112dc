"""The attachments of an email as a row of names with their sizes; none of them opens."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.model.text import _
from app.ui.samples.contents import AttachmentLine
from app.ui.theme import icon, tr
from app.ui.widgets import ElidedLabel, FlowLayout, label

_ICONS = (
    ("image/", "mdi6.file-image-outline"),
    ("audio/", "mdi6.file-music-outline"),
    ("video/", "mdi6.file-video-outline"),
    ("application/pdf", "mdi6.file-pdf-box"),
    ("message/", "mdi6.email-outline"),
    ("text/", "mdi6.file-document-outline"),
    ("application/zip", "mdi6.folder-zip-outline"),
)
_WIDEST_NAME = 220


def size_words(size: int) -> str:
    """Bytes as people read them."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


class AttachmentRow(QWidget):
    """Hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=6)

    def show_attachments(self, attachments: tuple[AttachmentLine, ...], more: int) -> None:
        """List these."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in attachments:
            self._flow.addWidget(_chip(one))
        if more:
            words = tr(_("and {count} more", count=more))
            self._flow.addWidget(label(words, size="small", tone="muted"))
        self.setVisible(bool(attachments))


def _chip(one: AttachmentLine) -> QWidget:
    chip = QFrame()
    chip.setProperty("frame", "well")
    chip.setToolTip(f"{one.name}\n{one.type}")
    row = QHBoxLayout(chip)
    row.setContentsMargins(8, 3, 8, 3)
    row.setSpacing(6)
    picture = label(wrap=False)
    name = next((name for start, name in _ICONS if one.type.startswith(start)), "mdi6.paperclip")
    picture.setPixmap(icon(name).pixmap(16, 16))
    row.addWidget(picture)
    words = ElidedLabel(one.name or tr(_("(no name)")))
    words.setMaximumWidth(_WIDEST_NAME)
    row.addWidget(words)
    row.addWidget(label(size_words(one.size), size="small", tone="muted", wrap=False))
    return chip
