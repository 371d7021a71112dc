"""Creating a resource: the reference follows the name, OK waits for what is missing."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.model.errors import UserError
from app.model.resources import (
    RESOURCE_TYPES,
    Calendar,
    DistributionGroup,
    OpenSlot,
    Queue,
    Resource,
    Share,
    ValueTable,
)
from app.model.resources.checks import resource_problems
from app.model.text import _
from app.ui.forms import ResourceDialog
from tests.ui.forms.driving import shown, type_into
from tests.ui.forms.fakes import Window


@pytest.mark.parametrize("kind", sorted(RESOURCE_TYPES))
def test_every_kind_has_a_dialog_that_waits_for_a_name(qtbot: QtBot, kind: Any) -> None:
    dialog = shown(qtbot, ResourceDialog(kind, Window()))
    assert not dialog.ok.isEnabled()
    assert "Name" in dialog.ok.toolTip()
    assert dialog.form.row("name").message.isHidden(), "nobody has come to it yet"
    type_into(dialog.form.editor("name"), "New one")
    assert dialog.resource.reference == "new-one"


def test_the_reference_follows_the_name_until_one_is_typed(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ResourceDialog("queue", Window()))
    type_into(dialog.form.editor("name"), "Billing")
    assert dialog.resource.reference == "billing-2", "billing is taken"
    assert dialog.ok.isEnabled()
    type_into(dialog.form.editor("reference"), "x")
    type_into(dialog.form.editor("name"), " and more")
    assert dialog.resource.reference.startswith("x") or dialog.resource.reference.endswith("x")


def test_a_taken_reference_is_told_while_typing(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ResourceDialog("queue", Window()))
    type_into(dialog.form.editor("name"), "Mine")
    line = dialog.form.editor("reference").line
    line.selectAll()
    type_into(line, "BILLING")
    assert "taken" in dialog.form.row("reference").message.text()
    assert not dialog.ok.isEnabled()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_ok_hands_the_resource_over_and_a_refusal_keeps_the_dialog_open(qtbot: QtBot) -> None:
    saved: list[Resource] = []
    dialog = shown(qtbot, ResourceDialog("queue", Window(), save=saved.append))
    type_into(dialog.form.editor("name"), "Night shift ")
    dialog.ok.click()
    assert saved == [Queue(name="Night shift", reference="night-shift")]
    assert dialog.result() == QDialog.DialogCode.Accepted

    def refuse(_resource: Resource) -> NoReturn:
        raise UserError(_("The disk is full."))

    again = shown(qtbot, ResourceDialog("queue", Window(), saved[0], save=refuse))
    again.ok.click()
    assert again.isVisible()
    assert again.message.message == "The disk is full."


def test_a_resource_that_is_edited_keeps_its_own_reference(qtbot: QtBot) -> None:
    queue = Queue(name="Billing", reference="billing", waiting=3)
    dialog = shown(qtbot, ResourceDialog("queue", Window(), queue))
    assert dialog.ok.isEnabled()
    type_into(dialog.form.editor("name"), "!")
    assert dialog.resource.reference == "billing"
    assert isinstance(dialog.resource, Queue)
    assert dialog.resource.waiting == 3


@pytest.mark.parametrize(
    ("resource", "field"),
    [
        (Calendar(open_slots=(OpenSlot(opens="18:00", closes="09:00"),)), "open_slots.0.closes"),
        (Calendar(open_slots=(OpenSlot(opens="9"),)), "open_slots.0.opens"),
        (DistributionGroup(shares=(Share("billing", 60),)), "shares"),
        (DistributionGroup(shares=(Share("gone", 100),)), "shares.0.queue"),
        (DistributionGroup(), "shares"),
        (ValueTable(columns=("a", "A ")), "rows"),
        (Queue(capacity=-1), "capacity"),
    ],
)
def test_what_a_resource_lacks_is_told_at_its_field(resource: Resource, field: str) -> None:
    found = resource_problems(resource, Window().resources())
    assert field in [problem.field for problem in found]
