"""Where a resource is used: actions and other resources, each a link."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.resources import KIND_LABELS, Resource
from app.model.store.uses import Use
from app.model.text import Text, _
from app.ui.theme import icon, tr
from app.ui.theme.kinds import kind_icon
from app.ui.widgets import button, label, title

_USE_ROLE = int(Qt.ItemDataRole.UserRole)
_MOST_ROWS = 6
_PADDING = 8


class UseList(QListWidget):
    """`chosen` carries a `Use`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_("Used by")))
        self.setIconSize(QSize(16, 16))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemActivated.connect(self._go)
        self.itemClicked.connect(self._go)

    def show_uses(self, uses: tuple[Use, ...]) -> None:
        """List these, as high as they need up to a few rows."""
        self.clear()
        for use in uses:
            picture = "mdi6.sitemap-outline" if use.kind is None else kind_icon(use.kind)
            item = QListWidgetItem(icon(picture), tr(use_in_words(use)))
            item.setData(_USE_ROLE, use)
            item.setToolTip(item.text())
            self.addItem(item)
        self.setVisible(bool(uses))
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        if self.count():
            rows = min(_MOST_ROWS, self.count()) * self.sizeHintForRow(0)
            self.setFixedHeight(rows + 2 * self.frameWidth() + _PADDING)

    def _go(self, item: QListWidgetItem) -> None:
        # A click may activate as well; the first of both signals does it.
        if self.isVisible():
            self.chosen.emit(item.data(_USE_ROLE))


def use_in_words(use: Use) -> Text:
    """One use: where it is, from the outside in."""
    if use.kind is not None:
        return _("{kind} “{name}”", kind=KIND_LABELS[use.kind], name=use.name)
    return _(
        "{routing} › {number} · {version} › {action_number} {action}",
        routing=use.routing_name,
        number=use.version_number,
        version=use.version_name,
        action_number=use.action_number,
        action=use.action_name,
    )


def places_in_words(count: int) -> Text:
    """How many places keep something from being deleted."""
    if count == 1:
        return _("It cannot be deleted while one place uses it. Choose that to go there:")
    return _(
        "It cannot be deleted while {count} places use it. Choose one to go there:", count=count
    )


class StillUsedDialog(QDialog):
    """Says that something cannot be deleted, with the list of uses, each a link."""

    def __init__(
        self,
        resource: Resource,
        uses: tuple[Use, ...],
        go_to: Callable[[Use], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        kind = KIND_LABELS[resource.kind]
        heading = _("{kind} “{name}” is in use", kind=kind, name=resource.name)
        self.setWindowTitle(tr(heading))
        self.setMinimumWidth(480)
        self.uses = UseList()
        self.uses.show_uses(uses)
        self._go_to = go_to
        self.uses.chosen.connect(self._go)
        self.close_button = button(_("Close"), clicked=self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(heading))
        column.addWidget(label(places_in_words(len(uses))))
        column.addWidget(self.uses)
        column.addLayout(foot)
        self.uses.setFocus()

    def _go(self, use: object) -> None:
        assert isinstance(use, Use)
        self.accept()
        self._go_to(use)
