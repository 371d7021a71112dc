"""The catalogue of all action types: found in `app.engine.actions`, one file each."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

import msgspec
import rfc8785

from app.engine import actions
from app.engine.action_type import REGISTERED, ActionType
from app.engine.checks import uses_in
from app.engine.mail.charsets import without_surrogates
from app.model.catalogue import (
    UNKNOWN_HELP,
    ActionCard,
    Branch,
    Catalogue,
    Category,
    Problem,
    ResourceUse,
    Severity,
)
from app.model.config import AnyConfig, Config, UnknownConfig
from app.model.errors import Refused
from app.model.fields import FieldInfo, fields_of
from app.model.references import Renamed, with_references
from app.model.text import Text, _, verbatim

if TYPE_CHECKING:
    from app.model.resources import Resources

_EXACT = 2**53
_CATEGORIES = tuple(Category)


class Registry:
    """Implements `model.catalogue.Catalogue` over the registered action types."""

    def __init__(self, types: dict[str, type[ActionType]]) -> None:
        self._types = types

    def cards(self) -> tuple[ActionCard, ...]:
        """Every type, by category and label."""
        found = (type_.card for type_ in self._types.values())
        return tuple(sorted(found, key=lambda c: (_CATEGORIES.index(c.category), c.label.msgid)))

    def card(self, key: str) -> ActionCard:
        """The card of a type; an unknown key yields a card with `known=False`."""
        type_ = self._types.get(key)
        if type_ is not None:
            return type_.card
        icon = "mdi6.help-circle-outline"
        return ActionCard(
            key, verbatim(key), Category.OTHER, icon, UNKNOWN_HELP, known=False, addable=False
        )

    def new_config(self, key: str) -> Config:
        """The config that a new action of this type starts with."""
        type_ = self._types.get(key)
        if type_ is None:
            raise Refused(_("There is no action type {type}.", type=key))
        return type_()

    def decode(self, key: str, raw: str) -> AnyConfig:
        """Read a stored config; what cannot be read is kept word for word."""
        type_ = self._types.get(key)
        if type_ is None:
            return UnknownConfig(key, raw, "unknown action type")
        try:
            stored = msgspec.json.decode(raw)
            version = stored.pop("v", 1)
            if version > type_.stored_version:
                return UnknownConfig(key, raw, f"stored as version {version}")
            if version < type_.stored_version:
                stored = type_.upgrade(stored, version)
            return msgspec.convert(stored, type_, strict=False)
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            return UnknownConfig(key, raw, str(error))

    def encode(self, config: AnyConfig) -> str:
        """The canonical JSON text of a config, with its stored version."""
        if isinstance(config, UnknownConfig):
            return config.raw
        values = _exact(msgspec.to_builtins(config))
        version = config.stored_version if isinstance(config, ActionType) else 1
        return rfc8785.dumps({**values, "v": version}).decode()

    def branches(self, config: AnyConfig) -> tuple[Branch, ...]:
        """The branches that leave an action with this config."""
        return config.branches() if isinstance(config, ActionType) else ()

    def continuing_branch(self, config: AnyConfig) -> str | None:
        """The branch that an insertion goes on from, if the type has one."""
        if not isinstance(config, ActionType):
            return None
        keys = {branch.key for branch in config.branches()}
        return config.continuing if config.continuing in keys else None

    def summary(self, config: AnyConfig) -> Text:
        """One line for the card on the canvas."""
        if isinstance(config, ActionType):
            return config.summary()
        return _("Unknown action type")

    def fields(self, key: str) -> tuple[FieldInfo, ...]:
        """The fields of the type's form."""
        type_ = self._types.get(key)
        return fields_of(type_) if type_ is not None else ()

    def problems(self, config: AnyConfig, resources: Resources) -> tuple[Problem, ...]:
        """What is wrong with a config by itself."""
        if isinstance(config, ActionType):
            return tuple(config.problems(resources))
        text = _(
            "This action cannot be read by this version of the application: "
            "update it, or delete the action."
        )
        return (Problem(Severity.ERROR, text),)

    def uses(self, config: AnyConfig) -> tuple[ResourceUse, ...]:
        """The resources that a config refers to by a picked reference."""
        return tuple(dict.fromkeys(uses_in(config))) if isinstance(config, ActionType) else ()

    def with_references(self, config: AnyConfig, renamed: Renamed) -> AnyConfig:
        """The config with other picked references; unknown configs and templates stay."""
        return with_references(config, renamed) if isinstance(config, ActionType) else config

    def type(self, key: str) -> type[ActionType] | None:
        """The action type itself, for schemas and generated help."""
        return self._types.get(key)


def _exact(value: Any) -> Any:
    """Integers that binary floating point cannot hold become text, as RFC 8785 asks.

    Half a character, which no UTF-8 holds, becomes the sign for an unknown one.
    """
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, dict):
        return {key: _exact(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_exact(part) for part in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _EXACT:
        return str(value)
    return value


def _load() -> Registry:
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"{actions.__name__}.{module.name}")
    return Registry(REGISTERED)


CATALOGUE = _load()
_checked: Catalogue = CATALOGUE
