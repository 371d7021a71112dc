"""What a file of resources would bring: each line, what differs, what is wrong, what is decided."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.model.fields import fields_of
from app.model.resources import KIND_LABELS, KIND_PLURALS, Resource
from app.model.text import Text, _, verbatim
from app.services.resource_csv import cell_of
from app.services.resource_preview import Item, Plan, State
from app.ui.resources.import_model import DECISION, LINE, NAME, STATE, WHAT, Decision, ItemModel
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Segments, Tone, button, label, muted, title

_ALL = "all"
_MOST_SHOWN = 200
_MOST_LINES = 200


class ResourceImportDialog(QDialog):
    """Accepted, `overwrite` and `leaves_out` are the decisions."""

    def __init__(self, name: str, planned: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._planned = planned
        heading = _("Import {name}", name=name)
        self.setWindowTitle(tr(heading))
        self.model = ItemModel(planned, self)
        self.table = _Items(self.model)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFixedHeight(112)
        self.details.setAccessibleName(tr(_("Details of the chosen line")))
        self.overwrite_all = button(
            _("Overwrite all"), clicked=lambda: self.model.decide_all(Decision.OVERWRITE)
        )
        self.keep_all = button(
            _("Keep all mine"), clicked=lambda: self.model.decide_all(Decision.KEEP)
        )
        self.leave_out = QCheckBox()
        self.waiting = muted()
        self.go = button(_("Import"), variant="primary", icon="mdi6.import", clicked=self.accept)
        self.cancel = button(_("Cancel"), clicked=self.reject)
        self._build(heading)
        self.model.decided.connect(self._allow)
        self.leave_out.toggled.connect(self.model.leave_out)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._explain())
        self.resize(940, 640)
        self.table.selectRow(0)
        self._allow()
        self.table.setFocus()

    @property
    def overwrite(self) -> frozenset[str]:
        """The keys of what is to be overwritten."""
        return self.model.overwritten

    @property
    def leaves_out(self) -> bool:
        """Whether what has a problem is left out."""
        return self.model.leaves_out

    # --- building ---

    def _build(self, heading: Text) -> None:
        planned = self._planned
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(heading))
        column.addWidget(
            label(
                _(
                    "{kind}: this is what the file would bring. All of it is imported, or nothing;"
                    " what the file does not name stays as it is.",
                    kind=KIND_PLURALS[planned.kind],
                )
            )
        )
        if planned.notes:
            said = MessageBar(closable=False)
            said.show_message(verbatim(" ".join(tr(note) for note in planned.notes)), Tone.INFO)
            column.addWidget(said)
        self.filters = Segments(tuple(self._filters()))
        self.filters.set_key(_ALL)
        self.filters.chosen.connect(self._filter)
        differs = bool(planned.of(State.CHANGED))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.filters, 1)
        for made in (self.overwrite_all, self.keep_all):
            made.setVisible(differs)
            head.addWidget(made)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        wrong = len(planned.of(State.PROBLEM))
        self.leave_out.setText(
            tr(
                _("Leave out what has a problem (1 line)")
                if wrong == 1
                else _("Leave out what has a problem ({count} lines)", count=wrong)
            )
        )
        self.leave_out.setVisible(bool(wrong))
        column.addWidget(self.leave_out)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.waiting, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column.addLayout(foot)

    def _filters(self) -> Iterator[tuple[str, Text]]:
        words = {
            State.NEW: _("New {count}", count=len(self._planned.of(State.NEW))),
            State.CHANGED: _("Different {count}", count=len(self._planned.of(State.CHANGED))),
            State.SAME: _("The same {count}", count=len(self._planned.of(State.SAME))),
            State.PROBLEM: _("Problems {count}", count=len(self._planned.of(State.PROBLEM))),
        }
        yield _ALL, _("All {count}", count=len(self._planned.items))
        yield from ((state.value, text) for state, text in words.items())

    # --- following ---

    def _filter(self, key: str) -> None:
        self.model.show_state(None if key == _ALL else State(key))
        self.table.selectRow(0)
        self._explain()

    def _explain(self) -> None:
        item = self.model.item(self.table.currentIndex().row())
        self.details.setPlainText("" if item is None else "\n".join(self._lines(item)))

    def _lines(self, item: Item) -> Iterator[str]:
        if item.state is State.PROBLEM:
            for problem in item.problems[:_MOST_LINES]:
                column = self.model.labelled(problem.column)
                where = tr(_("Line {line}", line=problem.line))
                yield (
                    f"{where}, {column}: {tr(problem.text)}"
                    if column
                    else (f"{where}: {tr(problem.text)}")
                )
        elif item.state is State.CHANGED and item.mine is not None and item.resource is not None:
            for name in item.changed:
                mine, theirs = shown_value(item.mine, name), shown_value(item.resource, name)
                yield f"{self.model.labels.get(name, name)}:  {mine}  →  {theirs}"
        elif item.state is State.NEW:
            yield tr(_("{kind} is not here yet.", kind=KIND_LABELS[self._planned.kind]))
        else:
            yield tr(_("It says the same as yours."))

    def _allow(self) -> None:
        open_ = self.model.open
        wrong = self._planned.of(State.PROBLEM) and not self.model.leaves_out
        brings = bool(self._planned.of(State.NEW) or self.model.overwritten)
        if open_:
            said = (
                _("1 decision is open.")
                if open_ == 1
                else _("{count} decisions are open.", count=open_)
            )
        elif wrong:
            said = _("Mend the problems in the file, or leave them out.")
        elif not brings:
            said = _("Nothing would change here.")
        else:
            said = verbatim("")
        self.waiting.setText(tr(said))
        self.go.setEnabled(not open_ and not wrong and brings)
        self.go.setToolTip(self.waiting.text())
        self.table.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in the table must not import by itself.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.go.hasFocus():
            return
        super().keyPressEvent(event)


class _Items(QTableView):
    """The lines; Space, Enter or a click on the decision turns it."""

    def __init__(self, model: ItemModel) -> None:
        super().__init__()
        self._items = model
        self.setModel(model)
        self.setAccessibleName(tr(_("What the file brings")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((LINE, 56), (NAME, 240), (STATE, 170), (DECISION, 160)):
            heads.resizeSection(column, width)
        heads.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._items.turn(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == DECISION:
            self._items.turn(index.row())


def shown_value(resource: Resource, name: str) -> str:
    """The value of a field in a few words."""
    if name == "rows":
        count = len(getattr(resource, name))
        return tr(_("1 row") if count == 1 else _("{count} rows", count=count))
    infos = {info.name: info for info in fields_of(type(resource))}
    value = msgspec.to_builtins(getattr(resource, name))
    words = cell_of(value, infos.get(name)).replace("\n", " ⏎ ")
    if not words:
        return tr(_("(empty)"))
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"
