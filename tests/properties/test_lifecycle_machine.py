"""Thousands of commands of the life cycle at random do what a small model of its rules says.

Two windows on one workspace, eight people with different rights, a clock that moves on and back.
Whatever is refused changes nothing; whatever is done is in the log, with who, when and what.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from app.model.resources import Mailbox
from tests.properties.lifecycle_commands import Commands
from tests.properties.lifecycle_people import PEOPLE, SENTENCES
from tests.properties.lifecycle_values import Told
from tests.scaling import is_full, scaled

_LOG = logging.getLogger(__name__)

MACHINES = 20
STEPS = 200
COMMANDS = 10
"""Commands a step: Hypothesis remembers a few hundred steps at most."""

_VERSIONS = (
    Commands.create_version,
    Commands.duplicate,
    Commands.rename,
    Commands.edit,
    Commands.append,
    Commands.append,
    Commands.delete_version,
)
_PRODUCTION = (Commands.promote, Commands.promote, Commands.append)
_TESTS = (
    Commands.put_in_test,
    Commands.put_in_test,
    Commands.choose_mailboxes,
    Commands.remove_from_test,
    Commands.change_mailbox,
)
_SCHEDULES = (
    Commands.schedule,
    Commands.schedule_at_an_awkward_time,
    Commands.unschedule,
    Commands.dismiss,
    Commands.move_the_clock,
    Commands.due,
    Commands.wait_for_the_next,
    Commands.schedule,
)
_ROUTINGS = (
    Commands.create_routing,
    Commands.edit_routing,
    Commands.copy_routing,
    Commands.delete_routing,
)

EVENTS = {
    "created",
    "copied",
    "renamed",
    "edited",
    "deleted",
    "put_in_test",
    "mailboxes_chosen",
    "removed_from_test",
    "scheduled",
    "unscheduled",
    "promoted",
    "promotion_refused",
    "demoted",
    "activated",
    "activation_failed",
}


class Life(Commands):
    """The product beside the model."""

    # --- steps ---

    @rule(seed=st.integers(0, 2**20))
    def live(self, seed: int) -> None:
        """Whatever comes."""
        self._go_on(seed, (*_VERSIONS, *_PRODUCTION, *_TESTS, *_SCHEDULES, *_ROUTINGS))

    @rule(seed=st.integers(0, 2**20))
    def produce(self, seed: int) -> None:
        """Versions are made, edited, put in production."""
        self._go_on(seed, (*_VERSIONS, *_PRODUCTION))

    @rule(seed=st.integers(0, 2**20))
    def test(self, seed: int) -> None:
        """Versions are made and put in test, mailboxes come and go."""
        self._go_on(seed, (*_VERSIONS, *_TESTS))

    @rule(seed=st.integers(0, 2**20))
    def plan(self, seed: int) -> None:
        """Productions are planned, and time goes by."""
        self._go_on(seed, (Commands.edit, Commands.append, *_SCHEDULES))

    def _go_on(self, seed: int, commands: tuple[Callable[[Commands], None], ...]) -> None:
        self.dice = random.Random(seed)
        for _number in range(COMMANDS):
            self.who = self.dice.choice(PEOPLE)
            command = self.dice.choice(commands) if self.world.routings else Commands.create_routing
            command(self)

    # --- what holds after every step ---

    @invariant()
    def the_workspace_is_as_the_model_says(self) -> None:
        ws = self.dice.choice(self.windows)
        routings = {one.id: one for one in ws.routings()}
        assert routings.keys() == {self.ids[key] for key in self.world.routings}
        for key, expected in self.world.routings.items():
            routing = routings[self.ids[key]]
            assert (routing.reference, routing.name, routing.type.value) == (
                expected.reference,
                expected.name,
                expected.type,
            )
            found = {one.number: one for one in ws.versions(routing.id)}
            assert found.keys() == expected.versions.keys()
            for number, version in expected.versions.items():
                one = found[number]
                plan = None if one.schedule is None else (one.schedule.at, one.schedule.time_zone)
                assert (one.name, one.status.value, one.in_testing, plan) == (
                    version.name,
                    version.status,
                    version.testing,
                    None if version.plan is None else (version.plan.at, version.plan.zone),
                )
                assert (one.missed is not None) is version.missed
                assert one.actions == len(version.words) + 1
                edition = (expected.type, version.words)
                assert self.hashes.setdefault(edition, one.hash) == one.hash
            statuses = [one.status for one in expected.versions.values()]
            assert statuses.count("production") <= 1

    @invariant()
    def mailboxes_are_as_the_model_says(self) -> None:
        ws = self.dice.choice(self.windows)
        found = {
            one.reference: (one.routing, one.test_version)
            for one in ws.resources().of_kind(Mailbox)
        }
        assert found == {
            name: (one.routing, one.tests) for name, one in self.world.mailboxes.items()
        }

    @invariant()
    def the_log_tells_all_of_it(self) -> None:
        ws = self.dice.choice(self.windows)
        told_hashes: dict[str, tuple[str, ...]] = {}
        for key, expected in self.world.log.items():
            found = ws.log(self.ids[key])
            told = [Told(one.event, one.version, one.version_name, one.by, one.at) for one in found]
            assert told == [
                Told(one.event, one.version, one.name, one.by, one.at) for one in expected
            ]
            for entry, wanted in zip(found, expected, strict=True):
                if wanted.words is not None:
                    # One hash never stands for two trees.
                    assert told_hashes.setdefault(entry.hash, wanted.words) == wanted.words
                else:
                    assert not entry.hash


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_life_at_random_follows_the_rules() -> None:
    Commands.counted.clear()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=MACHINES,
            stateful_step_count=scaled(STEPS),
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    counted = Commands.counted
    assert counted["commands"] >= MACHINES * scaled(STEPS) * COMMANDS * 0.95
    assert counted["done"] > counted["commands"] / 4
    if is_full():  # what never happened, nothing was shown about
        assert all(counted[one] for one in (*SENTENCES, *EVENTS))
        assert min(counted["activated"], counted["activation_failed"]) > MACHINES
    _LOG.info("%s", dict(counted))
