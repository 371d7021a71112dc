"""What the forms of resources ask of the window: names as a start routing has them, links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.engine.run import Run
from app.model.catalogue import RoutingType
from app.model.routing import Routing
from app.services.template_previews import preview_run
from app.ui.session import Session
from app.ui.version.form_context import VersionFormContext


class ResourceFormContext(VersionFormContext):
    """`opened` takes a kind and reference that a form wants to show."""

    def __init__(
        self, session: Session, opened: Callable[[str, str], object], parent: QObject
    ) -> None:
        # Templates serve every routing; the names of a start routing are known to all of them.
        every = Routing(id="", reference="", name="", type=RoutingType.START)
        super().__init__(session, every, self._chosen_run, parent)
        self._opened = opened

    def open_resource(self, kind: str, reference: str) -> None:
        """Show another resource on the page, or a routing on its own."""
        self._opened(kind, reference)

    def _chosen_run(self) -> Run | None:
        """What the chosen email offers before anything happened to it."""
        chosen = self._session.chosen_email
        return None if chosen is None else preview_run(self._session.resources(), chosen.raw)
