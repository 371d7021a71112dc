"""The configuration of an action as the model sees it: a frozen value that it never interprets."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Config(msgspec.Struct, frozen=True):
    """Base of every action type; each subclass lives in the engine and adds fields and behaviour.

    Every field has a default, so that a half-filled form can always be stored and read again.
    """


class UnknownConfig(msgspec.Struct, frozen=True):
    """A config that this application cannot read: kept word for word, and blocks production.

    `raw` is the JSON text as it was read; `reason` says in English why it could not be decoded.
    """

    type: str
    raw: str
    reason: str = ""


AnyConfig = Config | UnknownConfig


class ReferenceMode(StrEnum):
    """How a field names a resource."""

    PICKED = "picked"  # "I know the queue"
    EXPRESSION = "expression"  # "I know its reference": a template evaluated at run time


class Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A resource named by its reference, or by a template that yields the reference in a run."""

    value: str = ""
    mode: ReferenceMode = ReferenceMode.PICKED

    @property
    def is_expression(self) -> bool:
        """Whether the branch `Reference not found` exists because of this field."""
        return self.mode is ReferenceMode.EXPRESSION
