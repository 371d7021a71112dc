"""The commands of the life cycle, each given to the product and to the model of its rules alike."""

from __future__ import annotations

import datetime as dt
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
import time_machine
from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine

from app.model.catalogue import RoutingType
from app.model.errors import Refused
from app.services import lifecycle
from app.services.lifecycle import PromotionRefused
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.properties.lifecycle_model import World
from tests.properties.lifecycle_people import (
    AWKWARD,
    BEGIN,
    MAILBOXES,
    MOST_ROUTINGS,
    MOST_VERSIONS,
    NAMES,
    REFERENCES,
    SENTENCES,
    ZONES,
    delete_all,
    edit_as,
    employ,
    mailbox,
)
from tests.properties.lifecycle_values import Forbidden
from tests.workspaces import CATALOGUE, append_node, new_workspace


class Commands(RuleBasedStateMachine):
    """Two windows on a workspace, and the model beside them; `counted` is over all machines."""

    counted: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._clock = time_machine.travel(BEGIN, tick=False)
        self._traveller = self._clock.start()
        first = new_workspace(Path(self._folder.name))
        employ(first)
        self.windows = (first, Workspace.open(first.path, CATALOGUE))
        self.world = World(BEGIN, MAILBOXES)
        self.ids: dict[int, str] = {}
        self.versions: dict[tuple[int, int], str] = {}
        self.hashes: dict[tuple[str, tuple[tuple[int, str], ...]], str] = {}
        self.dice = random.Random()
        self.who = "boss"

    def teardown(self) -> None:
        for entries in self.world.log.values():
            self.counted.update(one.event for one in entries)
        for window in self.windows:
            window.close()
        self._clock.stop()
        self._folder.cleanup()

    # --- doing the same on both sides ---

    def both(
        self,
        modelled: Callable[[], object],
        done: Callable[[Workspace], object],
        what: str,
    ) -> tuple[object, object] | None:
        """What both gave, or None where both refused, for the same reason."""
        ws = self.dice.choice(self.windows)
        ws.user = self.who
        self.counted["commands"] += 1
        try:
            expected: object = modelled()
        except Forbidden as forbidden:
            self.counted.update(forbidden.reasons, refused=1)
            note(f"{self.who}: {what} — refused: {forbidden}")
            self._refused(ws, done, forbidden.reasons)
            return None
        note(f"{self.who}: {what}")
        self.counted["done"] += 1
        return expected, done(ws)

    def _refused(
        self, ws: Workspace, done: Callable[[Workspace], object], reasons: set[str]
    ) -> None:
        with pytest.raises(Refused) as found:
            done(ws)
        error = found.value
        said = error.reasons if isinstance(error, PromotionRefused) else (error.text,)
        for sentence in map(str, said):
            assert any(re.search(SENTENCES[one], sentence) for one in reasons), sentence
        if isinstance(error, PromotionRefused):
            for one in reasons:
                assert any(re.search(SENTENCES[one], str(sentence)) for sentence in said), one

    # --- whom, what ---

    @property
    def key(self) -> int:
        """Any routing."""
        return self.dice.choice(list(self.world.routings))

    def any_version(self) -> tuple[int, int] | None:
        """Any version of any routing; those in development are likelier."""
        all_ = [
            (key, version.number)
            for key, routing in self.world.routings.items()
            for version in routing.versions.values()
            for _weight in range(3 if version.status == "development" else 1)
        ]
        return self.dice.choice(all_) if all_ else None

    def some_mailboxes(self) -> set[str]:
        """Any mailboxes, mostly none."""
        return {name for name in MAILBOXES if self.dice.random() < 0.3}

    def on_version(
        self,
        modelled: Callable[[int, int], object],
        done: Callable[[Workspace, str], object],
        what: str,
    ) -> None:
        """The same with a version on both sides."""
        chosen = self.any_version()
        if chosen is None:
            self.create_version()
            return
        id_ = self.versions[chosen]
        self.both(lambda: modelled(*chosen), lambda ws: done(ws, id_), f"{what} {chosen}")

    # --- smart routings ---

    def create_routing(self) -> None:
        if len(self.world.routings) >= MOST_ROUTINGS:
            self.delete_routing()
            return
        name, reference = self.dice.choice(NAMES), self.dice.choice(REFERENCES)
        type_ = self.dice.choice(("start", "start", "end"))
        made = self.both(
            lambda: self.world.create_routing(self.who, name, reference, type_),
            lambda ws: (
                lifecycle.create_routing(
                    ws, name=name, reference=reference, type=RoutingType(type_)
                ).id
            ),
            f"create the routing {name} {reference}",
        )
        if made is not None:
            self.ids[int(str(made[0]))] = str(made[1])

    def edit_routing(self) -> None:
        key, reference = self.key, self.dice.choice(REFERENCES)
        name = self.dice.choice((*NAMES, *[self.world.routings[key].name] * len(NAMES)))
        self.both(
            lambda: self.world.edit_routing(self.who, key, name, reference),
            lambda ws: lifecycle.edit_routing(
                ws, self.ids[key], name=name, reference=reference, description=""
            ),
            f"edit the routing {key}: {name} {reference}",
        )

    def copy_routing(self) -> None:
        if len(self.world.routings) >= MOST_ROUTINGS:
            self.delete_routing()
            return
        key, name, reference = self.key, self.dice.choice(NAMES), self.dice.choice(REFERENCES)
        made = self.both(
            lambda: self.world.copy_routing(self.who, key, name, reference),
            lambda ws: lifecycle.copy_routing(ws, self.ids[key], name=name, reference=reference).id,
            f"copy the routing {key} as {name} {reference}",
        )
        if made is not None:
            copied = int(str(made[0]))
            self.ids[copied] = str(made[1])
            for version in self.windows[0].versions(self.ids[copied]):
                self.versions[copied, version.number] = version.id

    def delete_routing(self) -> None:
        key = self.key
        self.both(
            lambda: self.world.delete_routing(self.who, key),
            lambda ws: lifecycle.delete_routing(ws, self.ids[key]),
            f"delete the routing {key}",
        )

    # --- versions ---

    def create_version(self) -> None:
        key, name = self.key, self.dice.choice(NAMES)
        if len(self.world.routings[key].versions) >= MOST_VERSIONS:
            self.delete_version()
            return
        source = self.any_version() if self.dice.random() < 0.5 else None
        copied = None if source is None else self.versions[source]
        made = self.both(
            lambda: self.world.create_version(self.who, key, name, source),
            lambda ws: lifecycle.create_version(ws, self.ids[key], name=name, copy_of=copied).id,
            f"create a version of {key}: {name}, from {source}",
        )
        if made is not None:
            self.versions[key, int(str(made[0]))] = str(made[1])

    def duplicate(self) -> None:
        chosen = self.any_version()
        if chosen is None or len(self.world.routings[chosen[0]].versions) >= MOST_VERSIONS:
            self.delete_version()
            return
        made = self.both(
            lambda: self.world.duplicate(self.who, *chosen),
            lambda ws: lifecycle.duplicate_version(ws, self.versions[chosen]).id,
            f"duplicate {chosen}",
        )
        if made is not None:
            self.versions[chosen[0], int(str(made[0]))] = str(made[1])

    def rename(self) -> None:
        name = self.dice.choice(NAMES)
        self.on_version(
            lambda key, number: self.world.rename(self.who, key, number, name),
            lambda ws, id_: lifecycle.edit_version(ws, id_, name=name, description=""),
            f"rename to {name}",
        )

    def edit(self) -> None:
        words: list[str | None] = ["", "more", "broken", None]
        words += [f"routing:{one.reference}" for one in self.world.routings.values()]
        self._edit(self.dice.choice(words))

    def append(self) -> None:
        self._edit("more")

    def _edit(self, added: str | None) -> None:
        step = delete_all if added is None else append_node(added)
        self.on_version(
            lambda key, number: self.world.edit(self.who, key, number, added),
            lambda ws, id_: edit_as(ws, self.who, id_, step),
            f"edit: {added}",
        )

    def delete_version(self) -> None:
        self.on_version(
            lambda key, number: self.world.delete_version(self.who, key, number),
            lifecycle.delete_version,
            "delete",
        )

    # --- production and tests ---

    def promote(self) -> None:
        self.on_version(
            lambda key, number: self.world.promote(self.who, key, number),
            lifecycle.promote,
            "put in production",
        )

    def put_in_test(self) -> None:
        wanted = self.some_mailboxes()
        self.on_version(
            lambda key, number: self.world.put_in_test(self.who, key, number, wanted),
            lambda ws, id_: lifecycle.put_in_test(ws, id_, wanted),
            f"put in test with {wanted}",
        )

    def choose_mailboxes(self) -> None:
        wanted = self.some_mailboxes()
        self.on_version(
            lambda key, number: self.world.choose_mailboxes(self.who, key, number, wanted),
            lambda ws, id_: lifecycle.choose_mailboxes(ws, id_, wanted),
            f"have {wanted} test",
        )

    def remove_from_test(self) -> None:
        self.on_version(
            lambda key, number: self.world.remove_from_test(self.who, key, number),
            lifecycle.remove_from_test,
            "remove from test",
        )

    def change_mailbox(self) -> None:
        name, key = self.dice.choice(MAILBOXES), self.dice.choice([None, *self.world.routings])
        number = self.dice.choice((None, None, 1, 2, 3)) if key is not None else None
        reference = "" if key is None else self.world.routings[key].reference
        self.both(
            lambda: self.world.change_mailbox(self.who, name, key, number),
            lambda ws: save_resource(ws, mailbox(name, reference, number), replaces=name),
            f"lead {name} through {key}, version {number}",
        )

    # --- schedules ---

    def schedule(self) -> None:
        days = self.dice.choice((-1, 1, 1, 2, 2, 3, 4, 5))
        local = self.world.now.replace(tzinfo=None) + dt.timedelta(days=days)
        self._schedule(
            local.replace(hour=self.dice.choice((0, 2, 9, 23)), minute=self.dice.choice((0, 30))),
            self.dice.choice(ZONES),
        )

    def schedule_at_an_awkward_time(self) -> None:
        """Clocks skip it or show it twice; sometimes it is waited for."""
        ahead = [one for one in AWKWARD if one[0].replace(tzinfo=dt.UTC) > self.world.now]
        local, zone = self.dice.choice(ahead[:4] or AWKWARD)
        if ahead and self.dice.random() < 0.2:
            self._move_to(local.replace(tzinfo=dt.UTC) - dt.timedelta(days=1))
        self._schedule(local, zone)

    def _schedule(self, local: dt.datetime, zone: str) -> None:
        fold = self.dice.choice((None, 0, 1))
        self.on_version(
            lambda key, number: self.world.schedule(self.who, key, number, local, zone, fold),
            lambda ws, id_: lifecycle.schedule(ws, id_, local, zone, fold=fold),
            f"schedule for {local} {zone} {fold}",
        )

    def unschedule(self) -> None:
        self.on_version(
            lambda key, number: self.world.unschedule(self.who, key, number),
            lifecycle.unschedule,
            "remove from the schedule",
        )

    def dismiss(self) -> None:
        missed = [
            (key, one.number)
            for key, routing in self.world.routings.items()
            for one in routing.versions.values()
            if one.missed
        ]
        if missed:
            chosen = self.dice.choice(missed)
            self.both(
                lambda: self.world.dismiss(self.who, *chosen),
                lambda ws: lifecycle.dismiss_missed(ws, self.versions[chosen]),
                f"dismiss the alert of {chosen}",
            )

    def move_the_clock(self) -> None:
        hours = self.dice.choice((-1, 1, 1, 5, 12, 24, 30, 72))
        self._move_to(self.world.now + dt.timedelta(hours=hours))

    def _move_to(self, moment: dt.datetime) -> None:
        self.counted["commands"] += 1
        self.world.now = moment
        self._traveller.move_to(moment, tick=False)
        note(f"it is {moment}")

    def wait_for_the_next(self) -> None:
        """Go to the moment of the next plan, or a little later, and carry it out."""
        versions = [
            one for routing in self.world.routings.values() for one in routing.versions.values()
        ]
        planned = [one.plan.at for one in versions if one.plan is not None]
        if not planned:
            self.schedule()
            return
        late = dt.timedelta(minutes=self.dice.choice((0, 0, 1, 600)))
        self._move_to(max(self.world.now, min(planned) + late))
        self.due()

    def due(self) -> None:
        made = self.both(self.world.due, lifecycle.due, "carry out what is due")
        assert made is not None
        expected, found = made
        assert isinstance(found, tuple)
        keys = {id_: key for key, id_ in self.ids.items()}
        done = [(keys[one.routing.id], one.version.number, not one.reasons) for one in found]
        assert sorted(done) == sorted(expected)  # type: ignore[call-overload]
        assert all(one.late == self.world.now - one.planned for one in found)
