"""A template with its *Insert value* button, completion of names, and light colours."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.model.text import _
from app.ui.forms.completion import CompletedBox
from app.ui.forms.context import NameRow, words
from app.ui.widgets.buttons import button, tool_button
from app.ui.widgets.option_list import Option
from app.ui.widgets.search_popup import SearchPopup

_BUTTON = 24
INSERT_VALUE = _("Insert value")


class TemplateField(QWidget):
    """`typed` at each change, `left` when done; see `TextBox`.

    `bare_names` makes it a field for one name: chosen names come without braces and replace all.
    `texts` are plain texts to choose from, before the names; a chosen one replaces all.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(
        self,
        names: Callable[[], tuple[NameRow, ...]],
        *,
        fewest: int = 1,
        most: int = 1,
        fixed_width: bool = False,
        bare_names: bool = False,
        texts: Callable[[], tuple[Option, ...]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._texts = texts
        self._offered: frozenset[str] = frozenset()
        self._popup: SearchPopup | None = None
        self.box = CompletedBox(
            self._options,
            fewest=fewest,
            most=most,
            fixed_width=fixed_width or bare_names,
            bare_names=bare_names,
        )
        self.box.typed.connect(self.typed)
        self.box.left.connect(self.left)
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.box)
        icon = "mdi6.code-braces"
        if self.box.is_line:
            self.insert: QWidget = _Inside(self.box, icon)
            self.insert.clicked.connect(lambda _checked=False: self.open_names())
        else:
            self.insert = button(INSERT_VALUE, variant="link", icon=icon, clicked=self.open_names)
            row = QHBoxLayout()
            row.addWidget(self.insert)
            row.addStretch(1)
            column.addLayout(row)

    @property
    def popup(self) -> SearchPopup:
        """The searchable list of names, made when it is first needed."""
        if self._popup is None:
            self._popup = SearchPopup(self, empty=_("No name like this."))
            self._popup.chosen.connect(self._insert)
        return self._popup

    def open_names(self) -> None:
        """Open the list of names."""
        below = self.insert.mapToGlobal(QPoint(0, self.insert.height() + 2))
        texts = self._texts()
        self._offered = frozenset(one.key for one in texts)
        self.popup.open_under(self.insert, (*texts, *self._options()), place=below)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the template can be looked at only."""
        self.box.setReadOnly(read_only)
        self.insert.setVisible(not read_only)

    def _insert(self, name: str) -> None:
        if name in self._offered:
            self.box.replace_text(name)
        else:
            self.box.insert_name(name)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _options(self) -> tuple[Option, ...]:
        return tuple(
            Option(
                key=row.name,
                title=row.name,
                hint=words(row.kind),
                detail=row.value or words(row.description),
            )
            for row in self._names()
        )


class _Inside(QToolButton):
    """The button inside the right end of a line; the text ends before it."""

    def __init__(self, box: CompletedBox, icon: str) -> None:
        super().__init__(box)
        made = tool_button(icon, INSERT_VALUE)
        self.setIcon(made.icon())
        made.deleteLater()
        self.setIconSize(QSize(14, 14))
        self.setToolTip(words(INSERT_VALUE))
        self.setAccessibleName(self.toolTip())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedSize(_BUTTON, _BUTTON)
        box.set_right_margin(_BUTTON)
        box.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        del watched
        if isinstance(event, QResizeEvent) or event.type() == QEvent.Type.Show:
            box = self.parentWidget()
            assert box is not None
            self.move(box.width() - _BUTTON - 3, (box.height() - _BUTTON) // 2)
            self.raise_()
        return False
