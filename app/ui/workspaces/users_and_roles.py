"""Users and roles in force: who works here with what, and beginning or ending permissions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import UserError
from app.model.permissions import PERMISSION_LABELS, Permission
from app.model.resources import ResourceKind, Resources, Role, User
from app.model.standing import Standing, roles_of
from app.model.text import Text, _
from app.services.governing import end_permissions
from app.ui.session import Session
from app.ui.theme import icon, tr
from app.ui.widgets import Answer, Card, ConfirmDialog, button, heading, label
from app.ui.workspaces.begin_permissions import BeginPermissionsDialog

SHORT: dict[Permission, Text] = {
    Permission.READ: _("See"),
    Permission.CREATE: _("Create"),
    Permission.EDIT: _("Edit"),
    Permission.DELETE: _("Delete"),
    Permission.PROMOTE: _("Go live"),
    Permission.ADMINISTER: _("Manage roles"),
}
_END = "end"
_REFERENCE = int(Qt.ItemDataRole.UserRole)
_ROW = 30


class UsersAndRoles(QWidget):
    """`failed` carries a sentence; `resource_asked` a kind and a reference, empty for the list."""

    failed = Signal(object)
    resource_asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.sentence = label()
        self.begin = button(_("Begin permissions…"), variant="primary", clicked=self._ask_to_begin)
        self.end = button(_("Let everybody do everything…"), clicked=self._ask_to_end)
        self.users = _table(_("Users in force"), (_("User"), _("Login"), _("Roles"), _("State")))
        self.roles = _table(_("Roles"), (_("Role"), *SHORT.values()))
        for at, permission in enumerate(SHORT, 1):
            head = self.roles.horizontalHeaderItem(at)
            if head is not None:
                head.setToolTip(tr(PERMISSION_LABELS[permission]))
        self.manage_users = button(
            _("Manage users"), clicked=lambda: self.resource_asked.emit(ResourceKind.USER, "")
        )
        self.manage_roles = button(
            _("Manage roles"), clicked=lambda: self.resource_asked.emit(ResourceKind.ROLE, "")
        )
        self.users.itemActivated.connect(lambda item: self._open(ResourceKind.USER, item))
        self.roles.itemActivated.connect(lambda item: self._open(ResourceKind.ROLE, item))
        self._build()

    def show_standing(self, standing: Standing, resources: Resources) -> None:
        """Show who works here, and what their roles give."""
        self.sentence.setText(tr(_GOVERNED if standing.is_governed else _FREE))
        self.begin.setVisible(not standing.is_governed)
        self.end.setVisible(standing.is_governed)
        refusal = standing.rights.refusal(Permission.ADMINISTER)
        for act in (self.begin, self.end):
            act.setEnabled(refusal is None)
            act.setToolTip("" if refusal is None else tr(refusal))
        self._fill_users(standing, resources)
        self._fill_roles(resources)

    # --- private ---

    def _build(self) -> None:
        card = Card(margin=12)
        card.body.addWidget(self.sentence)
        acts = QHBoxLayout()
        acts.addWidget(self.begin)
        acts.addWidget(self.end)
        acts.addStretch(1)
        card.body.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card)
        for words, table, manage in (
            (_("Users in force"), self.users, self.manage_users),
            (_("Roles"), self.roles, self.manage_roles),
        ):
            head = QHBoxLayout()
            head.addWidget(heading(words), 1)
            head.addWidget(manage)
            column.addSpacing(4)
            column.addLayout(head)
            column.addWidget(table)
        column.addStretch(1)

    def _fill_users(self, standing: Standing, resources: Resources) -> None:
        found = [user for user in resources.of_kind(User) if user.login.strip()]
        rows = []
        for user in found:
            roles = ", ".join(role.name for role in roles_of(user, resources))
            mine = user in standing.users
            name = tr(_("{name} (you)", name=user.name)) if mine else user.name
            state = _("Active") if user.active else _("Inactive")
            rows.append((user.reference, (name, user.login, roles or tr(_("None")), tr(state))))
        _fill(self.users, rows, _("Nobody has a login yet."))

    def _fill_roles(self, resources: Resources) -> None:
        rows = [
            (role.reference, (role.name, *(_mark(role, permission) for permission in SHORT)))
            for role in resources.of_kind(Role)
        ]
        _fill(self.roles, rows, _("There is no role yet."))

    def _open(self, kind: ResourceKind, item: QTableWidgetItem) -> None:
        reference = item.data(_REFERENCE)
        if reference:
            self.resource_asked.emit(kind, reference)

    def _ask_to_begin(self) -> None:
        dialog = BeginPermissionsDialog(self._session, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._session.resources_changed)
        dialog.open()

    def _ask_to_end(self) -> None:
        question = ConfirmDialog(
            _("Let everybody do everything?"),
            (
                _("Every user loses the login, so that roles no longer hold here."),
                _("Users and roles stay. Begin permissions again whenever you want."),
            ),
            (Answer(_END, _("Let everybody do everything"), "danger"),),
            parent=self.window(),
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self._end)
        question.open()

    def _end(self) -> None:
        try:
            end_permissions(self._session.workspace)
        except UserError as error:
            self.failed.emit(error.text)
        self._session.resources_changed.emit()


_FREE = _(
    "Everybody who opens this workspace may do everything, because no user has a login and a role."
    " Begin permissions to decide who may do what; you become an administrator."
)
_GOVERNED = _(
    "Permissions hold here: only users with a login and a role work in this workspace, each as far"
    " as their roles go. Somebody who may manage roles always remains."
)


def _mark(role: Role, permission: Permission) -> str:
    return tr(_("Yes")) if permission in role.granted else "–"


def _table(name: Text, heads: tuple[Text, ...]) -> QTableWidget:
    made = QTableWidget(0, len(heads))
    made.setAccessibleName(tr(name))
    made.setHorizontalHeaderLabels([tr(head) for head in heads])
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(_ROW)
    head = made.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _fill(table: QTableWidget, rows: Sequence[tuple[str, tuple[str, ...]]], nothing: Text) -> None:
    table.clearSpans()
    table.setRowCount(max(1, len(rows)))
    if not rows:
        item = QTableWidgetItem(tr(nothing))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        table.setItem(0, 0, item)
        for at in range(1, table.columnCount()):
            table.setItem(0, at, QTableWidgetItem())
        table.setSpan(0, 0, 1, table.columnCount())
    yes = tr(_("Yes"))
    for row, (reference, cells) in enumerate(rows):
        for at, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setData(_REFERENCE, reference)
            item.setToolTip(words)
            if at and words == yes:
                item.setIcon(icon("mdi6.check", "success"))
            table.setItem(row, at, item)
    high = table.horizontalHeader().sizeHint().height() + _ROW * table.rowCount() + 4
    table.setFixedHeight(high)
