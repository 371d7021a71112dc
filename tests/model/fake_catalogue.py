"""A catalogue of four small action types, enough to exercise every rule of the model."""

from __future__ import annotations

import json

import msgspec
import rfc8785

from app.model.catalogue import (
    EMPTY,
    UNKNOWN_HELP,
    ActionCard,
    Branch,
    BranchRole,
    Catalogue,
    Category,
    Problem,
    ResourceUse,
)
from app.model.config import AnyConfig, Config, UnknownConfig
from app.model.errors import Refused
from app.model.fields import FieldInfo
from app.model.references import Renamed
from app.model.resources import Resources
from app.model.text import Text, _, verbatim
from app.model.tree import START, Action

OK = "ok"
DEFAULT = "default"
CLOSED = "closed"


class StartConfig(Config, frozen=True):
    """The entry point: one branch."""


class NodeConfig(Config, frozen=True):
    """Goes on by OK; by `not_found` too, once asked for. Numbers of every size fit in."""

    may_fail: bool = False
    words: str = ""
    weight: float = 0.0
    count: int = 0


class SortConfig(Config, frozen=True):
    """One branch for each slot, with the designer's caption, and one by default."""

    captions: tuple[tuple[int, str], ...] = ((1, "First"), (2, ""))


class QueueConfig(Config, frozen=True):
    """Ends a run; leaves by Closed only when asked to, and never goes on."""

    closed: bool = False


TYPES: dict[str, type[Config]] = {
    START: StartConfig,
    "node": NodeConfig,
    "sort": SortConfig,
    "queue": QueueConfig,
}
_KEYS = {kind: key for key, kind in TYPES.items()}
_OK = Branch(OK, _("OK"))
_NOT_FOUND = Branch("not_found", _("Not found"), BranchRole.FAILURE)


class FakeCatalogue:
    """Implements `app.model.catalogue.Catalogue`."""

    def cards(self) -> tuple[ActionCard, ...]:
        """Every known type."""
        return tuple(self.card(key) for key in TYPES)

    def card(self, key: str) -> ActionCard:
        """A card labelled by the capitalised key."""
        known = key in TYPES
        return ActionCard(
            key=key,
            label=verbatim(key.capitalize()),
            category=Category.ACTIONS,
            icon="mdi6.circle-small",
            help=EMPTY if known else UNKNOWN_HELP,
            known=known,
            addable=known and key != START,
        )

    def new_config(self, key: str) -> Config:
        """The defaults of the type."""
        if key not in TYPES:
            raise Refused(_("There is no action type {key}.", key=key))
        return TYPES[key]()

    def decode(self, key: str, raw: str) -> AnyConfig:
        """The config, or the raw text when the type or a field is unknown."""
        try:
            value = json.loads(raw)
            if value.pop("v", 1) != 1 or key not in TYPES:
                return UnknownConfig(key, raw, "newer")
            if not value.keys() <= set(TYPES[key].__struct_fields__):
                return UnknownConfig(key, raw, "newer field")
            return msgspec.convert(value, type=TYPES[key])
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            return UnknownConfig(key, raw, str(error))

    def encode(self, config: AnyConfig) -> str:
        """RFC 8785 with the stored version; large integers are beyond it, hence plain JSON."""
        if isinstance(config, UnknownConfig):
            return config.raw
        value = {"v": 1, **msgspec.to_builtins(config)}
        try:
            return rfc8785.dumps(value).decode()
        except rfc8785.IntegerDomainError:
            return json.dumps(value, sort_keys=True, separators=(",", ":"))

    def branches(self, config: AnyConfig) -> tuple[Branch, ...]:
        """As the docstrings of the configs say; none for an unknown config."""
        match config:
            case StartConfig():
                return (_OK,)
            case NodeConfig(may_fail=may_fail):
                return (_OK, _NOT_FOUND) if may_fail else (_OK,)
            case SortConfig(captions=captions):
                links = (
                    Branch(f"link_{slot}", _("Link {slot}", slot=slot), BranchRole.LINK, caption)
                    for slot, caption in captions
                )
                return (*links, Branch(DEFAULT, _("By default"), BranchRole.DEFAULT))
            case QueueConfig(closed=closed):
                return (Branch(CLOSED, _("Closed")),) if closed else ()
            case _:
                return ()

    def continuing_branch(self, config: AnyConfig) -> str | None:
        """OK or By default; none for queues and unknown configs."""
        if isinstance(config, StartConfig | NodeConfig):
            return OK
        return DEFAULT if isinstance(config, SortConfig) else None

    def summary(self, config: AnyConfig) -> Text:
        """The config as it stands in the code."""
        return verbatim(repr(config))

    def fields(self, key: str) -> tuple[FieldInfo, ...]:
        """No form."""
        return ()

    def problems(self, config: AnyConfig, resources: Resources) -> tuple[Problem, ...]:
        """Nothing is ever wrong."""
        return ()

    def uses(self, config: AnyConfig) -> tuple[ResourceUse, ...]:
        """No resources."""
        return ()

    def with_references(self, config: AnyConfig, renamed: Renamed) -> AnyConfig:
        """Nothing to rename."""
        return config


CATALOGUE: Catalogue = FakeCatalogue()


def node(id_: str, *, name: str = "", may_fail: bool = False) -> Action:
    """A Node to add."""
    return Action(id_, 0, "node", name or id_, NodeConfig(may_fail=may_fail))


def sort(id_: str) -> Action:
    """A sorting action to add: branches link_1, link_2 and default."""
    return Action(id_, 0, "sort", id_, SortConfig())


def queue(id_: str, *, closed: bool = False) -> Action:
    """A queue to add: it ends the run."""
    return Action(id_, 0, "queue", id_, QueueConfig(closed=closed))
