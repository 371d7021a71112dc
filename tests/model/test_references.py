"""Other references in the place of picked ones, wherever fields hold them."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.to_queue import ToQueue
from app.engine.checks import uses_in
from app.engine.registry import CATALOGUE
from app.model.config import Reference, ReferenceMode, UnknownConfig
from app.model.references import with_references
from app.model.resources import (
    DistributionGroup,
    Mailbox,
    Queue,
    Resource,
    Share,
    User,
    ValueTable,
)
from tests.properties.any_routing import KEYS, Chance

OTHER = {
    ("queue", "sales"): "theirs",
    ("variable", "count"): "number",
    ("routing", "support"): "help",
    ("role", "agent"): "clerk",
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Queue(calendar="sales"), Queue(calendar="sales")),
        (
            DistributionGroup(shares=(Share(" SALES ", 50), Share("idle", 50))),
            DistributionGroup(shares=(Share("theirs", 50), Share("idle", 50))),
        ),
        (
            Mailbox(routing="Support", end_routing="support", fallback_queue="sales"),
            Mailbox(routing="help", end_routing="help", fallback_queue="theirs"),
        ),
        (User(roles=("admin", "agent")), User(roles=("admin", "clerk"))),
        (ValueTable(rows=(("sales", "agent"),)), ValueTable(rows=(("sales", "agent"),))),
    ],
)
def test_resources_follow(before: Resource, after: Resource) -> None:
    assert with_references(before, OTHER) == after


def test_configs_follow_in_rows_and_references() -> None:
    assert with_references(ToQueue(queue=Reference("Sales")), OTHER) == ToQueue(
        queue=Reference("theirs")
    )
    config = AssignVariables(rows=(AssignmentRow("count", "{{ var.count }}"),))
    assert with_references(config, OTHER) == AssignVariables(
        rows=(AssignmentRow("number", "{{ var.count }}"),)
    )


def test_templates_and_unknown_configs_stay_word_for_word() -> None:
    config = ToQueue(queue=Reference("sales", ReferenceMode.EXPRESSION))
    assert with_references(config, OTHER) is config
    unknown = UnknownConfig("fax", '{"queue":"sales"}')
    assert CATALOGUE.with_references(unknown, OTHER) is unknown


def test_a_field_of_several_kinds_follows_the_first_that_is_renamed() -> None:
    both = {("distribution_group", "sales"): "group", ("queue", "sales"): "queue"}
    assert with_references(ToQueue(queue=Reference("sales")), both).queue.value == "queue"
    only = {("distribution_group", "sales"): "group"}
    assert with_references(ToQueue(queue=Reference("sales")), only).queue.value == "group"


def test_nothing_renamed_is_the_very_same_value() -> None:
    for number in range(200):
        config = Chance(Random(number)).config()
        assert CATALOGUE.with_references(config, {}) is config


def test_every_use_but_those_in_templates_follows_in_any_config() -> None:
    followed = 0
    for number in range(40 * len(KEYS)):
        config = Chance(Random(number)).config()
        uses = CATALOGUE.uses(config)
        renamed = {(str(use.kind), use.reference.lower()): "elsewhere" for use in uses}
        moved = CATALOGUE.with_references(config, renamed)
        for use in CATALOGUE.uses(moved):
            if use.reference != "elsewhere":
                # What is left is read by name inside a template, and there alone.
                assert use.kind == "variable"
            else:
                followed += 1
    assert followed > 100


def test_uses_count_every_pick_of_several() -> None:
    user = User(name="A", reference="a", roles=("admin", "agent"))
    assert [use.reference for use in uses_in(user)] == ["admin", "agent"]
    assert [use.reference for use in uses_in(replace(user, roles=()))] == []
