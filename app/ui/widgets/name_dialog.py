"""Asking for one name, with the reason why it cannot be taken shown while typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.model.errors import Refused
from app.model.names import check_name
from app.model.text import Text, _
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label, title


class NameDialog(QDialog):
    """One line, OK and Cancel; `check` raises `Refused` for a name that will not do."""

    def __init__(
        self,
        heading: Text,
        *,
        name: str = "",
        ok: Text | None = None,
        check: Callable[[str], str] = check_name,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self.setWindowTitle(tr(heading))
        self.setMinimumWidth(400)
        self.line = QLineEdit(name)
        self.line.setAccessibleName(tr(_("Name")))
        self.line.selectAll()
        self.reason = label(tone="error", size="small")
        self.ok = button(ok or _("OK"), variant="primary", clicked=self.accept)
        self.ok.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(title(heading))
        column.addSpacing(4)
        column.addWidget(label(_("Name"), tone="muted", size="small"))
        column.addWidget(self.line)
        column.addWidget(self.reason)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), clicked=self.reject))
        row.addWidget(self.ok)
        column.addLayout(row)
        self.line.textChanged.connect(self._validate)
        self._validate()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        heading: Text,
        *,
        name: str = "",
        ok: Text | None = None,
        check: Callable[[str], str] = check_name,
    ) -> str | None:
        """Ask and wait; the name, or None."""
        dialog = cls(heading, name=name, ok=ok, check=check, parent=parent)
        given = dialog.name if dialog.exec() else None
        dialog.deleteLater()
        return given

    @property
    def name(self) -> str:
        """The name without blanks around it."""
        return self.line.text().strip()

    def _validate(self) -> None:
        try:
            self._check(self.line.text())
        except Refused as refusal:
            # An empty line at the beginning needs no reproach: the button alone waits.
            said = tr(refusal.text)
            self.reason.setText(said if self.line.isModified() else "")
            self.ok.setEnabled(False)
            self.ok.setToolTip(said)
        else:
            self.reason.setText("")
            self.ok.setEnabled(True)
            self.ok.setToolTip("")
