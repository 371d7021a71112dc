"""The dialog *Workspace settings*: general, users and roles, your rights."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import UserError
from app.model.text import _
from app.services.governing import standing
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Segments, Tone, button, title
from app.ui.workspaces.general_settings import GeneralSettings
from app.ui.workspaces.users_and_roles import UsersAndRoles
from app.ui.workspaces.your_rights import YourRights


class SettingsTab(StrEnum):
    """The parts of the dialog."""

    GENERAL = "general"
    PEOPLE = "people"
    RIGHTS = "rights"


class WorkspaceSettingsDialog(QDialog):
    """`resource_asked` carries kind and reference (may be empty) of something to manage."""

    resource_asked = Signal(str, str)

    def __init__(
        self,
        session: Session,
        tab: SettingsTab = SettingsTab.GENERAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr(_("Workspace settings")))
        self.setMinimumSize(680, 480)
        self.resize(720, 600)
        self.tabs = Segments(
            (
                (SettingsTab.GENERAL, _("General")),
                (SettingsTab.PEOPLE, _("Users and roles")),
                (SettingsTab.RIGHTS, _("Your rights")),
            )
        )
        self.message = MessageBar()
        self.general = GeneralSettings(session)
        self.people = UsersAndRoles(session)
        self.rights = YourRights()
        self.pages = QStackedWidget()
        for page in (self.general, self.people, self.rights):
            self.pages.addWidget(_scrolled(page))
        self.save = button(_("Save"), variant="primary", clicked=self._save)
        self.cancel = button(_("Close"), clicked=self.reject)
        self._build()
        self._connect()
        self.refresh()
        self.show_tab(tab)

    # --- what is shown ---

    def show_tab(self, tab: str) -> None:
        """Bring a part to the front."""
        self.tabs.set_key(tab)
        self.tabs.segment(tab).setFocus()
        self.pages.setCurrentIndex(list(SettingsTab).index(SettingsTab(tab)))
        self._allow()

    def refresh(self) -> None:
        """Read settings, users and roles anew; what was typed stays."""
        try:
            found = standing(self._session.workspace)
            self.general.refresh(found)
        except UserError as error:
            self.message.show_message(error.text, Tone.ERROR)
            return
        self.people.show_standing(found, self._session.resources())
        self.rights.show_standing(found)
        self._allow()

    # --- private ---

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Workspace settings")))
        column.addWidget(self.tabs)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.general.edited.connect(self._allow)
        self.people.failed.connect(lambda text: self.message.show_message(text, Tone.ERROR))
        self.people.resource_asked.connect(self._leave_for)
        self.rights.resource_asked.connect(self._leave_for)
        self._session.resources_changed.connect(self.refresh)

    def _allow(self) -> None:
        changed = self.general.is_changed
        self.save.setVisible(changed or self.tabs.key == SettingsTab.GENERAL)
        self.save.setEnabled(changed and self.general.is_sound)
        self.cancel.setText(tr(_("Cancel") if changed else _("Close")))

    def _save(self) -> None:
        try:
            self.general.save()
        except UserError as error:
            self.message.show_message(error.text, Tone.ERROR)
            return
        self._session.report(_("The settings of the workspace are saved."), "success")
        self.accept()

    def _leave_for(self, kind: str, reference: str) -> None:
        if self.general.is_changed:
            self.message.show_message(
                _("The settings are not saved yet. Save or cancel them first."), Tone.WARNING
            )
            return
        self.accept()
        self.resource_asked.emit(kind, reference)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(page)
    return area
