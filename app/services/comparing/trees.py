"""Two action trees compared: actions field by field, ways out of their branches, drawing apart."""

from __future__ import annotations

from collections.abc import Iterator

from app.model.catalogue import Catalogue
from app.model.config import AnyConfig, UnknownConfig
from app.model.diff import diff, follow
from app.model.text import EMPTY, Text, _, verbatim
from app.model.tree import Action, ActionId, ActionTree, BranchKey
from app.services.comparing.fields import field_changes, shown
from app.services.comparing.values import ActionChange, FieldChange, Sign, TreeChange, WayChange

_END = _("End here")


def compare_trees(before: ActionTree, after: ActionTree, catalogue: Catalogue) -> TreeChange:
    """How two trees differ; actions are matched by id, and across copies by their origin."""
    after = follow(before, after)
    change = diff(before, after)
    actions = [_gone_or_new(before.by_id[key], Sign.REMOVED, catalogue) for key in change.removed]
    actions += [_gone_or_new(after.by_id[key], Sign.ADDED, catalogue) for key in change.added]
    actions += [_altered(before.by_id[key], after.by_id[key], catalogue) for key in change.altered]
    branches = {(one.source, one.branch) for one in (*change.linked, *change.unlinked)}
    branches |= {(one.source, one.branch) for one in (*change.ended, *change.unended)}
    return TreeChange(
        actions=tuple(sorted(actions, key=lambda one: (one.number, one.sign))),
        ways=tuple(_ways(before, after, branches, catalogue)),
        moved=len(change.moved - change.altered),
        redrawn=change.redrawn,
    )


def _gone_or_new(action: Action, sign: Sign, catalogue: Catalogue) -> ActionChange:
    label = catalogue.card(action.type).label
    return ActionChange(sign, action.id, action.number, action.name, label)


def _altered(before: Action, after: Action, catalogue: Catalogue) -> ActionChange:
    plain = (
        (_("Number"), before.number, after.number),
        (_("Name"), before.name, after.name),
        (_("Type"), before.type, after.type),
        (_("Comment"), before.comment, after.comment),
        (_("Record the passage in this action"), before.record, after.record),
    )
    fields = [
        FieldChange(label, shown(one), shown(other)) for label, one, other in plain if one != other
    ]
    return ActionChange(
        sign=Sign.ALTERED,
        action=before.id,
        number=after.number,
        name=after.name,
        type=catalogue.card(after.type).label,
        fields=(*fields, *_config_changes(before.config, after.config, catalogue)),
    )


def _config_changes(
    before: AnyConfig, after: AnyConfig, catalogue: Catalogue
) -> tuple[FieldChange, ...]:
    known = not isinstance(before, UnknownConfig) and not isinstance(after, UnknownConfig)
    if known and type(before) is type(after):
        return field_changes(before, after)
    texts = [verbatim(catalogue.encode(config)) for config in (before, after)]
    return () if texts[0] == texts[1] else (FieldChange(_("Configuration"), *texts),)


def _ways(
    before: ActionTree,
    after: ActionTree,
    branches: set[tuple[ActionId, BranchKey]],
    catalogue: Catalogue,
) -> Iterator[WayChange]:
    def order(key: tuple[ActionId, BranchKey]) -> tuple[int, BranchKey]:
        owner = after.by_id.get(key[0]) or before.by_id[key[0]]
        return owner.number, key[1]

    for source, branch in sorted(branches, key=order):
        owner = after.by_id.get(source) or before.by_id[source]
        place = _(
            "{action}, {branch}",
            action=_called(owner),
            branch=_branch_label(owner.config, branch, catalogue),
        )
        ways = (_way(before, source, branch), _way(after, source, branch))
        yield WayChange(source, branch, place, *ways)


def _way(tree: ActionTree, source: ActionId, branch: BranchKey) -> Text:
    target = tree.targets.get((source, branch))
    if target is not None:
        return _called(tree.by_id[target])
    return _END if (source, branch) in tree.ended else EMPTY


def _called(action: Action) -> Text:
    return _("{number} “{name}”", number=action.number, name=action.name)


def _branch_label(config: AnyConfig, key: BranchKey, catalogue: Catalogue) -> Text:
    for branch in catalogue.branches(config):
        if branch.key == key:
            return verbatim(branch.caption) if branch.caption else branch.label
    return verbatim(key)
