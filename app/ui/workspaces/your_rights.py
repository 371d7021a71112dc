"""Your rights: who you are here, what you may do, which role gives or denies it, whom to ask."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.model.permissions import PERMISSION_LABELS, Permission
from app.model.resources import ResourceKind, User
from app.model.standing import Standing
from app.model.text import Text, _
from app.ui.theme import tr
from app.ui.widgets import Card, Chip, IconTile, button, heading, label, muted


class YourRights(QWidget):
    """`resource_asked` carries kind and reference of the user or role to look at."""

    resource_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)

    def show_standing(self, standing: Standing) -> None:
        """Show where a person stands."""
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._person(standing))
        column.addWidget(_rights(standing))
        column.addWidget(label(whom_to_ask(standing), tone="muted"))
        self._column.insertWidget(0, fresh)
        self._shown = fresh

    def _person(self, standing: Standing) -> QWidget:
        card = Card(margin=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(IconTile("mdi6.account-outline", "accent"), 0, 0, 2, 1)
        grid.addWidget(heading(_named(standing)), 0, 1)
        grid.addWidget(muted(_placed(standing)), 1, 1)
        if standing.users:
            look = button(
                _("Open"), clicked=lambda: self._ask_for(ResourceKind.USER, standing.users[0])
            )
            look.setToolTip(tr(_("Show this user on the page of resources")))
            grid.addWidget(look, 0, 2, 2, 1)
        card.body.addLayout(grid)
        return card

    def _ask_for(self, kind: ResourceKind, user: User) -> None:
        self.resource_asked.emit(kind, user.reference)


def _rights(standing: Standing) -> QWidget:
    card = Card(margin=12)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    for row, permission in enumerate(Permission):
        allowed = standing.rights.allows(permission)
        chip = Chip(
            tr(_("Yes") if allowed else _("No")),
            "mdi6.check" if allowed else "mdi6.cancel",
            "success" if allowed else "error",
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(PERMISSION_LABELS[permission]))
        reason = muted(standing.reason(permission))
        reason.setObjectName(f"reason {permission}")
        words.addWidget(reason)
        grid.addWidget(chip, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, row, 1)
    card.body.addLayout(grid)
    return card


def _named(standing: Standing) -> Text | str:
    return ", ".join(user.name for user in standing.users) or standing.login


def _placed(standing: Standing) -> Text:
    if not standing.is_governed:
        return _("Known to this computer as {login}.", login=standing.login)
    if not standing.users:
        return _("Known to this computer as {login}; no user here.", login=standing.login)
    roles = ", ".join(role.name for role in standing.roles)
    if not roles:
        return _("Known to this computer as {login}; without a role.", login=standing.login)
    return _(
        "Known to this computer as {login}; roles: {roles}.", login=standing.login, roles=roles
    )


def whom_to_ask(standing: Standing) -> Text:
    """Who can change the rights of the person."""
    if standing.rights.why_not is not None:
        return standing.rights.why_not
    if standing.rights.allows(Permission.ADMINISTER):
        return _("You may manage users and roles yourself.")
    asked = ", ".join(f"{user.name} ({user.email})" for user in standing.keepers)
    if asked:
        return _("For other rights ask: {names}.", names=asked)
    return _("Nobody who is active may manage users and roles here. Open a backup to go back.")
