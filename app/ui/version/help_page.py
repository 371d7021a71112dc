"""The help page of an action type, from the shipped action reference."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app.model.text import _
from app.services.shipped import shipped
from app.ui.theme import tr


class HelpPage(QDialog):
    """Shows the page of one type; it stays open beside the window until it is closed."""

    def __init__(self, type_key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_("Help")))
        self.resize(640, 640)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        path = shipped() / "help" / "actions" / f"{type_key}.md"
        if path.is_file():
            self.page.setMarkdown(path.read_text(encoding="utf-8"))
        else:
            self.page.setPlainText(tr(_("There is no help page for this action type.")))
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column.addWidget(buttons)
