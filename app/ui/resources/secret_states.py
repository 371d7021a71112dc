"""Tells the secret fields of a form what is kept, without waiting for the keyring."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.model.resources import RESOURCE_TYPES, ResourceKind, secret_fields
from app.services.secrets_vault import Look
from app.ui.forms.editors.secret import Kept, SecretEditor
from app.ui.forms.form import Form
from app.ui.session import Session


class SecretStates(QObject):
    """Belongs to a form. The newest question counts; answers to older ones are dropped."""

    def __init__(self, session: Session, form: Form, kind: ResourceKind) -> None:
        super().__init__(form)
        self._session = session
        self._kind = kind
        fields = secret_fields(RESOURCE_TYPES[kind])
        editors = {name: form.editor(name) for name in fields}
        self._editors = {
            name: editor for name, editor in editors.items() if isinstance(editor, SecretEditor)
        }
        self._asked = 0

    def show(self, reference: str | None) -> None:
        """Show what is kept of a stored resource; None for one that has nothing yet."""
        if not self._editors:
            return
        self._asked += 1
        asked, kind = self._asked, self._kind
        workspace = self._session.workspace
        marks = workspace.secrets_set(kind, reference) if reference else frozenset()
        for name, editor in self._editors.items():
            known = editor.kept.trouble
            editor.show_kept(Kept(name in marks, None, known))
        secrets = workspace.secrets

        def take(found: Look) -> None:
            if asked != self._asked:
                return
            for name, editor in self._editors.items():
                where = found.where[name] if reference else None
                editor.show_kept(Kept(name in marks, where, found.trouble))

        self._session.jobs.start(
            lambda _ticket: secrets.look(kind, reference or ""), take, owner=self
        )
