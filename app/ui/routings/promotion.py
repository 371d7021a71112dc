"""The dialog *Put in production*: what will happen, or what must be mended before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.model.catalogue import Problem
from app.model.lifecycle import refusal_of_promotion
from app.model.routing import Routing, Status, Version
from app.model.text import Text, _
from app.model.tree import ActionTree
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.deletion import ending
from app.ui.routings.obstacles import ObstacleList
from app.ui.theme import VersionState, state_visual, tr
from app.ui.widgets import MessageBar, StateChip, Tone, button, label, title

WIDTH = 540


@dataclass(frozen=True)
class Promotion:
    """What is known before a version goes into production."""

    routing: Routing
    version: Version
    replaced: Version | None
    tree: ActionTree
    errors: tuple[Problem, ...]
    ends: tuple[Text, ...] = ()
    """What ends with it: a test, a schedule."""

    @property
    def blank(self) -> tuple[Text, ...]:
        """The sentence about a blank tree, if it is one."""
        return refusal_of_promotion(self.version, self.tree, ())

    @property
    def is_refused(self) -> bool:
        """Whether it must wait; from backup, errors are confirmed instead."""
        from_development = self.version.status is Status.DEVELOPMENT
        return bool(self.blank) or (from_development and bool(self.errors))


def promotion_of(workspace: Workspace, version_id: str) -> Promotion:
    """Look up what a promotion would do; `Refused` when the version is gone."""
    version = workspace.version(version_id)
    others = workspace.versions(version.routing)
    return Promotion(
        routing=workspace.routing(version.routing),
        version=version,
        replaced=next((one for one in others if one.status is Status.PRODUCTION), None),
        tree=workspace.tree(version_id),
        errors=lifecycle.promotion_obstacles(workspace, version_id),
        ends=tuple(ending(workspace, version)),
    )


class PromotionDialog(QDialog):
    """Accepted to go ahead; `problem_chosen` carries the id of the action to mend."""

    problem_chosen = Signal(str)

    def __init__(self, promotion: Promotion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._promotion = promotion
        self.setWindowTitle(tr(_("Put in production")))
        self.setMinimumWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(12)
        self.problems = ObstacleList(promotion.errors, promotion.tree)
        self.problems.chosen.connect(self._go_to)
        if promotion.is_refused:
            self._build_refusal()
        else:
            self._build_confirmation()
        if promotion.errors:
            self._column.addWidget(self.problems)
        else:
            self.problems.hide()
            self.problems.setParent(self)
        self._column.addSpacing(4)
        self._column.addLayout(self._buttons())
        self.resize(WIDTH, self._column.heightForWidth(WIDTH))

    def _build_refusal(self) -> None:
        one = self._promotion
        self._column.addWidget(
            title(_("“{version}” cannot go into production yet", version=one.version.name))
        )
        if not one.errors:  # the validator has a sentence of its own about a blank tree
            for sentence in one.blank:
                self._column.addWidget(label(sentence))
        else:
            self._column.addWidget(
                label(_("Mend these errors first. Choose one to go to its action:"))
            )

    def _build_confirmation(self) -> None:
        one = self._promotion
        self._column.addWidget(title(_("Put “{version}” in production?", version=one.version.name)))
        self._column.addLayout(self._chips())
        self._column.addWidget(
            label(
                _(
                    "Version {number} “{version}” of {routing} will become read-only. To make"
                    " further changes, you will need to create or copy a development version.",
                    number=one.version.number,
                    version=one.version.name,
                    routing=one.routing.name,
                )
            )
        )
        if one.replaced is not None:
            self._column.addWidget(
                label(
                    _(
                        "Version {number} “{version}”, in production now, will automatically go"
                        " into backup. You can put it back into production at any time.",
                        number=one.replaced.number,
                        version=one.replaced.name,
                    )
                )
            )
        for sentence in one.ends:
            self._column.addWidget(label(sentence))
        self._column.addWidget(
            label(
                _("The life cycle is outside of Undo: this step is not undone by it."), tone="muted"
            )
        )
        if one.errors:
            warning = MessageBar(closable=False)
            warning.show_message(
                _("This version has errors. It can go back into production all the same."),
                Tone.WARNING,
            )
            self._column.addWidget(warning)

    def _chips(self) -> QHBoxLayout:
        one = self._promotion
        before = VersionState.BACKUP if one.version.status is Status.BACKUP else None
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(StateChip(before or VersionState.DEVELOPMENT))
        arrow = button("", variant="quiet", icon="mdi6.arrow-right")
        arrow.setEnabled(False)
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        arrow.setFixedWidth(28)
        row.addWidget(arrow)
        row.addWidget(StateChip(VersionState.PRODUCTION))
        row.addStretch(1)
        return row

    def _go_to(self, action: str) -> None:
        self.reject()
        self.problem_chosen.emit(action)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.cancel = button(
            _("Close") if self._promotion.is_refused else _("Cancel"), clicked=self.reject
        )
        row.addWidget(self.cancel)
        self.go = button(
            _("Put in production"),
            variant="primary",
            icon=state_visual(VersionState.PRODUCTION).icon,
            clicked=self.accept,
        )
        self.go.setVisible(not self._promotion.is_refused)
        row.addWidget(self.go)
        # The safe answer has the keyboard: Enter must not put anything in production.
        (
            self.problems if self._promotion.is_refused and self.problems.count() else self.cancel
        ).setFocus()
        return row
