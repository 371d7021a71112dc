"""Every branch of every action type is taken by a dialogue at least once."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest

from app.engine.registry import CATALOGUE
from tests.engine.dialogue import Told

LINKS = tuple(f"link_{slot}" for slot in range(1, 11))

# How each type can be left: its branches, and where it ends or moves the run.
WAYS: dict[str, tuple[str, ...]] = {
    "start": ("ok",),
    "load_sharing": (*LINKS, "no_link"),
    "checkpoint": ("ok", "reference_not_found"),
    "node": ("ok",),
    "associate_case": ("ok", "not_found", "several_found", "reference_not_found", "error"),
    "associate_crm_card": ("ok", "not_found", "several_found", "reference_not_found", "error"),
    "associate_crm_v2_card": ("ok", "not_found", "several_found", "reference_not_found", "error"),
    "create_crm_card": ("ok", "duplicate", "reference_not_found", "error"),
    "create_crm_v2_card": ("ok", "duplicate", "reference_not_found", "error"),
    "create_task": ("ok", "reference_not_found", "error"),
    "to_user": ("assigned", "user_unavailable", "reference_not_found"),
    "dissociate_case": ("ok", "not_found"),
    "create_case": ("ok", "reference_not_found", "error"),
    "modify_case": ("ok", "not_found", "reference_not_found", "error"),
    "assign_variables": ("ok", "error"),
    "test_values": (*LINKS, "by_default"),
    "values_table": ("ok", "not_found", "reference_not_found"),
    "database_read": ("ok", "not_found", "reference_not_found", "error", "timeout"),
    "database_insert": ("ok", "duplicate", "reference_not_found", "error", "timeout"),
    "database_update": ("ok", "not_found", "reference_not_found", "error", "timeout"),
    "date_time": ("ok", "error"),
    "passages": ("ok", "exceeded"),
    "nth_contact": (*LINKS, "by_default", "error"),
    "week_parity": ("even", "odd"),
    "to_queue": ("queued", "closed", "overflow", "reference_not_found"),
    "to_routing": ("jumped", "error", "reference_not_found"),
    "salesforce": (
        "ok",
        "not_found",
        "several_found",
        "reference_not_found",
        "error",
        "timeout",
    ),
    "web_service": ("ok", "error", "timeout", "reference_not_found"),
    "transfer_email": ("transferred", "ok", "reference_not_found", "error"),
    "test_priority": ("high", "normal", "low", "by_default"),
    "detect_keywords": (*LINKS, "by_default"),
    "detect_language": (*LINKS, "by_default"),
    "send_sms": ("ok", "reference_not_found", "error"),
    "voice_campaign_target": ("ok", "duplicate", "reference_not_found", "error"),
    "sms_campaign_target": ("ok", "duplicate", "reference_not_found", "error"),
    "whatsapp_campaign_target": ("ok", "duplicate", "reference_not_found", "error"),
    "survey": ("ok", "already_surveyed", "reference_not_found", "error"),
    "pay_invoice": ("ok", "reference_not_found", "error", "timeout"),
    "send_email": ("ok", "reference_not_found", "error"),
    "test_schedule": ("open", "closed", "holiday", "reference_not_found"),
}


def takes(key: str) -> dict[str, Callable[[], Told]]:
    """The dialogue for each way of leaving, from the tests of a type."""
    found: dict[str, Callable[[], Told]] = importlib.import_module(
        f"{__package__}.test_{key}"
    ).TAKES
    return found


def test_every_type_is_named_here() -> None:
    assert set(WAYS) == {card.key for card in CATALOGUE.cards()}


@pytest.mark.parametrize("key", WAYS)
def test_every_way_has_a_dialogue(key: str) -> None:
    assert set(takes(key)) == set(WAYS[key])


@pytest.mark.parametrize(("key", "way"), [(key, way) for key, ways in WAYS.items() for way in ways])
def test_every_branch_is_taken(key: str, way: str) -> None:
    told = takes(key)[way]()
    assert told.step.action.type == key
    assert told.branch == way
