"""The rules of the life cycle once more, small and slow, as plain Python on plain values.

Written from the description of the product, not from its code: nothing of `app` is used here. Each
command raises `Forbidden` with every reason that holds, or changes the world and tells the log.
"""

from __future__ import annotations

import datetime as dt
import re

from tests.properties.lifecycle_values import (
    RIGHTS,
    Forbidden,
    Mailbox,
    Plan,
    Routing,
    Told,
    Version,
    moments_at,
)


class World:
    """Routings by a key of their own, which outlives them in the log; mailboxes; the clock."""

    def __init__(self, now: dt.datetime, mailboxes: tuple[str, ...]) -> None:
        self.now = now
        self.routings: dict[int, Routing] = {}
        self.mailboxes = {name: Mailbox() for name in mailboxes}
        self.log: dict[int, list[Told]] = {}
        self._keys = 0

    # --- asking ---

    def _allow(self, who: str, right: str) -> None:
        if right not in RIGHTS[who]:
            raise Forbidden("right")

    def _tell(self, key: int, event: str, version: Version | None, by: str) -> None:
        words = None if version is None else tuple(word for _number, word in version.words)
        number, name = (None, "") if version is None else (version.number, version.name)
        self.log[key].append(Told(event, number, name, by, self.now, words))

    def _name(self, name: str, taken: list[str]) -> str:
        name = name.strip()
        if not 1 <= len(name) <= 100:
            raise Forbidden("name")
        if name.casefold() in [other.casefold() for other in taken]:
            raise Forbidden("name")
        return name

    def _reference(self, reference: str, but: int = 0) -> str:
        others = [one.reference.lower() for key, one in self.routings.items() if key != but]
        fits = re.fullmatch(r"[A-Za-z0-9_\-.@+]{1,100}", reference)
        if not fits or reference.lower() in others:
            raise Forbidden("reference")
        return reference

    def _against_words(self, name: str, reference: str, but: int = 0) -> set[str]:
        reasons: set[str] = set()
        for check, words in ((self._name, (name, [])), (self._reference, (reference, but))):
            try:
                check(*words)
            except Forbidden as found:
                reasons |= found.reasons
        return reasons

    def used_by_actions(self, key: int, elsewhere: bool) -> bool:
        """Whether an action names a routing; `elsewhere` leaves its own versions out."""
        wanted = f"routing:{self.routings[key].reference}".lower()
        return any(
            word.lower() == wanted
            for other, routing in self.routings.items()
            if not (elsewhere and other == key)
            for version in routing.versions.values()
            for _number, word in version.words
        )

    def used_by_mailboxes(self, key: int) -> bool:
        """Whether a mailbox is led through a routing."""
        reference = self.routings[key].reference.lower()
        return any(one.routing.lower() == reference for one in self.mailboxes.values())

    def testers(self, key: int, number: int) -> list[str]:
        """The mailboxes that test a version."""
        reference = self.routings[key].reference.lower()
        return [
            name
            for name, one in self.mailboxes.items()
            if one.routing.lower() == reference and one.tests == number
        ]

    def errors(self, key: int, version: Version) -> bool:
        """Whether the checks find an error: broken words, a jump to itself or another type."""
        own = self.routings[key]
        wrong = {
            f"routing:{one.reference}".lower()
            for one in self.routings.values()
            if one is own or one.type != own.type
        }
        return any(word == "broken" or word.lower() in wrong for _number, word in version.words)

    # --- smart routings ---

    def create_routing(self, who: str, name: str, reference: str, type_: str) -> int:
        """A new routing; its key."""
        self._allow(who, "create")
        reasons = self._against_words(name, reference)
        if reasons:
            raise Forbidden(*reasons)
        self._keys += 1
        self.routings[self._keys] = Routing(reference, name.strip(), type_)
        self.log[self._keys] = []
        self._tell(self._keys, "created", None, who)
        return self._keys

    def edit_routing(self, who: str, key: int, name: str, reference: str) -> None:
        """Another name or reference; the reference stays while it is used."""
        self._allow(who, "edit")
        routing = self.routings[key]
        reasons = self._against_words(name, reference, but=key)
        moved = reference.lower() != routing.reference.lower()
        if moved and (self.used_by_actions(key, elsewhere=False) or self.used_by_mailboxes(key)):
            reasons.add("used")
        if reasons:
            raise Forbidden(*reasons)
        before = (routing.name, routing.reference)
        routing.name, routing.reference = name.strip(), reference
        if before[0] != routing.name:
            self._tell(key, "renamed", None, who)
        elif before[1] != routing.reference:
            self._tell(key, "edited", None, who)

    def copy_routing(self, who: str, key: int, name: str, reference: str) -> int:
        """Every version in development, numbered anew in order; its key."""
        made = self.create_routing(who, name, reference, self.routings[key].type)
        self.log[made].clear()
        self._tell(made, "copied", None, who)
        for version in sorted(self.routings[key].versions.values(), key=lambda one: one.number):
            self._add(who, made, version.name, version)
        return made

    def delete_routing(self, who: str, key: int) -> None:
        """Gone with all its versions, unless something else uses it; the log stays."""
        self._allow(who, "delete")
        if self.used_by_actions(key, elsewhere=True) or self.used_by_mailboxes(key):
            raise Forbidden("used")
        self._tell(key, "deleted", None, who)
        del self.routings[key]

    # --- versions ---

    def _names(self, key: int, but: int = 0) -> list[str]:
        versions = self.routings[key].versions.values()
        return [one.name for one in versions if one.number != but]

    def _add(self, who: str, key: int, name: str, source: Version | None) -> int:
        routing = self.routings[key]
        made = Version(routing.next_number, self._name(name, self._names(key)))
        if source is not None:
            made.words, made.next_action = source.words, source.next_action
        routing.next_number += 1
        routing.versions[made.number] = made
        self._tell(key, "created" if source is None else "copied", made, who)
        return made.number

    def create_version(self, who: str, key: int, name: str, copy_of: tuple[int, int] | None) -> int:
        """From zero, or with the tree of a version of a routing of the same type; its number."""
        self._allow(who, "create")
        source = None
        reasons: set[str] = set()
        if copy_of is not None:
            source = self.routings[copy_of[0]].versions[copy_of[1]]
            if self.routings[copy_of[0]].type != self.routings[key].type:
                reasons.add("type")
        try:
            self._name(name, self._names(key))
        except Forbidden as found:
            reasons |= found.reasons
        if reasons:
            raise Forbidden(*reasons)
        return self._add(who, key, name, source)

    def duplicate(self, who: str, key: int, number: int) -> int:
        """A copy in development under the next free name; its number."""
        self._allow(who, "create")
        source = self.routings[key].versions[number]
        taken = {one.casefold() for one in self._names(key)}
        counted = re.fullmatch(r"(.*) \((\d+)\)", source.name)
        base, count = (counted[1], int(counted[2])) if counted else (source.name, 1)
        while f"{base} ({count + 1})".casefold() in taken:
            count += 1
        return self._add(who, key, f"{base} ({count + 1})", source)

    def rename(self, who: str, key: int, number: int, name: str) -> None:
        """In development only, and to a free name."""
        self._allow(who, "edit")
        version = self.routings[key].versions[number]
        if version.status != "development":
            raise Forbidden("read-only")
        name = self._name(name, self._names(key, but=number))
        if name != version.name:
            version.name = name
            self._tell(key, "renamed", version, who)

    def edit(self, who: str, key: int, number: int, added: str | None) -> None:
        """Put an action behind Start, or (None) delete all; in development only."""
        self._allow(who, "edit")
        version = self.routings[key].versions[number]
        if version.status != "development":
            raise Forbidden("read-only")
        if added is None:
            version.words = ()
        else:
            version.words = ((version.next_action, added), *version.words)
            version.next_action += 1

    def delete_version(self, who: str, key: int, number: int) -> None:
        """Not in production; a test and a plan end with it."""
        self._allow(who, "delete")
        version = self.routings[key].versions[number]
        if version.status == "production":
            raise Forbidden("production")
        self._end_test(key, version, who)
        self._end_plan(key, version, who)
        del self.routings[key].versions[number]
        self._tell(key, "deleted", version, who)

    # --- production ---

    def promote(self, who: str, key: int, number: int) -> None:
        """From development without errors, or from backup; never blank. The one before retires."""
        self._allow(who, "promote")
        version = self.routings[key].versions[number]
        reasons = self._against(key, version)
        if reasons:
            self._tell(key, "promotion_refused", version, who)
            raise Forbidden(*reasons)
        self._end_plan(key, version, who)
        self._produce(key, version, who, "promoted")

    def _against(self, key: int, version: Version) -> set[str]:
        if version.status == "production":
            return {"production"}
        reasons = set()
        if not version.words:
            reasons.add("blank")
        if version.status == "development" and self.errors(key, version):
            reasons.add("errors")
        return reasons

    def _produce(self, key: int, version: Version, by: str, event: str) -> None:
        self._end_test(key, version, by)
        for other in self.routings[key].versions.values():
            if other.status == "production":
                other.status = "backup"
                self._tell(key, "demoted", other, by)
        version.status, version.plan, version.missed = "production", None, False
        self._tell(key, event, version, by)

    def _end_test(self, key: int, version: Version, by: str) -> None:
        for name in self.testers(key, version.number):
            self.mailboxes[name].tests = None
        if version.testing:
            version.testing = False
            self._tell(key, "removed_from_test", version, by)

    def _end_plan(self, key: int, version: Version, by: str) -> None:
        if version.plan is not None:
            version.plan = None
            self._tell(key, "unscheduled", version, by)

    # --- tests ---

    def _choose(self, key: int, number: int, wanted: set[str]) -> None:
        reference = self.routings[key].reference.lower()
        for name, mailbox in self.mailboxes.items():
            if mailbox.routing.lower() == reference:
                if name in wanted:
                    mailbox.tests = number
                elif mailbox.tests == number:
                    mailbox.tests = None

    def _check_served(self, key: int, wanted: set[str]) -> set[str]:
        reference = self.routings[key].reference.lower()
        strange = any(self.mailboxes[name].routing.lower() != reference for name in wanted)
        return {"mailbox"} if strange else set()

    def put_in_test(self, who: str, key: int, number: int, wanted: set[str]) -> None:
        """In development only, with mailboxes that use the routing."""
        self._allow(who, "edit")
        version = self.routings[key].versions[number]
        reasons = self._check_served(key, wanted)
        if version.testing:
            reasons.add("tested")
        if version.status != "development":
            reasons.add("not in development")
        if reasons:
            raise Forbidden(*reasons)
        version.testing = True
        self._choose(key, number, wanted)
        self._tell(key, "put_in_test", version, who)

    def choose_mailboxes(self, who: str, key: int, number: int, wanted: set[str]) -> None:
        """Exactly these mailboxes test the version."""
        self._allow(who, "edit")
        version = self.routings[key].versions[number]
        reasons = self._check_served(key, wanted)
        if not version.testing:
            reasons.add("not in test")
        if reasons:
            raise Forbidden(*reasons)
        before = self.testers(key, number)
        self._choose(key, number, wanted)
        if self.testers(key, number) != before:
            self._tell(key, "mailboxes_chosen", version, who)

    def remove_from_test(self, who: str, key: int, number: int) -> None:
        """Its mailboxes return to production."""
        self._allow(who, "edit")
        version = self.routings[key].versions[number]
        if not version.testing:
            raise Forbidden("not in test")
        self._end_test(key, version, who)

    def change_mailbox(self, who: str, name: str, key: int | None, number: int | None) -> None:
        """Lead a mailbox through a routing, or none; it can test only what is in testing."""
        self._allow(who, "edit")
        if number is not None:
            versions = {} if key is None else self.routings[key].versions
            if number not in versions or not versions[number].testing:
                raise Forbidden("no test")
        routing = "" if key is None else self.routings[key].reference
        self.mailboxes[name] = Mailbox(routing, number)

    # --- schedules ---

    def schedule(
        self, who: str, key: int, number: int, local: dt.datetime, zone: str, fold: int | None
    ) -> None:
        """In development, not blank, in the future, alone on its date, at a time that exists."""
        self._allow(who, "promote")
        version = self.routings[key].versions[number]
        moments = moments_at(local, zone)
        if not moments:
            raise Forbidden("gap")
        if len(moments) > 1 and fold is None:
            raise Forbidden("fold")
        plan = Plan(moments[fold or 0] if len(moments) > 1 else moments[0], zone, who)
        reasons = set()
        if version.status != "development":
            reasons.add("not in development")
        if not version.words:
            reasons.add("blank")
        if plan.at <= self.now:
            reasons.add("past")
        for other in self.routings[key].versions.values():
            if other is not version and other.plan is not None and other.plan.date == plan.date:
                reasons.add("date")
        if reasons:
            raise Forbidden(*reasons)
        version.plan, version.missed = plan, False
        self._tell(key, "scheduled", version, who)

    def unschedule(self, who: str, key: int, number: int) -> None:
        """Take a plan back."""
        self._allow(who, "promote")
        version = self.routings[key].versions[number]
        if version.plan is None:
            raise Forbidden("not planned")
        version.missed = False
        self._end_plan(key, version, who)

    def dismiss(self, who: str, key: int, number: int) -> None:
        """Somebody has seen that a production could not be."""
        self._allow(who, "edit")
        self.routings[key].versions[number].missed = False

    def due(self) -> list[tuple[int, int, bool]]:
        """Every plan whose moment has come, in order; with each, whether it is in production."""
        waiting = [
            (version.plan.at, key, number)
            for key, routing in self.routings.items()
            for number, version in routing.versions.items()
            if version.plan is not None and version.plan.at <= self.now
        ]
        done = []
        for _at, key, number in sorted(waiting):
            version = self.routings[key].versions[number]
            assert version.plan is not None
            by, reasons = version.plan.by, self._against(key, version)
            if reasons:
                version.plan, version.missed = None, True
                self._tell(key, "activation_failed", version, by)
            else:
                self._produce(key, version, by, "activated")
            done.append((key, number, not reasons))
        return done
