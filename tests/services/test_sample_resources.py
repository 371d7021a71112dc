"""The resources of the sample workspace: one of every kind, sound by their own checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from app.engine.conversion import is_date_only, to_datetime, to_number, to_yes_no
from app.engine.registry import CATALOGUE
from app.model.permissions import ALL_RIGHTS
from app.model.resources import (
    RESOURCE_TYPES,
    CaseSchema,
    Connection,
    Crm,
    CrmV2,
    Database,
    EmailTemplate,
    FieldType,
    RecordField,
    Resource,
    Resources,
    TableRow,
    User,
    WebService,
    secrets_in,
)
from app.model.resources.checks import resource_problems
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("sample") / "sample.routings"
    write_sample(path, CATALOGUE)
    workspace = Workspace.open(path, CATALOGUE)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def resources(sample: Workspace) -> Resources:
    return sample.resources()


def test_there_is_one_of_every_kind(resources: Resources) -> None:
    assert {one.kind for one in resources.entries} == set(RESOURCE_TYPES)


def test_none_has_a_problem(resources: Resources) -> None:
    found = {
        f"{one.kind} {one.reference}": resource_problems(one, resources)
        for one in resources.entries
    }
    assert {where: problems for where, problems in found.items() if problems} == {}


def test_every_kind_says_what_it_is_for(resources: Resources) -> None:
    for kind, type_ in RESOURCE_TYPES.items():
        assert any(one.description for one in resources.of_kind(type_)), kind


def test_no_secret_is_in_it(resources: Resources) -> None:
    assert [one.reference for one in resources.entries if secrets_in(one)] == []


def test_every_host_is_a_reserved_example(resources: Resources) -> None:
    hosts = [host for one in resources.entries for host in _hosts(one)]
    assert len(hosts) > 20
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_nobody_has_a_login_so_that_whoever_opens_it_may_do_everything(
    sample: Workspace, resources: Resources
) -> None:
    assert [user.login for user in resources.of_kind(User) if user.login] == []
    assert sample.rights() == ALL_RIGHTS


def test_templates_speak_four_languages_and_some_carry_files(resources: Resources) -> None:
    templates = resources.of_kind(EmailTemplate)
    for one in templates:
        assert {"en", "fr", "de", "es"} <= {variant.language for variant in one.variants}
    attached = [file for one in templates for file in one.attachments]
    assert {file.name for file in attached} == {
        "how-to-read-your-meter.pdf",
        "moving-checklist.pdf",
    }
    assert all(file.content.startswith(b"%PDF-") for file in attached)


def test_every_cell_of_a_table_reads_as_its_column_says(resources: Resources) -> None:
    for database in resources.of_kind(Database):
        for table in database.tables:
            for at, column in enumerate(table.columns):
                cells = [row[at] for row in table.rows]
                where = f"{database.reference}.{table.name}.{column.name}"
                assert all(_reads(cell, column.type) for cell in cells if cell), where
                if column.required or column.key:
                    assert all(cells), where
                if column.unique or column.key:
                    assert len(set(cells)) == len(cells), where


def test_every_record_fits_the_fields_of_its_schema(resources: Resources) -> None:
    checked = 0
    for where, fields, columns, rows in _records(resources):
        at = {name: number for number, name in enumerate(columns)}
        for row in rows:
            assert len(row) == len(columns), (where, row)
            for field in fields:
                cell = row[at[field.name]]
                assert cell or not field.required, (where, row, field.name)
                if cell:
                    assert _reads(cell, field.type), (where, row, field.name)
                    assert re.fullmatch(field.pattern or ".*", cell), (where, row, field.name)
            checked += 1
    assert checked > 25


def test_cases_name_what_their_schema_offers(resources: Resources) -> None:
    for schema in resources.of_kind(CaseSchema):
        for _number, status, type_, origin, reason, owner, opened, *_rest in schema.cases:
            assert status in schema.all_statuses
            assert type_ in schema.types
            assert origin in schema.origins
            assert reason in schema.reasons
            assert resources.get(User, owner) is not None
            assert to_datetime(opened, UTC) is not None


def test_customers_of_the_tables_write_the_sample_emails(sample: Workspace) -> None:
    """What is looked up by number is found in an email, so that replays have something to find."""
    operations = sample.resources().get(Database, "operations")
    assert operations is not None
    emails = Path("resources/sample/emails")
    written = " ".join(path.read_bytes().decode("latin-1") for path in sorted(emails.glob("*.eml")))
    contracts = next(table for table in operations.tables if table.name == "contracts")
    unknown = [row[1] for row in contracts.rows if row[1] not in written]
    assert unknown == []


def _records(
    resources: Resources,
) -> Iterator[tuple[str, tuple[RecordField, ...], tuple[str, ...], tuple[TableRow, ...]]]:
    for schema in resources.of_kind(CaseSchema):
        yield schema.reference, schema.fields, schema.case_columns, schema.cases
    for crm in resources.of_kind(Crm):
        yield crm.reference, crm.fields, crm.card_columns, crm.cards
    for crm_v2 in resources.of_kind(CrmV2):
        for one in crm_v2.objects:
            yield f"{crm_v2.reference} {one.name}", one.fields, one.record_columns, one.records


def _hosts(one: Resource) -> Iterator[str]:
    if isinstance(one, User):
        yield one.email.rpartition("@")[2]
    urls = []
    if isinstance(one, Connection):
        urls = [one.url, f"x://{one.host}" if one.host else ""]
    elif isinstance(one, WebService):
        urls = [one.production_url, one.development_url]
    elif isinstance(one, Database):
        urls = [one.url]
    for url in urls:
        if url:
            found = re.fullmatch(r"\w+://(?:[^@/]+@)?([^/:]+)(?:[:/].*)?", url)
            assert found is not None, url
            yield found.group(1)


def _reads(cell: str, type_: FieldType) -> bool:
    match type_:
        case FieldType.NUMBER:
            return to_number(cell) is not None
        case FieldType.YES_NO:
            return to_yes_no(cell) is not None
        case FieldType.DATE:
            return is_date_only(cell) and to_datetime(cell, UTC) is not None
        case FieldType.DATE_TIME:
            return to_datetime(cell, UTC) is not None
    return True
