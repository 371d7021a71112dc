"""The branches of an action: where each leads, and *End here* for those that lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.model.catalogue import Branch, BranchRole, Catalogue, Problem
from app.model.text import _
from app.model.tree import Action, ActionTree
from app.ui.forms.row import problem_label, show_problems
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_tile import IconTile

_ROLES = {
    BranchRole.NORMAL: ("mdi6.arrow-down", "accent"),
    BranchRole.LINK: ("mdi6.source-branch", "accent"),
    BranchRole.DEFAULT: ("mdi6.arrow-down-left", "muted"),
    BranchRole.FAILURE: ("mdi6.alert-outline", "warning"),
}


@dataclass(frozen=True)
class BranchState:
    """One branch and what becomes of it."""

    branch: Branch
    target: Action | None
    ended: bool
    known: bool = True

    @property
    def words(self) -> str:
        """The designer's caption, else the label."""
        return self.branch.caption or tr(self.branch.label)


def branch_states(
    tree: ActionTree, action: Action, catalogue: Catalogue
) -> tuple[BranchState, ...]:
    """The branches of an action in display order, then linked ones that it no longer has."""
    branches = catalogue.branches(action.config)
    keys = {branch.key for branch in branches}
    found = [
        BranchState(
            branch,
            tree.by_id.get(tree.targets.get((action.id, branch.key), "")),
            (action.id, branch.key) in tree.ended,
        )
        for branch in branches
    ]
    for link in tree.leaving.get(action.id, ()):
        if link.branch not in keys:
            lost = Branch(link.branch, _("{branch} (no longer there)", branch=link.branch))
            found.append(BranchState(lost, tree.by_id.get(link.target), False, known=False))
    return tuple(found)


class BranchList(QWidget):
    """One line a branch; `end_here` carries branch key and whether, `go_to` an action's id."""

    end_here = Signal(str, bool)
    go_to = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, BranchLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_branches(self, states: tuple[BranchState, ...], *, read_only: bool) -> None:
        """Show the branches; lines of branches that stay are kept, and the keyboard with them."""
        wanted = [state.branch.key for state in states]
        for key in [key for key in self.lines if key not in wanted]:
            line = self.lines.pop(key)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for at, state in enumerate(states):
            key = state.branch.key
            if key not in self.lines:
                line = BranchLine(key)
                line.end_here.connect(self.end_here)
                line.go_to.connect(self.go_to)
                self.lines[key] = line
            if self._column.indexOf(self.lines[key]) != at:
                self._column.insertWidget(at, self.lines[key])
            self.lines[key].show_state(state, read_only=read_only)

    def set_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show problems below their branches."""
        for key, line in self.lines.items():
            show_problems(line.message, tuple(one for one in problems if one.branch == key))


class BranchLine(QWidget):
    """A branch: its words, then the action that follows, or what to do about none."""

    end_here = Signal(str, bool)
    go_to = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._state: BranchState | None = None
        self._target = ""
        self.icon = IconTile("mdi6.arrow-down", "accent", side=24)
        self.words = ElidedLabel()
        self.target = button("", variant="link", clicked=lambda: self.go_to.emit(self._target))
        self.target.setCursor(Qt.CursorShape.PointingHandCursor)
        self.ends = QCheckBox(tr(_("End here")))
        self.ends.setToolTip(tr(_("The run ends at this branch on purpose.")))
        self.ends.clicked.connect(lambda: self.end_here.emit(self._key, self.ends.isChecked()))
        self.message = problem_label()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.icon)
        line.addWidget(self.words, 1)
        line.addWidget(self.target)
        line.addWidget(self.ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.message)

    def show_state(self, state: BranchState, *, read_only: bool) -> None:
        """Show a branch as it is now."""
        icon, colour = _ROLES[state.branch.role] if state.known else ("mdi6.link-off", "error")
        self.icon.set_icon(icon, colour)
        self.words.setText(state.words)
        self.words.setToolTip(tr(state.branch.label) if state.branch.caption else "")
        linked = state.target is not None
        self.target.setVisible(linked)
        self.ends.setVisible(not linked)
        self.ends.setEnabled(not read_only)
        self.ends.setChecked(state.ended)
        if state.target is not None:
            self._target = state.target.id
            named = f"{state.target.number}  {state.target.name}"
            room = self.target.fontMetrics().elidedText(named, Qt.TextElideMode.ElideRight, 150)
            self.target.setText(f"→ {room}")
            self.target.setToolTip(tr(_("Go to {action}", action=named)))
        self._state = state
