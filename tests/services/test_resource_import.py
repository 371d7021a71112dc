"""Resources go to files and come back: previewed, decided, in one transaction, through rights."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model.errors import Refused, UserError
from app.model.resources import (
    Authentication,
    Connection,
    DistributionGroup,
    EmailTemplate,
    Mailbox,
    Permission,
    Queue,
    Resource,
    ResourceKind,
    Role,
    Share,
    TemplateVariant,
    User,
    ValueTable,
    WebService,
)
from app.services.resource_export import FileFormat, export_resources
from app.services.resource_files import save_resource
from app.services.resource_import import apply, plan, read_file, read_resources, take_back
from app.services.resource_preview import Plan, State
from app.services.workspace import Workspace
from tests.workspaces import new_workspace

SALES = Queue(name="Sales", reference="sales", capacity=5)
BILLING = Queue(name="Billing", reference="billing", description="two\nlines; and, signs")


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    save_resource(ws, SALES)
    save_resource(ws, BILLING)
    return ws


def looked_at(ws: Workspace, text: str | bytes, kind: ResourceKind = ResourceKind.QUEUE) -> Plan:
    raw = text.encode() if isinstance(text, str) else text
    return plan(ws, read_resources(raw, FileFormat.CSV, kind, "file"))


def problems(planned: Plan) -> list[tuple[int, str, str]]:
    return [(p.line, p.column, str(p.text)) for item in planned.items for p in item.problems]


# There and back


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_what_is_exported_comes_back_the_same(
    filled: Workspace, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"queues.{suffix}"
    assert export_resources(filled, ResourceKind.QUEUE, None, path).count == 2
    read = read_file(path, ResourceKind.QUEUE)
    assert [item.state for item in plan(filled, read).items] == [State.SAME] * 2
    other = new_workspace(tmp_path, "other.routings")
    apply(other, plan(other, read))
    assert other.resources().entries == filled.resources().entries
    other.close()


def test_a_selection_is_exported(filled: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "queues.csv"
    assert export_resources(filled, ResourceKind.QUEUE, ["SALES"], path).count == 1
    with pytest.raises(UserError, match="nowhere does not exist"):
        export_resources(filled, ResourceKind.QUEUE, ["nowhere"], path)
    with pytest.raises(UserError, match="nothing to export"):
        export_resources(filled, ResourceKind.CALENDAR, None, path)
    with pytest.raises(UserError, match=r"neither \.csv nor \.json"):
        export_resources(filled, ResourceKind.QUEUE, None, tmp_path / "queues.doc")
    link = tmp_path / "link.csv"
    link.symlink_to(filled.path)
    with pytest.raises(UserError, match="this workspace itself"):
        export_resources(filled, ResourceKind.QUEUE, None, link)


def test_secrets_neither_leave_nor_arrive(ws: Workspace, tmp_path: Path) -> None:
    save_resource(
        ws,
        WebService(
            name="Prices",
            reference="prices",
            production_url="https://example.org",
            authentication=Authentication.BEARER,
            production_secret="sesame",
        ),
    )
    for suffix in ("csv", "json"):
        path = tmp_path / f"services.{suffix}"
        export_resources(ws, ResourceKind.WEB_SERVICE, None, path)
        assert b"sesame" not in path.read_bytes()
        assert b"production_secret" not in path.read_bytes()
    text = b"reference,name,password\nsmtp,Mail,sesame\n"
    read = read_resources(text, FileFormat.CSV, ResourceKind.CONNECTION, "file")
    assert "password" in str(read.notes[0])
    found = read.found[0].values
    assert "password" not in found
    assert Connection().password == ""


def test_a_version_in_test_stays_with_the_mailbox(ws: Workspace, tmp_path: Path) -> None:
    save_resource(ws, SALES)
    stored = save_resource(
        ws,
        Mailbox(name="Info", reference="info", address="info@example.org", fallback_queue="sales"),
    )
    path = tmp_path / "mailboxes.json"
    export_resources(ws, ResourceKind.MAILBOX, None, path)
    assert b"test_version" not in path.read_bytes()
    assert plan(ws, read_file(path, ResourceKind.QUEUE)).items[0].resource == stored


# Previews


def test_new_changed_and_same_are_told_apart(filled: Workspace) -> None:
    text = "reference,name,capacity\nSALES,Sales,7\nbilling,Billing,\nnight,Night,3\n"
    planned = looked_at(filled, text)
    states = [(item.line, item.reference, item.state, item.changed) for item in planned.items]
    assert states == [
        (2, "sales", State.CHANGED, ("capacity",)),
        (3, "billing", State.SAME, ()),
        (4, "night", State.NEW, ()),
    ]


@pytest.mark.parametrize("overwrite", [True, False])
def test_what_differs_is_overwritten_or_kept(filled: Workspace, overwrite: bool) -> None:
    planned = looked_at(filled, "reference,capacity\nsales,7\n")
    done = apply(filled, planned, {"sales"} if overwrite else ())
    assert (done.new, done.changed, done.kept) == (0, int(overwrite), int(not overwrite))
    stored = filled.resource(ResourceKind.QUEUE, "sales")
    assert isinstance(stored, Queue)
    assert (stored.name, stored.capacity) == ("Sales", 7 if overwrite else 5)


def test_a_column_that_is_missing_changes_nothing(filled: Workspace) -> None:
    planned = looked_at(filled, "reference,capacity\nbilling,9\n")
    apply(filled, planned, {"billing"})
    stored = filled.resource(ResourceKind.QUEUE, "billing")
    assert stored is not None
    assert stored.description == BILLING.description


def test_references_are_made_from_names_where_the_file_has_none(ws: Workspace) -> None:
    planned = looked_at(ws, "Name;Capacity\nNight shift;3\n")
    assert planned.items[0].reference == "night-shift"
    apply(ws, planned)
    assert looked_at(ws, "Name;Capacity\nNight shift;3\n").items[0].state is State.SAME


def test_problems_have_line_and_column(filled: Workspace) -> None:
    text = (
        "reference,name,capacity,calendar\n"
        "a,A,many,\n"
        "b,,1,\n"
        "c,C,-3,\n"
        'd,"D\nD",1,nowhere\n'
        "d,D,1,\n"
        "ö,E,1,\n"
        "f,F,1,,surplus\n"
    )
    found = problems(looked_at(filled, text))
    assert [(line, column) for line, column, _text in found] == [
        (2, "capacity"),
        (3, "name"),
        (4, "capacity"),
        (5, "name"),
        (5, "calendar"),
        (7, "reference"),
        (8, "reference"),
        (9, ""),
    ]
    assert "stands in line 5 already" in found[5][2]


def test_lines_with_problems_hold_everything_up_unless_left_out(filled: Workspace) -> None:
    planned = looked_at(filled, "reference,name,capacity\na,A,many\nb,B,1\n")
    with pytest.raises(Refused, match="Line 2, capacity: Write a number"):
        apply(filled, planned)
    assert len(filled.resources().entries) == 2
    done = apply(filled, planned, leave_out=True)
    assert (done.new, done.left_out) == (1, 1)
    assert filled.resource(ResourceKind.QUEUE, "b") is not None


def test_a_file_without_resources_is_said(filled: Workspace) -> None:
    with pytest.raises(UserError, match="no resource in this file"):
        looked_at(filled, "reference,name\n")


def test_unknown_columns_are_told_and_left_out(filled: Workspace) -> None:
    planned = looked_at(filled, "reference,name,colour\nsales,Sales,red\n")
    assert "colour" in str(planned.notes[0])
    assert planned.items[0].state is State.SAME


def test_a_workspace_that_changed_since_the_preview_is_left_alone(filled: Workspace) -> None:
    planned = looked_at(filled, "reference,capacity\nsales,7\n")
    save_resource(filled, Queue(name="Sales", reference="sales", capacity=6), replaces="sales")
    with pytest.raises(Refused, match="changed since the preview"):
        apply(filled, planned, {"sales"})


def test_nothing_is_written_when_one_of_them_cannot_be(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.model.store import resources

    planned = looked_at(filled, "reference,name\na,A\nb,B\n")
    insert = resources.insert_resource

    def failing(connection: object, resource: Resource) -> None:
        if resource.reference == "b":
            raise Refused(planned.notes[0] if planned.notes else Refused.__doc__)  # type: ignore[arg-type]
        insert(connection, resource)  # type: ignore[arg-type]

    monkeypatch.setattr(resources, "insert_resource", failing)
    with pytest.raises(Refused):
        apply(filled, planned)
    assert len(filled.resources().entries) == 2


def test_an_import_is_taken_back(filled: Workspace) -> None:
    before = filled.resources().entries
    planned = looked_at(filled, "reference,name,capacity\nsales,Sales,7\nnight,Night,3\n")
    apply(filled, planned, {"sales"})
    take_back(filled, planned, {"sales"})
    assert filled.resources().entries == before


def test_an_import_is_not_taken_back_once_something_of_it_changed_or_is_used(
    filled: Workspace,
) -> None:
    planned = looked_at(filled, "reference,name,capacity\nsales,Sales,7\nnight,Night,3\n")
    apply(filled, planned, {"sales"})
    group = DistributionGroup(name="All", reference="all", shares=(Share("night", 100),))
    save_resource(filled, group)
    with pytest.raises(Refused, match="“Night” is used"):
        take_back(filled, planned, {"sales"})
    assert filled.resource(ResourceKind.QUEUE, "night") is not None
    changed = Queue(name="Sales", reference="sales", capacity=8)
    save_resource(filled, changed, replaces="sales")
    with pytest.raises(Refused, match="“Sales” was changed"):
        take_back(filled, planned, {"sales"})


# Nested fields


def test_nested_fields_are_json_in_a_cell_and_lists_are_plain(
    filled: Workspace, tmp_path: Path
) -> None:
    group = DistributionGroup(
        name="All", reference="all", shares=(Share("sales", 40), Share("billing", 60))
    )
    save_resource(filled, group)
    role = Role(name="All", reference="all", permissions=tuple(Permission)[:2])
    save_resource(filled, role)
    path = tmp_path / "groups.csv"
    export_resources(filled, ResourceKind.DISTRIBUTION_GROUP, None, path)
    read = read_file(path, ResourceKind.DISTRIBUTION_GROUP)
    assert plan(filled, read).items[0].state is State.SAME
    export_resources(filled, ResourceKind.ROLE, None, path)
    assert b"read; create" in path.read_bytes()
    assert plan(filled, read_file(path, ResourceKind.ROLE)).items[0].state is State.SAME


def test_what_is_wrong_inside_a_nested_field_is_told(filled: Workspace) -> None:
    def told(cell: str) -> list[tuple[int, str, str]]:
        quoted = cell.replace('"', '""')
        text = f'reference,name,shares\nall,All,"{quoted}"\n'
        return problems(looked_at(filled, text, ResourceKind.DISTRIBUTION_GROUP))

    assert told('[{"queue": "sales", "percent": 100}]') == []
    assert told("sales")[0][:2] == (2, "shares")
    assert "not known here" in told('[{"queue": "sales", "percent": 100, "weight": 1}]')[0][2]
    assert told('[{"queue": "sales", "percent": "all"}]')[0][:2] == (2, "shares")
    assert told('[{"queue": "nowhere", "percent": 100}]')[0][:2] == (2, "shares.1.queue")
    assert told('[{"queue": "sales", "queue": "billing"}]')[0][:2] == (2, "shares")
    assert told("[" * 5000)[0][:2] == (2, "shares")


def test_a_long_cell_goes_there_and_back(ws: Workspace, tmp_path: Path) -> None:
    body = 'Grüße, "Anna"\n' * 40_000
    save_resource(
        ws,
        EmailTemplate(
            name="Long", reference="long", variants=(TemplateVariant(subject="Hello", text=body),)
        ),
    )
    path = tmp_path / "templates.csv"
    export_resources(ws, ResourceKind.EMAIL_TEMPLATE, None, path)
    read = read_file(path, ResourceKind.EMAIL_TEMPLATE)
    assert plan(ws, read).items[0].state is State.SAME


def test_calendars_name_zones_countries_and_regions_that_there_are(ws: Workspace) -> None:
    text = (
        "reference,name,time_zone,holiday_country,holiday_region\n"
        "a,A,Europe/Paris,DE,by\n"
        "b,B,Mars/Olympus,,\n"
        "c,C,Europe/Paris,XX,\n"
        "d,D,Europe/Paris,DE,nowhere\n"
    )
    found = problems(looked_at(ws, text, ResourceKind.CALENDAR))
    assert [(line, column) for line, column, _text in found] == [
        (3, "time_zone"),
        (4, "holiday_country"),
        (5, "holiday_region"),
    ]


# Value tables


def test_a_value_table_is_a_file_of_its_rows(ws: Workspace, tmp_path: Path) -> None:
    table = ValueTable(
        name="Depots",
        reference="depots",
        columns=("postcode", "depot"),
        rows=(("01067", "=Dresden"), ("75001", '"Paris", +33')),
    )
    save_resource(ws, table)
    path = tmp_path / "depots.csv"
    done = export_resources(ws, ResourceKind.VALUE_TABLE, None, path)
    assert done.formulas == 1
    assert "formulas" in str(done.sentences[1])
    assert plan(ws, read_file(path, ResourceKind.VALUE_TABLE)).items[0].state is State.SAME
    path.write_text("postcode;depot\n1;2\n")
    planned = plan(ws, read_file(path, ResourceKind.VALUE_TABLE))
    assert planned.items[0].changed == ("rows",)
    apply(ws, planned, {"depots"})
    stored = ws.resource(ResourceKind.VALUE_TABLE, "depots")
    assert isinstance(stored, ValueTable)
    assert (stored.name, stored.rows) == ("Depots", (("1", "2"),))
    new = path.rename(tmp_path / "Road tolls.csv")
    apply(ws, plan(ws, read_file(new, ResourceKind.VALUE_TABLE)))
    made = ws.resource(ResourceKind.VALUE_TABLE, "road-tolls")
    assert made is not None
    assert made.name == "Road tolls"


def test_several_value_tables_go_into_json_only(ws: Workspace, tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_resource(ws, ValueTable(name=name, reference=name, rows=(("1", "2"), ("", ""))))
    with pytest.raises(UserError, match="one value table"):
        export_resources(ws, ResourceKind.VALUE_TABLE, None, tmp_path / "tables.csv")
    path = tmp_path / "tables.json"
    export_resources(ws, ResourceKind.VALUE_TABLE, None, path)
    planned = plan(ws, read_file(path, ResourceKind.QUEUE))
    assert [item.state for item in planned.items] == [State.SAME] * 2


# Rights


def test_rights_hold_for_imports_as_for_forms(filled: Workspace) -> None:
    save_resource(filled, Role(name="All", reference="all", permissions=tuple(Permission)))
    reader = Role(name="Reader", reference="reader", permissions=(Permission.READ,))
    save_resource(filled, reader)
    own = User(name="Me", reference="me", email="me@example.org", login=filled.user, roles=("all",))
    save_resource(filled, own)
    planned = looked_at(filled, "reference,roles\nme,reader\n", ResourceKind.USER)
    with pytest.raises(Refused, match="take the right to manage"):
        apply(filled, planned, {"me"})
    filled.user = "somebody else"
    with pytest.raises(Refused):
        looked_at(filled, "reference,name\nnew,New\n")
    filled.user = own.login
    other = User(
        name="Her", reference="her", email="her@example.org", login="her", roles=("reader",)
    )
    save_resource(filled, other)
    filled.user = "her"
    with pytest.raises(Refused, match="create or copy"):
        apply(filled, looked_at(filled, "reference,name\nnew,New\n"))
    with pytest.raises(Refused, match="make changes"):
        apply(filled, looked_at(filled, "reference,capacity\nsales,9\n"), {"sales"})
    with pytest.raises(Refused, match="users and roles"):
        apply(filled, looked_at(filled, "reference,name\nr,R\n", ResourceKind.ROLE))
