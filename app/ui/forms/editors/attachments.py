"""Files that go along with an email: added from the disk, listed with their size, taken out."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.model.fields import FieldInfo
from app.model.resources import TemplateAttachment
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.icons import icon
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.message_bar import MessageBar, Tone

_ROW = 28
_MOST_ROWS = 5


class AttachmentsEditor(FieldEditor):
    """`tuple[TemplateAttachment, ...]`, in the order of adding."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.message = MessageBar()
        self.list = QListWidget()
        self.list.setAccessibleName(self.accessibleName())
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._allow)
        self.add = button(
            _("Add files…"), variant="link", icon="mdi6.paperclip", clicked=self._ask_for_files
        )
        self.remove = button(
            _("Take out"), variant="link", icon="mdi6.close", clicked=self._remove_selected
        )
        self._tools = QWidget()
        tools = FlowLayout(self._tools, spacing=8)
        tools.addWidget(self.add)
        tools.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.message)
        column.addWidget(self.list)
        column.addWidget(self._tools)
        self.setFocusProxy(self.add)

    def show_value(self, value: Any) -> None:
        self.list.clear()
        for one in value:
            size = QLocale().formattedDataSize(len(one.content))
            item = QListWidgetItem(icon("mdi6.file-outline"), f"{one.name} · {size}")
            item.setToolTip(one.type)
            self.list.addItem(item)
        self.list.setFixedHeight(min(len(value), _MOST_ROWS) * _ROW + 4)
        self.list.setVisible(bool(value))
        self._allow()

    def add_files(self, paths: list[str]) -> None:
        """Add files from the disk; one that cannot be read is named and left out."""
        added = []
        for path in map(Path, paths):
            try:
                content = path.read_bytes()
            except OSError:
                said = _("{file} cannot be read. Check it, then add it again.", file=path.name)
                self.message.show_message(said, Tone.ERROR)
                continue
            guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            added.append(TemplateAttachment(path.name, guessed, content))
        if added:
            self._change((*self._value, *added))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.list, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._tools.setVisible(not read_only)

    def _ask_for_files(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, tr(_("Add files")))
        self.add_files(paths)

    def _remove_selected(self) -> None:
        gone = {index.row() for index in self.list.selectedIndexes()}
        self._change(tuple(one for at, one in enumerate(self._value) if at not in gone))

    def _change(self, value: tuple[TemplateAttachment, ...]) -> None:
        self.choose(value)
        self.show_value(value)

    def _allow(self) -> None:
        self.remove.setEnabled(bool(self.list.selectedIndexes()))
