"""The dialog that begins permissions: which user you are, and that you become an administrator."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QWidget

from app.model.errors import Refused
from app.model.names import check_name, suggest_reference
from app.model.resources import User
from app.model.resources.checks import is_address
from app.model.text import _
from app.services.governing import begin_permissions
from app.ui.routings.form_dialog import FormDialog
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import Option, Picker, label

_NEW = ""


class BeginPermissionsDialog(FormDialog):
    """Asks which user the person is: one of the workspace, or a new one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Begin permissions"), _("Begin"), self._begin, parent=parent)
        self._session = session
        self._users = {user.reference: user for user in session.resources().of_kind(User)}
        self._chosen = _NEW
        login = session.workspace.user
        self.body.addWidget(
            label(
                _(
                    "From then on only users with a login and a role work here. You keep every"
                    " right: your login {login} gets a role that gives them all.",
                    login=login,
                )
            )
        )
        self.add_caption(_("You are"))
        self.who = Picker(self._options)
        self.who.setAccessibleName(tr(_("You are")))
        self.who.chosen.connect(self._choose)
        self.body.addWidget(self.who)
        self.name = self.add_line("name", _("Name"), self._check_name)
        self.email = self.add_line("email", _("Email address"), self._check_email)
        self.name.setText(login)
        same = [user for user in self._users.values() if user.name.casefold() == login.casefold()]
        self._choose(same[0].reference if same else _NEW)

    def _options(self) -> list[Option]:
        known = [
            Option(user.reference, user.name, user.email)
            for user in sorted(self._users.values(), key=lambda user: user.name.casefold())
        ]
        return [Option(_NEW, tr(_("A new user"))), *known]

    def _choose(self, reference: str) -> None:
        self._chosen = reference
        user = self._users.get(reference)
        if user is None:
            self.who.show_choice(_NEW, tr(_("A new user")))
        else:
            self.who.show_choice(reference, user.name, user.email)
            self.name.setText(user.name)
            self.email.setText(user.email)
        for line in (self.name, self.email):
            line.setReadOnly(user is not None)
            line.setEnabled(user is None)
        self.validate()

    def _check_name(self) -> None:
        check_name(self.name.text())

    def _check_email(self) -> None:
        if not is_address(self.email.text()):
            raise Refused(_("Write an email address, such as support@example.com."))

    def _begin(self) -> None:
        user = self._users.get(self._chosen)
        if user is None:
            name = self.name.text().strip()
            user = User(
                name=name,
                reference=suggest_reference(name, tuple(self._users), fallback="user"),
                email=self.email.text().strip(),
            )
        stored = begin_permissions(self._session.workspace, msgspec.structs.replace(user))
        self._session.report(
            _("Permissions hold now. You are {name}, with every right.", name=stored.name),
            "success",
        )
