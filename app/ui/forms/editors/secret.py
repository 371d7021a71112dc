"""A password or token: typed, kept, never shown again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.model.fields import FieldInfo
from app.model.resources import REMOVED
from app.model.text import Text, _
from app.services.secrets_vault import Where
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.editors.line import show_line
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.icon_tile import IconTile
from app.ui.widgets.labels import label, muted
from app.ui.widgets.message_bar import MessageBar, Tone


@dataclass(frozen=True)
class Kept:
    """What is known of the stored secret; `where` is None while the keyring is being asked."""

    is_set: bool = False
    where: Where | None = None
    trouble: Text | None = None


_PLACES = {
    Where.KEYRING: _("Set, in the keyring of this computer"),
    Where.MEMORY: _("Set, in memory until the program ends"),
    Where.UNKNOWN: _("Set"),
}
_NOT_HERE = _("It was set, but the keyring of this computer does not have it. Type it again.")


class SecretEditor(FieldEditor):
    """`str`: what is typed now. Empty leaves what is kept as it is, `REMOVED` forgets it."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self._kept = Kept()
        self._replacing = False
        self.line = QLineEdit()
        self.line.setAccessibleName(self.accessibleName())
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.line.textEdited.connect(self.take)
        self.line.editingFinished.connect(self.finished)
        self.picture = IconTile("mdi6.key-variant", "accent", side=24)
        self.state = label()
        self.replace = button(_("Replace…"), clicked=self._begin_replacing)
        self.remove = button(_("Remove"), clicked=self._remove)
        self.keep = button(_("Keep the old one"), clicked=self._keep_old)
        self.warning = MessageBar(closable=False)
        self.hint = muted()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.picture)
        row.addWidget(self.state, 1)
        for made in (self.replace, self.remove, self.keep):
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.warning)
        self.setFocusProxy(self.line)
        self._refresh()

    @property
    def kept(self) -> Kept:
        """What is known of the stored secret."""
        return self._kept

    def show_kept(self, kept: Kept) -> None:
        """Say whether a secret is kept, and where."""
        if kept != self._kept:
            self._kept = kept
            self._refresh()

    # --- FieldEditor ---

    def show_value(self, value: Any) -> None:
        show_line(self.line, "" if value == REMOVED else str(value))
        self._replacing = value not in ("", REMOVED)
        self._refresh()

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.line, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)
        self._refresh()

    # --- private ---

    def _begin_replacing(self) -> None:
        self._replacing = True
        self._refresh()
        self.line.setFocus()

    def _remove(self) -> None:
        self._change(REMOVED)

    def _keep_old(self) -> None:
        self._change("")
        self._replacing = False
        self._refresh()
        self.replace.setFocus()

    def _change(self, value: str) -> None:
        self.choose(value)
        self.show_value(value)

    def _refresh(self) -> None:
        kept, removing = self._kept, self._value == REMOVED
        missing = kept.is_set and kept.where is Where.NOWHERE
        held = kept.is_set and not missing
        typing = not removing and (self._replacing or not held)
        editable = not self.read_only
        self.line.setVisible(typing)
        self.line.setPlaceholderText(tr(_("New secret") if held else _("Not set")))
        self.picture.setVisible(not typing)
        self.state.setVisible(not typing)
        place = _PLACES.get(kept.where or Where.UNKNOWN, _PLACES[Where.UNKNOWN])
        self.state.setText(tr(_("Removed when you save") if removing else place))
        self.replace.setVisible(held and not typing and not removing and editable)
        self.remove.setVisible(
            kept.is_set and (missing or not typing) and not removing and editable
        )
        self.keep.setVisible((removing or (held and typing)) and editable)
        self.hint.setText(tr(_NOT_HERE))
        self.hint.setVisible(missing and typing)
        # A keyring that has everything is not worth a word, even if it was slow to say so.
        troubled = kept.trouble is not None and kept.where is not Where.KEYRING
        if kept.trouble is not None and troubled and editable:
            self.warning.show_message(_only_in_memory(kept.trouble), Tone.WARNING)
        else:
            self.warning.hide()
        self.setFocusProxy(self.line if typing else self.keep if removing else self.replace)


def _only_in_memory(trouble: Text) -> Text:
    return _(
        "{trouble} What you type here is kept in memory until the program ends, never in a file."
        " After the next start it is to be typed again.",
        trouble=trouble,
    )
