"""The registry: words of the catalogue, configs read and written, unknown ones kept."""

from __future__ import annotations

import json

import msgspec
import pytest

from app.engine.action_type import ActionType, action
from app.engine.actions.load_sharing import LoadSharing, SharedLink
from app.engine.actions.passages import CheckPassages
from app.engine.registry import CATALOGUE, Registry
from app.model.catalogue import Category, RoutingType, Severity
from app.model.config import UnknownConfig
from app.model.errors import Refused
from app.model.text import _
from tests.engine.workspace import WORKSPACE

# Word for word what the palette shows, heading by heading: all forty of the catalogue.
LABELS = {
    Category.ACTIONS: {
        "start": "Start",
        "load_sharing": "Load sharing",
        "checkpoint": "Add a checkpoint",
        "node": "Node",
    },
    Category.CASES_CRM: {
        "associate_case": "Associate the interaction with a case",
        "associate_crm_card": "Associate the interaction with a CRM card",
        "associate_crm_v2_card": "Associate the interaction with a CRM V2 card",
        "create_crm_card": "Create a CRM card",
        "create_crm_v2_card": "Create a CRM V2 card",
        "create_task": "Create a task",
        "dissociate_case": "Dissociate the case from the interaction",
        "create_case": "Create a new case and associate it with the interaction",
        "modify_case": "Modify a case",
        "salesforce": "Email to a Salesforce Query",
    },
    Category.DATA: {
        "assign_variables": "Assign values to variables",
        "test_values": "Test a value(s)",
        "values_table": "Values table",
        "database_read": "Fill in the variables from a database",
        "database_insert": "Save values to a database",
        "database_update": "Modify the values of a database",
        "date_time": "Date and time (retrieval and calculations)",
        "passages": "Check the number of passages",
        "nth_contact": "Check Nth contact",
    },
    Category.DISTRIBUTION: {
        "to_queue": "Distribution to queue",
        "to_routing": "Distribution to a smart routing",
        "to_user": "Distribution to a user",
    },
    Category.INTERCONNECTION: {
        "web_service": "Web service",
        "test_priority": "Test an email priority",
        "detect_keywords": "Detect keywords",
        "detect_language": "Detection of the language",
        "transfer_email": "Transfer the email",
    },
    Category.SENDING: {"send_email": "Send an email", "send_sms": "Send a SMS"},
    Category.CAMPAIGNS: {
        "voice_campaign_target": "Insert a target in a voice campaign",
        "sms_campaign_target": "Insert a target in the SMS campaign",
        "whatsapp_campaign_target": "Insert a target in a WhatsApp campaign",
    },
    Category.TIME_DATES: {
        "test_schedule": "Test a schedule",
        "week_parity": "Test if it is an even or odd week",
    },
    Category.SURVEY: {"survey": "Survey"},
    Category.OTHER: {"pay_invoice": "Pay an invoice"},
}
HEADINGS = {
    Category.ACTIONS: "Actions and action tree",
    Category.CASES_CRM: "Cases & CRM",
    Category.DATA: "Data",
    Category.DISTRIBUTION: "Distribution",
    Category.INTERCONNECTION: "Interconnection",
    Category.SENDING: "Sending",
    Category.CAMPAIGNS: "Campaigns",
    Category.TIME_DATES: "Time and dates",
    Category.SURVEY: "Survey",
    Category.OTHER: "Other",
}
KEYS = [card.key for card in CATALOGUE.cards()]
START_ONLY = {"to_queue", "to_user"} & set(KEYS)


def test_labels_and_categories_are_those_of_the_catalogue() -> None:
    found: dict[Category, dict[str, str]] = {}
    for card in CATALOGUE.cards():
        found.setdefault(card.category, {})[card.key] = str(card.label)
    assert found == LABELS
    assert sum(map(len, found.values())) == 40


def test_cards_stand_in_the_order_of_the_palette() -> None:
    categories = [card.category for card in CATALOGUE.cards()]
    assert categories == sorted(categories, key=list(Category).index)


@pytest.mark.parametrize("key", KEYS)
def test_a_card_is_complete(key: str) -> None:
    card = CATALOGUE.card(key)
    assert card.known
    assert card.icon.startswith("mdi6.")
    assert str(card.help).endswith((".", "?"))
    assert card.addable is (key != "start")
    expected = {RoutingType.START} if key in START_ONLY else set(RoutingType)
    assert card.routing_types == expected


@pytest.mark.parametrize("key", KEYS)
def test_the_default_config_is_stored_and_read(key: str) -> None:
    config = CATALOGUE.new_config(key)
    text = CATALOGUE.encode(config)
    assert json.loads(text)["v"] == 1
    assert CATALOGUE.decode(key, text) == config
    assert CATALOGUE.encode(CATALOGUE.decode(key, text)) == text


@pytest.mark.parametrize("key", KEYS)
def test_every_field_has_a_default_and_a_description(key: str) -> None:
    type_ = CATALOGUE.type(key)
    assert type_ is not None
    described = {info.name for info in CATALOGUE.fields(key)}
    assert described == {part.name for part in msgspec.structs.fields(type_)}
    assert all(str(info.field.label) for info in CATALOGUE.fields(key))
    assert CATALOGUE.decode(key, "{}") == CATALOGUE.new_config(key)


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_is_exported(key: str) -> None:
    type_ = CATALOGUE.type(key)
    assert type_ is not None
    schema = msgspec.json.schema(type_)
    assert schema["$ref"] == f"#/$defs/{type_.__name__}"
    assert type_.__name__ in json.loads(json.dumps(schema))["$defs"]


@pytest.mark.parametrize("key", KEYS)
def test_branches_are_distinct_and_hold_the_continuing_one(key: str) -> None:
    config = CATALOGUE.new_config(key)
    keys = [branch.key for branch in CATALOGUE.branches(config)]
    assert len(set(keys)) == len(keys)
    assert {type(branch) for branch in keys} <= {str}
    continuing = CATALOGUE.continuing_branch(config)
    assert continuing is None or continuing in keys
    # A transfer ends the run unless told otherwise, as the distribution types do.
    ending = {"to_queue", "to_routing", "to_user", "transfer_email"}
    assert (continuing is None) is (key in ending)


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("fax", '{"number": 1,  "v": 3}'),
        ("node", '{"v":2}'),
        ("node", '{"colour":"red","v":1}'),
        ("passages", '{"maximum": "many"}'),
        ("passages", "[]"),
        ("passages", "nonsense"),
        ("passages", '{"maximum": 3'),
        ("passages", '{"v": "x"}'),
        ("load_sharing", '{"links": [{"slot": 1, "colour": "red"}]}'),
        ("assign_variables", '{"rows": [{"value": "\\ud800"}]}'),
    ],
)
def test_what_cannot_be_read_is_kept_word_for_word(key: str, raw: str) -> None:
    kept = CATALOGUE.decode(key, raw)
    assert isinstance(kept, UnknownConfig)
    assert (kept.type, kept.raw) == (key, raw)
    assert kept.reason
    assert CATALOGUE.encode(kept) == raw
    assert CATALOGUE.branches(kept) == ()
    assert CATALOGUE.uses(kept) == ()
    (problem,) = CATALOGUE.problems(kept, WORKSPACE)
    assert problem.severity is Severity.ERROR


def test_an_unknown_type_has_a_card_and_no_new_config() -> None:
    card = CATALOGUE.card("fax")
    assert not card.known
    assert not card.addable
    assert str(card.label) == "fax"
    assert CATALOGUE.fields("fax") == ()
    with pytest.raises(Refused):
        CATALOGUE.new_config("fax")


def test_half_filled_forms_are_stored_and_read() -> None:
    for config in (
        CheckPassages(-5),
        CheckPassages(2**60),
        LoadSharing(links=()),
        LoadSharing(links=(SharedLink(99, "x" * 500, 1000),)),
    ):
        key = "passages" if isinstance(config, CheckPassages) else "load_sharing"
        assert CATALOGUE.decode(key, CATALOGUE.encode(config)) == config
        assert CATALOGUE.problems(config, WORKSPACE)


def test_older_configs_are_upgraded_on_reading() -> None:
    class Second(ActionType, frozen=True):
        """A type in its second version."""

        stored_version = 2

        count: int = 0

        @staticmethod
        def upgrade(raw: dict[str, object], version: int) -> dict[str, object]:
            return {"count": raw["number"]} if version == 1 else raw

    registry = Registry({"second": Second})
    assert registry.decode("second", '{"number": 7, "v": 1}') == Second(7)
    assert registry.decode("second", '{"count": 7, "v": 2}') == Second(7)
    assert isinstance(registry.decode("second", '{"v": 3}'), UnknownConfig)
    assert isinstance(registry.decode("second", '{"wrong": 7, "v": 1}'), UnknownConfig)


def test_a_key_is_registered_once() -> None:
    again = action(key="node", label=_("Node"), category=Category.ACTIONS, icon="mdi6.circle")
    with pytest.raises(ValueError, match="two action types"):
        again(CheckPassages)
