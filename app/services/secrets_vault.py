"""Where the values of secrets are: in the system's keyring, else in the memory of this process."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from app.model.errors import OutsideError
from app.model.text import Text, _

SERVICE = "Smart Routing Studio"
"""What the keyring calls the program."""

NO_KEYRING = _("This system has no keyring that can be used.")
SILENT = _("The keyring of this system does not answer.")

_PATIENCE = 8.0
_AT_THE_END = 2.0
_IDLE = 5.0
_LOG = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class Keyring(Protocol):
    """What is asked of the keyring; a back end of the library `keyring` is one."""

    def get_password(self, service: str, username: str, /) -> str | None: ...
    def set_password(self, service: str, username: str, password: str, /) -> None: ...
    def delete_password(self, service: str, username: str, /) -> None: ...


class Where(StrEnum):
    """Where a secret is."""

    KEYRING = "keyring"
    MEMORY = "memory"  # until the program ends
    NOWHERE = "nowhere"
    UNKNOWN = "unknown"  # the keyring does not answer


@dataclass(frozen=True)
class Look:
    """Where secrets are, by name, and why they are not in the keyring if they are not."""

    where: Mapping[str, Where]
    trouble: Text | None = None


def system_keyring() -> Keyring | None:
    """The keyring that the system recommends; plain files and the like are none."""
    import keyring  # takes a tenth of a second, and may talk to the desktop

    found = keyring.get_keyring()
    return found if keyring.core.recommended(found) else None


class Vault:
    """Secrets by name, for any thread.

    One thread of its own asks the keyring, one thing after the other, because a keyring may take
    its time, or never answer. What is put in can be read at once; it stays in memory until the
    keyring has it, and to the end of the program if the keyring never takes it.
    """

    def __init__(
        self, find: Callable[[], Keyring | None] = system_keyring, patience: float = _PATIENCE
    ) -> None:
        self._find = find
        self._patience = patience
        self._lock = threading.Lock()
        self._count = itertools.count(1)
        self._memory: dict[str, tuple[int, str]] = {}
        """Secrets with the number of the wish that they came by."""
        self._aside: dict[tuple[int, str], str] = {}
        self._trouble: Text | None = None
        self._asked: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    # --- for everybody ---
    #
    # A wish has a number. What the thread does for it leaves alone what came by a later wish, so
    # that a slow keyring ends in the same state as a quick one.

    def put(self, name: str, value: str) -> None:
        """Keep a secret; returns at once."""
        with self._lock:
            wish = next(self._count)
            self._memory[name] = (wish, value)
        self._ask(lambda: self._write(name, wish))

    def discard(self, name: str) -> None:
        """Forget a secret; returns at once."""
        with self._lock:
            wish = next(self._count)
            self._memory.pop(name, None)
        self._ask(lambda: self._take(name, wish))

    def carry(self, old: str, new: str, *, keep: bool = False) -> None:
        """Give a secret another name, or keep it under both; returns at once."""
        with self._lock:
            wish = next(self._count)
            held = self._memory.get(old)
            if held is not None:
                self._memory[new] = (wish, held[1])
                if not keep:
                    del self._memory[old]
        self._ask(lambda: self._carry(old, new, wish, keep=keep))

    def set_aside(self, name: str) -> int:
        """Forget a secret; `bring_back` finds it by the number that is returned."""
        with self._lock:
            wish = next(self._count)
            held = self._memory.pop(name, None)
            if held is not None:
                self._aside[wish, name] = held[1]
        self._ask(lambda: self._set_aside(name, wish))
        return wish

    def bring_back(self, name: str, number: int) -> None:
        """Keep a secret again that was set aside since the program started."""
        with self._lock:
            wish = next(self._count)
        self._ask(lambda: self._bring_back(name, number, wish))

    def read(self, names: Iterable[str]) -> dict[str, str]:
        """The secrets that there are of these names; not for the thread of a window.

        Raises:
            OutsideError: the keyring does not answer.
        """
        wanted = tuple(names)
        try:
            return self._ask(lambda: self._read(wanted)).result(self._patience)
        except TimeoutError as error:
            with self._lock:
                held = {name: self._memory[name][1] for name in wanted if name in self._memory}
            if len(held) == len(wanted):
                return held
            raise OutsideError(_("{trouble} Unlock it, then try again.", trouble=SILENT)) from error

    def look(self, names: Iterable[str]) -> Look:
        """Where these secrets are; not for the thread of a window."""
        wanted = tuple(names)
        try:
            where = self._ask(lambda: self._look(wanted)).result(self._patience)
        except TimeoutError:
            with self._lock:
                known = {True: Where.MEMORY, False: Where.UNKNOWN}
                where = {name: known[name in self._memory] for name in wanted}
            return Look(where, SILENT)
        except OutsideError as error:
            return Look(dict.fromkeys(wanted, Where.UNKNOWN), error.text)
        return Look(where, self._trouble)

    def settle(self, seconds: float = _AT_THE_END) -> bool:
        """Wait until everything asked so far is done; whether it was within the time."""
        if self._thread is None:
            return True
        try:
            self._ask(lambda: None).result(seconds)
        except TimeoutError:
            return False
        return True

    # --- in the thread that asks the keyring ---

    def _write(self, name: str, wish: int) -> None:
        """Give the keyring what came by this wish."""
        with self._lock:
            held = self._memory.get(name)
        keyring = self._keyring()
        if held is None or held[0] != wish or keyring is None:
            return
        keyring.set_password(SERVICE, name, held[1])
        if keyring.get_password(SERVICE, name) != held[1]:
            self._trouble = _("The keyring of this system did not keep what it was given.")
            return
        self._trouble = None
        with self._lock:
            if self._memory.get(name) == held:
                del self._memory[name]

    def _value(self, name: str, wish: int) -> str | None:
        """What was held before this wish."""
        with self._lock:
            held = self._memory.get(name)
        if held is not None and held[0] < wish:
            return held[1]
        keyring = self._keyring()
        return None if keyring is None else keyring.get_password(SERVICE, name)

    def _take(self, name: str, wish: int) -> None:
        """Take away what was held before this wish."""
        with self._lock:
            held = self._memory.get(name)
            if held is not None and held[0] < wish:
                del self._memory[name]
        keyring = self._keyring()
        if keyring is not None and keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)

    def _carry(self, old: str, new: str, wish: int, *, keep: bool) -> None:
        value = self._value(old, wish)
        if value is not None:
            self._hold(new, value, wish)
        self._write(new, wish)
        if not keep:
            self._take(old, wish)

    def _set_aside(self, name: str, wish: int) -> None:
        value = self._value(name, wish)
        if value is not None:
            with self._lock:
                self._aside.setdefault((wish, name), value)
        self._take(name, wish)

    def _bring_back(self, name: str, number: int, wish: int) -> None:
        with self._lock:
            value = self._aside.pop((number, name), None)
        if value is not None:
            self._hold(name, value, wish)
        self._write(name, wish)

    def _hold(self, name: str, value: str, wish: int) -> None:
        with self._lock:
            held = self._memory.get(name)
            if held is None or held[0] < wish:
                self._memory[name] = (wish, value)

    def _read(self, names: tuple[str, ...]) -> dict[str, str]:
        found = {}
        keyring = self._keyring()
        for name in names:
            with self._lock:
                held = self._memory.get(name)
            value = None if held is None else held[1]
            if value is None and keyring is not None:
                value = keyring.get_password(SERVICE, name)
            if value is not None:
                found[name] = value
        return found

    def _look(self, names: tuple[str, ...]) -> dict[str, Where]:
        self._trouble = None
        keyring = self._keyring()
        where = {}
        for name in names:
            with self._lock:
                held = self._memory.get(name)
            if held is not None:
                # The keyring may have been locked when it was to take this one.
                self._try_to_write(name, held[0])
                with self._lock:
                    held = self._memory.get(name)
            if held is not None:
                where[name] = Where.MEMORY
            elif keyring is not None and keyring.get_password(SERVICE, name) is not None:
                where[name] = Where.KEYRING
            else:
                where[name] = Where.NOWHERE
        return where

    def _keyring(self) -> Keyring | None:
        found = self._find()
        if found is None:
            self._trouble = NO_KEYRING
        return found

    # --- the thread ---

    def _ask(self, work: Callable[[], _Result]) -> Future[_Result]:
        answer: Future[_Result] = Future()

        def do() -> None:
            try:
                answer.set_result(work())
            except Exception as error:  # noqa: BLE001 -- back ends raise whatever their system does
                self._refuse(error)
                answer.set_exception(_refused(error))

        with self._lock:
            self._asked.put(do)
            if self._thread is None:
                # Nothing that hangs may keep the program from ending.
                self._thread = threading.Thread(target=self._work, name="keyring", daemon=True)
                self._thread.start()
        return answer

    def _work(self) -> None:
        while True:
            try:
                do = self._asked.get(timeout=_IDLE)
            except queue.Empty:
                with self._lock:
                    if self._asked.empty():
                        self._thread = None
                        return
            else:
                do()

    def _try_to_write(self, name: str, wish: int) -> None:
        try:
            self._write(name, wish)
        except Exception as error:  # noqa: BLE001 -- back ends raise whatever their system does
            self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        # The words of the error are left out: nobody knows what a back end writes into them.
        _LOG.warning("the keyring refused: %s", type(error).__name__)
        self._trouble = _refused(error).text


def _refused(error: Exception) -> OutsideError:
    refusal = OutsideError(
        _("The keyring of this system refused ({kind}).", kind=type(error).__name__)
    )
    refusal.__cause__ = error
    return refusal


VAULT = Vault()
"""The one of this process: windows on one workspace share what is only in memory."""
