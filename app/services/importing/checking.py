"""Whether the decisions about an import are complete, and possible."""

from __future__ import annotations

from app.model.errors import Refused
from app.model.names import check_reference
from app.model.package import Package
from app.model.resources import KIND_LABELS, ResourceKind
from app.model.text import Text, _
from app.services.importing.choices import Choices, Decision, Key, key_of
from app.services.importing.preview import Preview, ResourceItem, RoutingItem, State
from app.services.importing.target import Target


class Undecided(Refused):
    """Conflicts wait for a decision: `reasons` has one sentence for each."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons


def check_choices(preview: Preview, package: Package, target: Target, choices: Choices) -> None:
    """Whether everything is decided.

    Raises:
        Undecided: a conflict has no decision.
        Refused: a routing cannot be added to one of the other type, a reference is taken or cannot
            be one, or a mapping leads from or to nothing.
    """
    reasons = [_conflict(item) for item in preview.conflicts if item.key not in choices.conflicts]
    asks = preview.settings is not None and preview.settings.state is State.CONFLICT
    if asks and choices.settings is None:
        reasons.append(
            _("Time zone or step limit differ. Keep those of this workspace, or take the others.")
        )
    if reasons:
        raise Undecided(tuple(reasons))
    taken = _references(package, target)
    for item in preview.conflicts:
        choice = choices.conflicts[item.key]
        if isinstance(item, RoutingItem) and choice.decision is Decision.TAKE and not item.can_add:
            raise Refused(
                _(
                    "{name} is of another type than the smart routing with its reference here."
                    " Import it under another reference, or leave it out.",
                    name=item.name,
                )
            )
        if choice.decision is Decision.RENAME:
            kind = item.key[0]
            chosen = choice.reference or item.suggestion
            check_reference(chosen, [reference for of, reference in taken if of == kind])
            taken.add(key_of(kind, chosen))
    check_mapping(preview, package, target, choices)


def _conflict(item: ResourceItem | RoutingItem) -> Text:
    if isinstance(item, RoutingItem):
        return _(
            "Smart routing {reference} is here already, with other versions. Leave it out, add its"
            " versions to yours in development, or import it under another reference.",
            reference=item.reference,
        )
    return _(
        "{kind} {reference} is here already, with other content. Keep it, take the other, or"
        " import that under another reference.",
        kind=KIND_LABELS[item.kind],
        reference=item.reference,
    )


def _references(package: Package, target: Target) -> set[Key]:
    """Every reference that is taken, here or in the package."""
    taken = {key_of(one.kind, one.reference) for one in target.resources.entries}
    taken |= {key_of(one.kind, one.reference) for one in package.resources}
    taken |= {key_of(ResourceKind.ROUTING, reference) for reference in target.routings}
    return taken | {key_of(ResourceKind.ROUTING, one.routing.reference) for one in package.routings}


def check_mapping(preview: Preview, package: Package, target: Target, choices: Choices) -> None:
    """`Refused` when a mapping leads from something that is not missing, or to nothing."""
    taken = _references(package, target)
    missing = {key_of(kind, item.reference) for item in preview.missing for kind in item.kinds}
    for (kind, reference), existing in choices.mapped.items():
        if (kind, reference) not in missing:
            raise Refused(
                _(
                    "Nothing in the package misses {kind} {reference}. Leave it out.",
                    kind=_label(kind),
                    reference=reference,
                )
            )
        if key_of(kind, existing) not in taken:
            raise Refused(
                _(
                    "There is no {kind} {reference} to stand in. Choose another one.",
                    kind=_label(kind),
                    reference=existing,
                )
            )


def _label(kind: str) -> Text:
    return KIND_LABELS[ResourceKind(kind)]
