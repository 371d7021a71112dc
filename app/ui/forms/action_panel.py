"""One action in the inspector: head, form, branches, comment."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.model.catalogue import CATEGORY_LABELS, UNKNOWN_HELP, Catalogue, Problem
from app.model.config import UnknownConfig
from app.model.names import name_refusal
from app.model.text import _
from app.model.tree import Action, ActionTree
from app.ui.forms.branch_list import BranchList, branch_states
from app.ui.forms.context import FormContext
from app.ui.forms.editors.line import show_line
from app.ui.forms.form import Form
from app.ui.forms.row import problem_label
from app.ui.forms.text_box import TextBox
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import tool_button
from app.ui.widgets.card import rule
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_tile import IconTile
from app.ui.widgets.labels import heading, label, muted


class ActionPanel(QWidget):
    """Made for one action; `serves` says whether it can show an action without being made anew."""

    renamed = Signal(str)
    commented = Signal(str)
    recorded = Signal(bool)
    configured = Signal(object)
    end_here = Signal(str, bool)
    go_to = Signal(str)
    editing_finished = Signal()
    help_asked = Signal(str)

    def __init__(
        self,
        action: Action,
        catalogue: Catalogue,
        context: FormContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.action_id = action.id
        self.type_key = action.type
        self._catalogue = catalogue
        self._shown: Action | None = None
        card = catalogue.card(action.type)
        self.unknown = isinstance(action.config, UnknownConfig)
        self.tile = IconTile(card.icon, card.category.value)
        self.name = QLineEdit()
        self.name.setProperty("title", True)
        self.name.setAccessibleName(tr(_("Name")))
        self.name.setPlaceholderText(tr(card.label))
        self._label, self._category = tr(card.label), tr(CATEGORY_LABELS[card.category])
        self.kind = ElidedLabel()
        self.kind.setProperty("tone", "muted")
        self.kind.setProperty("textSize", "small")
        self.kind.setContentsMargins(7, 0, 0, 0)
        self.number = label(size="small", tone="muted", wrap=False)
        self.help = tool_button(
            "mdi6.help-circle-outline",
            _("Help on this action (F1)"),
            clicked=lambda: self.help_asked.emit(self.type_key),
        )
        self.tile.setToolTip(self._category)
        self.sentence = muted(UNKNOWN_HELP if self.unknown else card.help)
        self.name_problem = problem_label()
        self.form = Form(() if self.unknown else catalogue.fields(action.type), context)
        self.raw = QPlainTextEdit()
        self.branches = BranchList()
        self.branches_head = heading(_("Branches"))
        self.comment = TextBox(fewest=2, most=8)
        self.comment.setPlaceholderText(tr(_("A comment for those who read the tree")))
        self.comment.setAccessibleName(tr(_("Comment")))
        self.record = QCheckBox(tr(_("Record the passage in this action")))
        self.record.setToolTip(tr(_("Passages then appear in the interaction events list.")))
        self._lay_out()
        self._connect()

    def serves(self, action: Action) -> bool:
        """Whether this panel can show the action."""
        same = (action.id, action.type) == (self.action_id, self.type_key)
        return same and isinstance(action.config, UnknownConfig) is self.unknown

    def show_action(
        self, tree: ActionTree, action: Action, problems: Sequence[Problem], *, read_only: bool
    ) -> None:
        """Bring what differs on the screen."""
        before, self._shown = self._shown, action
        self.number.setText(f"#{action.number}")
        if before is None or before.name != action.name:
            show_line(self.name, action.name)
            self._check_name()
            self.name.setToolTip(action.name)
            # An action that nobody renamed is called like its type already.
            renamed = action.name != self._label
            self.kind.setText(self._label if renamed else self._category)
        if before is None or before.comment != action.comment:
            self.comment.show_text(action.comment)
        self.record.setChecked(action.record)
        if isinstance(action.config, UnknownConfig):
            self.raw.setPlainText(_readable(action.config.raw))
        elif before is None:
            self.form.set_value(action.config)
        else:
            self.form.refresh(action.config)
        self._allow(not read_only)
        states = branch_states(tree, action, self._catalogue)
        self.branches.show_branches(states, read_only=read_only)
        self.branches_head.setVisible(bool(states))
        own = tuple(one for one in problems if one.action in ("", action.id))
        at_branches = set(self.branches.lines)
        self.branches.set_problems(own)
        self.form.set_problems(
            one for one in own if one.action == action.id and one.branch not in at_branches
        )

    def reset(self) -> None:
        """Show the stored values again."""
        action = self._shown
        if action is None:
            return
        show_line(self.name, action.name)
        self.comment.show_text(action.comment)
        self.record.setChecked(action.record)
        if not isinstance(action.config, UnknownConfig):
            self.form.set_value(action.config)

    def focus_field(self, path: str) -> bool:
        """Take the keyboard to a field."""
        return self.form.focus_field(path)

    # --- private ---

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.kind, 1)
        below.addWidget(self.number)
        words.addLayout(below)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.tile)
        head.addLayout(words, 1)
        head.addWidget(self.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.name_problem)
        column.addWidget(self.sentence)
        column.addWidget(rule())
        column.addWidget(self.form)
        column.addWidget(self.raw)
        self._rule = rule()
        column.addWidget(self._rule)
        column.addWidget(self.branches_head)
        column.addWidget(self.branches)
        column.addWidget(rule())
        column.addWidget(label(_("Comment")))
        column.addWidget(self.comment)
        column.addWidget(self.record)
        column.addStretch(1)
        self.raw.setReadOnly(True)
        self.raw.setMinimumHeight(200)
        self.raw.setVisible(self.unknown)
        has_form = bool(self.form.names())
        self.form.setVisible(has_form)
        self._rule.setVisible(has_form or self.unknown)
        self.sentence.setVisible(bool(self.sentence.text()))

    def _connect(self) -> None:
        self.name.textEdited.connect(self._rename)
        self.name.editingFinished.connect(self._leave_name)
        self.comment.typed.connect(self.commented)
        self.comment.left.connect(self.editing_finished)
        self.record.clicked.connect(lambda: self.recorded.emit(self.record.isChecked()))
        self.form.edited.connect(lambda _name, config: self.configured.emit(config))
        self.form.editing_finished.connect(self.editing_finished)
        self.branches.end_here.connect(self.end_here)
        self.branches.go_to.connect(self.go_to)

    def _allow(self, editable: bool) -> None:
        self.name.setReadOnly(not editable)
        self.comment.setReadOnly(not editable)
        self.record.setEnabled(editable)
        self.form.set_read_only(not editable)

    def _rename(self, words: str) -> None:
        if self._check_name():
            self.renamed.emit(words.strip())

    def _check_name(self) -> bool:
        refused = name_refusal(self.name.text().strip())
        self.name_problem.setVisible(refused is not None)
        self.name_problem.setText("" if refused is None else tr(refused))
        return refused is None

    def _leave_name(self) -> None:
        # A name that cannot be is not kept: the stored one comes back.
        if not self._check_name() and self._shown is not None:
            show_line(self.name, self._shown.name)
            self._check_name()
        self.editing_finished.emit()


def _readable(raw: str) -> str:
    """JSON with indents; text that is no JSON stays as it is."""
    try:
        return msgspec.json.format(raw, indent=2)
    except msgspec.DecodeError:
        return raw
