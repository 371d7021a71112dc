"""The questions before a version or a smart routing is deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.model.resources import KIND_LABELS, ResourceKind
from app.model.routing import Routing, Version
from app.model.store.uses import Use
from app.model.text import Text, _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.widgets import Answer, ConfirmDialog

DELETE = "delete"
_MOST_USES = 8


def version_deletion(version: Version, parent: QWidget | None) -> ConfirmDialog:
    """Ask before a version goes for good."""
    sentences = [
        _(
            "Version {number} “{version}” and its action tree are deleted for good. Its history"
            " entries stay.",
            number=version.number,
            version=version.name,
        )
    ]
    if version.in_testing:
        sentences.append(_("The mailboxes that test it are processed by production again."))
    if version.schedule is not None:
        sentences.append(_("Its planned production is cancelled."))
    sentences.append(_("This cannot be undone."))
    return ConfirmDialog(
        _("Delete version “{version}”?", version=version.name),
        tuple(sentences),
        (Answer(DELETE, _("Delete the version"), "danger"),),
        parent=parent,
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
            _("This cannot be undone."),
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
