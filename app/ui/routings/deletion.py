"""The questions before a version or a smart routing is deleted."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.model.resources import KIND_LABELS, ResourceKind
from app.model.routing import Routing, Version
from app.model.store.uses import Use
from app.model.text import Text, _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.wording import scheduled_moment
from app.ui.widgets import Answer, ConfirmDialog

DELETE = "delete"
_MOST_USES = 8


def version_deletion(
    workspace: Workspace, version: Version, parent: QWidget | None
) -> ConfirmDialog:
    """Ask before a version goes for good, and its test and schedule with it."""
    sentences = [
        _(
            "Version {number} “{version}” and its action tree are deleted for good. Its history"
            " entries stay.",
            number=version.number,
            version=version.name,
        )
    ]
    sentences += ending(workspace, version)
    sentences.append(_("The life cycle is outside of Undo: this cannot be undone."))
    return ConfirmDialog(
        _("Delete version “{version}”?", version=version.name),
        tuple(sentences),
        (Answer(DELETE, _("Delete the version"), "danger"),),
        parent=parent,
    )


def ending(workspace: Workspace, version: Version) -> Iterator[Text]:
    """What ends with a version's life in development: its test, its schedule."""
    if version.in_testing:
        routing = workspace.routing(version.routing)
        tested = [
            one
            for one in lifecycle.mailboxes_of(workspace, routing.id)
            if one.tests(routing.reference, version.number)
        ]
        if tested:
            yield _(
                "Its test ends. These mailboxes return to production: {mailboxes}.",
                mailboxes=", ".join(one.address or one.reference for one in tested),
            )
        else:
            yield _("Its test ends. No mailbox uses it.")
    if version.schedule is not None:
        yield _(
            "Its planned production on {when} is cancelled.",
            when=scheduled_moment(version.schedule),
        )


def routing_deletion(
    workspace: Workspace, routing: Routing, parent: QWidget | None
) -> ConfirmDialog:
    """Ask for the name before a routing goes for good, or say who still uses it."""
    uses = workspace.uses(ResourceKind.ROUTING, routing.reference)
    elsewhere = [use for use in uses if use.routing != routing.id]
    if elsewhere:
        listed = tuple(_("• {user}", user=_user(use)) for use in elsewhere[:_MOST_USES])
        more = len(elsewhere) - len(listed)
        rest: tuple[Text, ...] = (_("• and {count} more", count=more),) if more else ()
        return ConfirmDialog(
            _("{name} is in use", name=routing.name),
            (_("It can be deleted when nothing refers to it any more:"), *listed, *rest),
            (),
            cancel=_("Close"),
            parent=parent,
        )
    count = len(workspace.versions(routing.id))
    return ConfirmDialog(
        _("Delete {name}?", name=routing.name),
        (
            _(
                "The smart routing is deleted for good, with its {versions}.",
                versions=_versions(count),
            )
            if count
            else _("The smart routing is deleted for good."),
            _("The life cycle is outside of Undo: this cannot be undone."),
        ),
        (Answer(DELETE, _("Delete the smart routing"), "danger"),),
        type_to_confirm=routing.name,
        parent=parent,
    )


def _user(use: Use) -> Text:
    if use.kind is not None:
        return _("{kind} “{name}”", kind=KIND_LABELS[use.kind], name=use.name)
    return lifecycle.described(use)


def _versions(count: int) -> Text:
    return _("only version") if count == 1 else _("{count} versions", count=count)
