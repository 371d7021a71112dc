"""What an open version says when a change could not be stored, or somebody else was quicker."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.graph.document import Document
from app.model.errors import UserError
from app.model.text import Text, _
from app.ui.session import Session
from app.ui.version.banners import NoticeStrip
from app.ui.version.inspecting import Inspecting
from app.ui.widgets import Tone


class Saving(QObject):
    """`changed` when the document became unsaved, or stored again."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        document: Document,
        notice: NoticeStrip,
        inspecting: Inspecting,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._document = document
        self._notice = notice
        self._inspecting = inspecting
        document.refused.connect(self._on_refused)
        document.save_failed.connect(self._on_failed)
        document.saved.connect(self._on_saved)
        document.stale.connect(self._on_stale)

    def _on_refused(self, text: object) -> None:
        assert isinstance(text, Text)
        self._session.report(text, "warning")

    def _on_failed(self, text: object) -> None:
        assert isinstance(text, Text)
        self._notice.say(text, Tone.ERROR, _("Retry"), self._document.retry)
        self.changed.emit()

    def _on_saved(self) -> None:
        self._notice.clear()
        self.changed.emit()

    def _on_stale(self) -> None:
        self._inspecting.reset()
        self._notice.say(
            _(
                "Somebody else changed this version in the meantime:"
                " your last change did not happen."
            ),
            Tone.WARNING,
            _("Load it again"),
            self._reload,
        )

    def _reload(self) -> None:
        self._inspecting.edits.drop()
        try:
            self._document.reload()
        except UserError as error:
            self._session.report(error.text, "error")
