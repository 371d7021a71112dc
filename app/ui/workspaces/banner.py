"""The strip above the pages of a workspace that is open read-only."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.model.text import _
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.version.banners import Strip
from app.ui.widgets import button
from app.ui.workspaces.commands import WorkspaceCommands


class WorkspaceBanner(Strip):
    """A padlock, why nothing can be changed, and the way to change it all the same."""

    def __init__(
        self, session: Session, commands: WorkspaceCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__("mdi6.lock-outline", "warning", parent)
        self.words.setText(
            tr(
                _(
                    "{name} is open read-only, because its file or folder may not be written. You"
                    " can look at everything and replay; to make changes, go on in a copy.",
                    name=session.workspace.path.stem,
                )
            )
        )
        self.copy = button(
            _("Save a copy and go on there…"),
            icon="mdi6.content-save-move-outline",
            clicked=commands.go_on_in_copy,
        )
        self.copy.setObjectName("go_on_in_copy")
        self.add(self.copy)
        self.show()
