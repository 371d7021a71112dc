"""Where a replay enters: the version on screen directly, or a mailbox, which decides itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.model.catalogue import RoutingType
from app.model.errors import UserError
from app.model.resources import Mailbox
from app.model.text import Text, _
from app.services.mailbox_way import Way, way_of
from app.ui.replay.controller import ReplayController
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import Option, Picker

_BY, _AS = "by:", "as:"
_ICON = "mdi6.mailbox-outline"


@dataclass(frozen=True)
class _Here:
    """The version on screen."""

    routing: str
    number: int
    type: RoutingType

    def is_end_of(self, way: Way) -> bool:
        """Whether a way leads here."""
        found = way.routing
        same = found is not None and found.reference.lower() == self.routing.lower()
        return same and way.version == self.number


class EntryPicker(Picker):
    """`entered` carries the mailbox (a reference, or empty) that replays enter through from now on.

    `version_requested` carries the version that a mailbox leads to, where it is another one.
    """

    entered = Signal(str)
    version_requested = Signal(str)

    def __init__(
        self, session: Session, controller: ReplayController, parent: QWidget | None = None
    ) -> None:
        super().__init__(self._offered, placeholder=_("This version directly"), parent=parent)
        self._session = session
        self._controller = controller
        self.setAccessibleName(tr(_("Entry of the replay")))
        self.chosen.connect(self._choose)

    def refresh(self) -> None:
        """Show the mailbox of the controller's world."""
        reference = self._controller.world.mailbox
        box = self._session.resources().get(Mailbox, reference) if reference else None
        if box is None:
            self.show_choice("", "")
            return
        here = self._here()
        way = None if here is None else way_of(box, self._session.resources(), here.type)
        leads = way is not None and here is not None and here.is_end_of(way)
        colour = "accent" if leads or way is None else "warning"
        self.show_choice(f"{_AS}{box.reference}", box.name or box.reference, "", _ICON, colour)
        if way is not None:
            self.setToolTip(tr(_leads_here(box) if leads else _leads_elsewhere(box, way)))

    # --- private ---

    def _here(self) -> _Here | None:
        workspace = self._session.workspace
        try:
            version = workspace.version(self._controller.version_id)
            routing = workspace.routing(version.routing)
        except UserError:  # deleted in another window: the tab goes away as well
            return None
        return _Here(routing.reference, version.number, routing.type)

    def _offered(self) -> list[Option]:
        here = self._here()
        direct = Option("", tr(_("This version directly")), icon="mdi6.source-branch")
        if here is None:
            return [direct]
        resources = self._session.resources()
        first, follow, instead = [], [], []
        for box in resources.of_kind(Mailbox):
            name, way = box.name or box.reference, way_of(box, resources, here.type)
            by, as_ = f"{_BY}{box.reference}", f"{_AS}{box.reference}"
            if here.is_end_of(way):
                said = tr(_("Leads to this version"))
                first.append(Option(as_, name, box.address, said, _ICON))
                continue
            leads = tr(_("Leads to {where}", where=_where(way)))
            follow.append(Option(by, name, box.address, leads, _ICON))
            said = tr(_("With this version instead"))
            instead.append(Option(as_, name, box.address, said, "mdi6.source-branch"))
        return [direct, *first, *follow, *instead]

    def _choose(self, key: str) -> None:
        if not key.startswith(_BY):
            self.entered.emit(key.removeprefix(_AS))
            return
        from app.services.mailbox_replay import entrance, not_taken

        here = self._here()
        try:
            came = entrance(
                self._session.workspace,
                key.removeprefix(_BY),
                RoutingType.START if here is None else here.type,
            )
        except UserError as error:
            self._session.report(error.text, "warning")
            return
        if came.version is None:
            self._session.report(not_taken(came), "warning")
            return
        self._session.enter(came.version.id, came.mailbox.reference)
        self.version_requested.emit(came.version.id)


def _where(way: Way) -> Text:
    if way.routing is not None and way.version is not None:
        return _("{routing}, version {number}", routing=way.routing.name, number=way.version)
    if way.type is RoutingType.END:
        return _("nothing: no version runs")
    if way.fallback is not None:
        return _("the fallback queue {queue}", queue=way.fallback.name)
    return _("nowhere")


def _leads_here(box: Mailbox) -> Text:
    return _("Emails of “{name}” go to this version.", name=box.name)


def _leads_elsewhere(box: Mailbox, way: Way) -> Text:
    return _(
        "Emails of “{name}” go elsewhere ({where}); here they are replayed through this version.",
        name=box.name,
        where=_where(way),
    )
