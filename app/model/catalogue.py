"""All that canvas, forms and store ever see of an action type: cards, branches, problems."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.model.text import EMPTY, Text, _

if TYPE_CHECKING:
    from app.model.config import AnyConfig, Config
    from app.model.fields import FieldInfo
    from app.model.references import Renamed
    from app.model.resources import Resources


class RoutingType(StrEnum):
    """When a routing starts; fixed at its creation."""

    START = "start"  # an email is received
    END = "end"  # an interaction ends


class Category(StrEnum):
    """The headings of the palette, in its order."""

    ACTIONS = "actions"
    CASES_CRM = "cases_crm"
    DATA = "data"
    DISTRIBUTION = "distribution"
    INTERCONNECTION = "interconnection"
    SENDING = "sending"
    CAMPAIGNS = "campaigns"
    TIME_DATES = "time_dates"
    SURVEY = "survey"
    OTHER = "other"


CATEGORY_LABELS: dict[Category, Text] = {
    Category.ACTIONS: _("Actions and action tree"),
    Category.CASES_CRM: _("Cases & CRM"),
    Category.DATA: _("Data"),
    Category.DISTRIBUTION: _("Distribution"),
    Category.INTERCONNECTION: _("Interconnection"),
    Category.SENDING: _("Sending"),
    Category.CAMPAIGNS: _("Campaigns"),
    Category.TIME_DATES: _("Time and dates"),
    Category.SURVEY: _("Survey"),
    Category.OTHER: _("Other"),
}


class BranchRole(StrEnum):
    """What a branch stands for, which decides how it is drawn and checked."""

    NORMAL = "normal"
    LINK = "link"  # Link 1 … Link 10, captioned by the designer
    DEFAULT = "default"
    FAILURE = "failure"  # left when something refused: Error, Reference not found, Timeout


class Branch(msgspec.Struct, frozen=True):
    """One way out of an action. `caption` is the designer's own words and wins over `label`."""

    key: str
    label: Text
    role: BranchRole = BranchRole.NORMAL
    caption: str = ""


class ActionCard(msgspec.Struct, frozen=True):
    """An action type as the palette shows it."""

    key: str
    label: Text
    category: Category
    icon: str  # a QtAwesome name, such as "mdi6.inbox-arrow-down"
    help: Text
    routing_types: frozenset[RoutingType] = frozenset(RoutingType)
    known: bool = True
    addable: bool = True


class Severity(StrEnum):
    """An error blocks production, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True):
    """One thing to mend in a tree: `action` is an id ("" for the whole tree), `field` a name.

    `branch` names the branch concerned, if one is.
    """

    severity: Severity
    text: Text
    action: str = ""
    field: str = ""
    branch: str = ""


class ResourceUse(msgspec.Struct, frozen=True):
    """A config's reference to a resource. A field that allows several kinds makes a use of each."""

    kind: str
    reference: str
    field: str


class Catalogue(Protocol):
    """What is known about action types; the engine implements it, composition roots pass it on."""

    def cards(self) -> tuple[ActionCard, ...]:
        """Every known type, in the order of the palette."""
        ...

    def card(self, key: str) -> ActionCard:
        """The card of a type; an unknown key yields a card with `known=False`."""
        ...

    def new_config(self, key: str) -> Config:
        """The config that a new action of this type starts with; `Refused` for an unknown key."""
        ...

    def decode(self, key: str, raw: str) -> AnyConfig:
        """Read a stored config (JSON text), upgrading older ones; never raises."""
        ...

    def encode(self, config: AnyConfig) -> str:
        """The canonical JSON text of a config (RFC 8785), with its stored version `v`."""
        ...

    def branches(self, config: AnyConfig) -> tuple[Branch, ...]:
        """The branches that leave an action with this config, in display order."""
        ...

    def continuing_branch(self, config: AnyConfig) -> str | None:
        """The branch that an insertion between two actions goes on from, if the type has one."""
        ...

    def summary(self, config: AnyConfig) -> Text:
        """One line for the card on the canvas."""
        ...

    def fields(self, key: str) -> tuple[FieldInfo, ...]:
        """The fields of the type's form."""
        ...

    def problems(self, config: AnyConfig, resources: Resources) -> tuple[Problem, ...]:
        """What is wrong with a config by itself; `Problem.action` is left empty."""
        ...

    def uses(self, config: AnyConfig) -> tuple[ResourceUse, ...]:
        """The resources that a config refers to by a picked reference."""
        ...

    def with_references(self, config: AnyConfig, renamed: Renamed) -> AnyConfig:
        """The config with other picked references; unknown configs and templates stay."""
        ...


UNKNOWN_HELP = _("This action comes from a newer version of the application. It is kept as it is.")

__all__ = [
    "CATEGORY_LABELS",
    "EMPTY",
    "UNKNOWN_HELP",
    "ActionCard",
    "Branch",
    "BranchRole",
    "Catalogue",
    "Category",
    "Problem",
    "ResourceUse",
    "RoutingType",
    "Severity",
]
