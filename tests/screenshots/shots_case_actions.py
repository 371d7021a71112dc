"""Shots of the inspector for cases, cards, tasks and users, and of the records of replays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea

from app.engine import card_fields
from app.engine.action_type import ActionType
from app.engine.actions.associate_case import AssociateCase, FindBy, WhenSeveral
from app.engine.actions.associate_crm_card import AssociateCard
from app.engine.actions.associate_crm_v2_card import AssociateRecord, ObjectSearch
from app.engine.actions.create_case import OpenCase
from app.engine.actions.create_crm_card import NewCard
from app.engine.actions.create_crm_v2_card import NewRecord
from app.engine.actions.create_task import Assignee, NewTask, TaskPriority
from app.engine.actions.dissociate_case import DissociateCase
from app.engine.actions.modify_case import ChangeCase
from app.engine.actions.to_user import ToUser, Who
from app.engine.card_fields import CardValue, ObjectValue
from app.engine.case_fields import CaseValue
from app.engine.registry import CATALOGUE
from app.model.config import Reference
from app.model.edits.adding import add_after
from app.model.resources import ResourceKind
from app.model.text import verbatim
from app.model.tree import Action, Position
from app.ui.forms.editors.template import TemplateEditor
from app.ui.version.tab import VersionTab
from tests.screenshots.registry import shot
from tests.screenshots.shots_resources import page_of
from tests.screenshots.shots_version import choose
from tests.screenshots.stage import Stage

SERVICE, CUSTOMERS, COMPANIES = Reference("service"), Reference("customers"), Reference("companies")
SENDER = "{{ email.from.address }}"
OPEN = OpenCase(
    SERVICE,
    type="Complaint",
    origin="Email",
    status="{{ var.status }}",
    rows=(CaseValue("summary", "{{ email.subject }}"), CaseValue("amount", "{{ var.amount }}")),
)
CHANGE = ChangeCase(status="In progress", rows=(CaseValue("summary", "{{ email.subject }}"),))
CARD = AssociateCard(CUSTOMERS)
RECORD = AssociateRecord(
    COMPANIES,
    (ObjectSearch("contact"), ObjectSearch("account", "domain", "{{ email.from.domain }}")),
    card_fields.WhenSeveral.LEAVE,
)
NEW_CARD = NewCard(
    CUSTOMERS, (CardValue("email", SENDER), CardValue("name", "{{ email.from.name }}"))
)
NEW_RECORD = NewRecord(
    COMPANIES, "contact", (ObjectValue("email", SENDER), ObjectValue("shoe", "44"))
)
TASK = NewTask(
    "Call {{ email.from.name }} back",
    "About {{ email.subject }}",
    Assignee.QUEUE,
    queue=Reference("complaints"),
    priority=TaskPriority.HIGH,
)


def designed(stage: Stage, *configs: ActionType) -> VersionTab:
    """A new version with the actions in a row, the last one selected."""
    workspace = stage.session.workspace
    routing = workspace.routings()[0]
    version = workspace.versions(routing.id)
    made = next(one for one in version if one.status == "development")
    stage.window.open_version(made.id)
    stage.settle()
    tab = stage.window.workbench.current
    assert isinstance(tab, VersionTab)
    before = tab.document.tree.start.id
    for number, config in enumerate(configs, 1):
        key = type(config).card.key
        name = str(CATALOGUE.card(key).label)
        action = Action(f"shot-{number}", 0, key, name, config)
        edit = add_after(
            action,
            before,
            "ok",
            Position(480, 170 * number),
            catalogue=CATALOGUE,
            replace_link="replace",
        )
        assert tab.document.apply(verbatim("Add"), edit)
        before = action.id
    stage.settle()
    tab.canvas.select((before,))
    tab.canvas.commands["fit_all"].trigger()
    stage.settle()
    return tab


def inspect(name: str, *configs: ActionType) -> None:
    """Register the shot of an inspector."""

    @shot(f"case-actions-{name}")
    def prepare(stage: Stage, configs: Sequence[ActionType] = configs) -> None:
        designed(stage, *configs)


inspect("associate-case", AssociateCase(number='{{ email.subject | extract: "C-\\d+" }}'))
inspect(
    "associate-case-field",
    AssociateCase(find_by=FindBy.FIELD, search_field="customer_number", several=WhenSeveral.LEAVE),
)
inspect("dissociate-case", DissociateCase())
inspect("create-case", OPEN)
inspect("create-case-empty", OpenCase())
inspect("modify-case", CHANGE)
inspect("associate-card", CARD)
inspect("associate-record", RECORD)
inspect("create-card", NEW_CARD)
inspect("create-record", NEW_RECORD)
inspect("create-task", TASK)
inspect("to-user", ToUser(Who.LAST_USER))
inspect("to-user-picked", ToUser())


@shot("case-actions-palette")
def palette(stage: Stage) -> None:
    tab = designed(stage, OPEN)
    tab.canvas.commands["add_child"].trigger()
    assert tab.adding.menu is not None
    tab.adding.menu.chooser.search.setText("case")


@shot("case-actions-replayed")
def replayed(stage: Stage) -> None:
    tab = designed(
        stage,
        CARD,
        OpenCase(
            SERVICE, "Complaint", "Email", rows=(CaseValue("summary", "{{ email.subject }}"),)
        ),
        TASK,
    )
    choose(stage, "Power cut")
    tab._commands["run"].trigger()
    tab.rows.setSizes([300, 460])
    stage.settle()
    steps = tab.replay.steps
    tab.replay.select(next(one.number for one in steps if one.action.type == "create_case"))


def records(stage: Stage, kind: ResourceKind, field: str) -> None:
    """The first resource of a kind, with the field of its records in sight."""
    pane = page_of(stage, kind).pane
    assert pane is not None
    pane.form.focus_field(field)
    stage.settle()
    area = pane.form.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


@shot("case-records")
def case_records(stage: Stage) -> None:
    records(stage, ResourceKind.CASE_SCHEMA, "cases")


@shot("card-records")
def card_records(stage: Stage) -> None:
    records(stage, ResourceKind.CRM, "cards")


@shot("object-records")
def object_records(stage: Stage) -> None:
    records(stage, ResourceKind.CRM_V2, "objects")


@shot("case-actions-choose-status")
def choose_status(stage: Stage) -> None:
    tab = designed(stage, OPEN)
    panel = tab.inspector.panel
    assert panel is not None
    editor = panel.form.editor("status")
    assert isinstance(editor, TemplateEditor)
    editor.field.open_names()


@shot("case-actions-replayed-task")
def replayed_task(stage: Stage) -> None:
    tab = designed(stage, CARD, TASK)
    choose(stage, "Power cut")
    tab._commands["run"].trigger()
    tab.rows.setSizes([300, 460])
    stage.settle()
    tab.replay.select(len(tab.replay.steps))
