"""A template box that completes names after `{{` and filters after `|`, and colours Liquid."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from app.engine.expressions.filter_infos import FILTER_INFOS
from app.ui.forms.liquid_colours import LiquidColours
from app.ui.forms.text_box import TextBox
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option, OptionDelegate, OptionModel

_OPEN = re.compile(r"\{\{-?\s*(?P<prefix>[\w.\[\]\"'-]*)$")
_TAG = re.compile(
    r"\{%-?\s*(?:if|elsif|unless|case|when|echo|assign\s+\w+\s*=|for\s+\w+\s+in)\s"
    r"(?:(?!%\}|\|).)*?(?P<prefix>[\w.\[\]\"'-]*)$"
)
_BARE = re.compile(r"^\s*(?P<prefix>[\w.\[\]\"'-]+)$")
_GOES_ON = re.compile(r"^\s*(?:-?\}\}|\|)")
_FILTERED = re.compile(r"\|\s*(?P<prefix>\w*)$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ROWS = 7
_WIDTH = 300
_WIDTH_OF_FILTERS = 460


def filter_options() -> tuple[Option, ...]:
    """The filters with what each is for, the usual ones first."""
    return tuple(
        Option(info.name, info.name, tr(info.description), f"{info.example} → {info.result}")
        for info in FILTER_INFOS
    )


_TAKES = frozenset(info.name for info in FILTER_INFOS if info.takes)


def filter_prefix(before: str) -> str | None:
    """What is typed of a filter's name where the cursor stands, or None anywhere else."""
    opened = max(before.rfind("{{"), before.rfind("{%"))
    inside = before[opened + 2 :]
    if opened < 0 or "}}" in inside or "%}" in inside:
        return None
    # A bar between quotes is a text.
    rest = _QUOTED.sub("_", inside)
    found = None if set(rest) & {'"', "'"} else _FILTERED.search(rest)
    return None if found is None else found["prefix"]


class CompletedBox(TextBox):
    """A `TextBox` that offers names: arrows choose, Enter or Tab takes, Escape sends away."""

    def __init__(
        self,
        options: Callable[[], tuple[Option, ...]],
        *,
        fewest: int = 1,
        most: int = 1,
        fixed_width: bool = False,
        bare_names: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(fewest=fewest, most=most, fixed_width=fixed_width, parent=parent)
        self._options = options
        self._bare = bare_names
        self._offers_filters = False
        self._list: CompletionList | None = None
        self._colours = LiquidColours(self.document())
        self.typed.connect(lambda _words: self._offer())

    @property
    def offered(self) -> tuple[Option, ...]:
        """The names on offer now."""
        shown = self._list is not None and self._list.isVisible()
        return self._list.model.shown if shown and self._list is not None else ()

    def set_right_margin(self, pixels: int) -> None:
        """Keep room for a button inside the right end."""
        self.setViewportMargins(0, 0, pixels, 0)

    def insert_name(self, name: str) -> None:
        """Put a name in at the cursor, in braces unless it stands between some already."""
        cursor = self.textCursor()
        before, after = self._around(cursor)
        opened = _OPEN.search(before)
        tag = _TAG.search(before)
        if tag is not None:
            cursor.setPosition(
                cursor.position() - len(tag["prefix"]), QTextCursor.MoveMode.KeepAnchor
            )
            cursor.insertText(name)
        elif opened is None:
            if self._bare and "{" not in self.toPlainText():
                cursor.select(QTextCursor.SelectionType.Document)
                cursor.insertText(name)
            else:
                cursor.insertText(f"{{{{ {name} }}}}")
        else:
            prefix = opened["prefix"]
            end = cursor.position()
            cursor.setPosition(end - len(prefix))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            blank = "" if before[: len(before) - len(prefix)].endswith(" ") else " "
            closing = "" if _GOES_ON.match(after) else " }}"
            cursor.insertText(f"{blank}{name}{closing}")
        self.setTextCursor(cursor)
        self._hide()

    def replace_text(self, words: str) -> None:
        """Put plain words in the place of all there is."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        self.setTextCursor(cursor)
        self._hide()

    def insert_filter(self, name: str) -> None:
        """Put a filter in at the cursor, behind its bar."""
        cursor = self.textCursor()
        before, after = self._around(cursor)
        prefix = filter_prefix(before) or ""
        end = cursor.position()
        cursor.setPosition(end - len(prefix))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        blank = "" if before[: len(before) - len(prefix)].endswith(" ") else " "
        value = before.rfind("{{") > before.rfind("{%")
        closing = " }}" if value and not _GOES_ON.match(after) else ""
        # Before the closing braces stands a blank, and before that the cursor.
        tail = " " if after.startswith(("}}", "%}", "-")) else ""
        cursor.insertText(f"{blank}{name}{': ' if name in _TAKES else closing}{tail}")
        if tail:
            cursor.movePosition(QTextCursor.MoveOperation.Left)
        self.setTextCursor(cursor)
        self._hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offered and self._list is not None and self._steer(self._list, event):
            return
        if event.key() == Qt.Key.Key_Space and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._offer(asked=True)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape must close the list before a dialog takes it as its own.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.offered
        ):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab takes what is on offer; without anything it leaves.
        return False if self.offered else super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hide()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The base class sends change events before this one has made its colours.
        colours = getattr(self, "_colours", None)
        if event.type() == QEvent.Type.PaletteChange and colours is not None:
            colours.rehighlight()

    def _steer(self, shown: CompletionList, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            shown.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(shown.current)
        elif key == Qt.Key.Key_Escape:
            self._hide()
        else:
            return False
        return True

    def _offer(self, *, asked: bool = False) -> None:
        before, _after = self._around(self.textCursor())
        filtered = filter_prefix(before)
        found = _OPEN.search(before) or _TAG.search(before)
        if found is None and self._bare and "{" not in before:
            found = _BARE.search(before)
        nothing = found is None and filtered is None and not asked
        if nothing or self.isReadOnly() or not self.hasFocus():
            self._hide()
            return
        prefix = filtered if filtered is not None else found["prefix"] if found else ""
        self._offers_filters = filtered is not None
        if self._list is None:
            self._list = CompletionList(self)
            self._list.view.clicked.connect(lambda _index: self._take_current())
        self._list.offer(filter_options() if self._offers_filters else self._options(), prefix)
        shown = self._list.model.shown
        if not shown or (len(shown) == 1 and shown[0].key == prefix):
            self._hide()
            return
        width = _WIDTH_OF_FILTERS if self._offers_filters else _WIDTH
        self._list.place(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()), width)

    def _take_current(self) -> None:
        if self._list is not None:
            self._take(self._list.current)

    def _take(self, option: Option | None) -> None:
        if option is not None and self._offers_filters:
            self.insert_filter(option.key)
        elif option is not None:
            self.insert_name(option.key)
        self._hide()

    def _hide(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _around(self, cursor: QTextCursor) -> tuple[str, str]:
        block, at = cursor.block().text(), cursor.positionInBlock()
        return block[:at], block[at:]


class CompletionList(QFrame):
    """The names on offer; it never takes the keyboard from the box."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box, Qt.WindowType.ToolTip)
        self._box = box
        self.setProperty("frame", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = OptionModel(self)
        self.view = QListView()
        self.view.setProperty("bare", True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(OptionDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.view)

    @property
    def current(self) -> Option | None:
        """The name that Enter takes."""
        row = self.view.currentIndex().row()
        return self.model.shown[row] if 0 <= row < len(self.model.shown) else None

    def offer(self, options: tuple[Option, ...], prefix: str) -> None:
        """Offer the names that hold the prefix, those that begin with it first."""
        self.model.set_options(options)
        self.model.search(prefix)
        self.view.setCurrentIndex(self.model.index(0, 0))

    def step(self, by: int) -> None:
        """Move the mark, round and round."""
        row = (self.view.currentIndex().row() + by) % max(1, len(self.model.shown))
        self.view.setCurrentIndex(self.model.index(row, 0))

    def place(self, corner: QPoint, width: int) -> None:
        """Show below the cursor, or above it where the screen ends."""
        rows = min(_MOST_ROWS, len(self.model.shown))
        height = sum(self.view.sizeHintForRow(row) for row in range(rows)) + 12
        free = self._box.screen().availableGeometry()
        top = corner.y() + 4
        if top + height > free.bottom():
            top = corner.y() - height - self.fontMetrics().height() - 8
        left = max(free.left(), min(corner.x(), free.right() - width))
        self.setGeometry(left, top, width, height)
        self.show()
