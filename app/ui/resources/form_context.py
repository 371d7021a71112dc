"""What the forms of resources ask of the window: names as a start routing has them, links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.model.catalogue import RoutingType
from app.model.routing import Routing
from app.ui.session import Session
from app.ui.version.form_context import VersionFormContext


class ResourceFormContext(VersionFormContext):
    """`opened` takes a kind and reference that a form wants to show."""

    def __init__(
        self, session: Session, opened: Callable[[str, str], object], parent: QObject
    ) -> None:
        # Templates serve every routing; the names of a start routing are known to all of them.
        every = Routing(id="", reference="", name="", type=RoutingType.START)
        super().__init__(session, every, lambda: None, parent)
        self._opened = opened

    def open_resource(self, kind: str, reference: str) -> None:
        """Show another resource on the page, or a routing on its own."""
        self._opened(kind, reference)
