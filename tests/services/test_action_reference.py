"""The action reference says what the types say, and the shipped pages are today's."""

from __future__ import annotations

import inspect
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import pytest

from app.engine.action_type import ActionType
from app.engine.branches import BY_DEFAULT, NOT_FOUND, OK, TIMEOUT
from app.engine.registry import CATALOGUE, Registry
from app.model.catalogue import ActionCard, Branch, Category, RoutingType
from app.model.config import Reference
from app.model.fields import Widget, field
from app.model.resources import ResourceKind
from app.model.text import _
from app.services.action_reference import INDEX, reference_pages
from app.services.branch_conditions import branch_conditions
from app.services.field_reference import plain, table
from tests import docs

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext

PAGES = reference_pages(CATALOGUE)
KEYS = [card.key for card in CATALOGUE.cards()]


class Patience(StrEnum):
    """How long the made-up type waits."""

    NEVER = "never"
    SHORT = "short"
    LONG = "long"


class Lookup(ActionType, frozen=True):
    """Look a thing | up.

    It is looked up *once*.

    In a replay the answer is made up.
    """

    patience: Annotated[
        Patience,
        field(
            _("Patience"),
            widget=Widget.CHOICE,
            choices=(
                (Patience.NEVER, _("None")),
                (Patience.SHORT, _("A little")),
                (Patience.LONG, _("Much")),
            ),
        ),
    ] = Patience.NEVER
    thorough: Annotated[bool, field(_("Thorough_ly"), widget=Widget.TOGGLE)] = False
    fallback: Annotated[
        Reference,
        field(
            _("Fallback"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.QUEUE, ResourceKind.MAILBOX),
            shown_when=("thorough", (True,)),
        ),
    ] = Reference()
    share: Annotated[float, field(_("Share"), widget=Widget.NUMBER, bounds=(0.5, None))] = 1.5

    card: ClassVar[ActionCard] = ActionCard(
        "lookup",
        _("Look | up"),
        Category.DATA,
        "mdi6.magnify",
        _("Look a thing | up."),
        routing_types=frozenset({RoutingType.END}),
        addable=False,
    )

    def branches(self) -> tuple[Branch, ...]:
        """Whatever patience allows."""
        waits = self.patience is not Patience.NEVER
        return (
            OK,
            *(() if self.thorough else (NOT_FOUND,)),
            *self.reference_branch(),
            *((TIMEOUT,) if waits else ()),
            BY_DEFAULT,
        )

    def run(self, context: RunContext) -> Behaviour:
        """Look it up."""
        raise NotImplementedError


@pytest.fixture(scope="module")
def page() -> str:
    return reference_pages(Registry({"lookup": Lookup}))["lookup.md"]


def test_the_shipped_pages_are_the_ones_made_from_todays_types() -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in docs.FOLDER.iterdir()}
    assert shipped == PAGES, "run 'make docs', and keep what it writes"


def test_every_type_has_a_page_and_a_place_in_the_index() -> None:
    assert set(PAGES) == {INDEX, *(f"{key}.md" for key in KEYS)}
    linked = re.findall(r"\]\((\w+\.md)\)", PAGES[INDEX])
    assert linked == [f"{key}.md" for key in KEYS]


@pytest.mark.parametrize("key", KEYS)
def test_a_page_names_every_field_choice_and_branch_of_its_type(key: str) -> None:
    page, type_ = PAGES[f"{key}.md"], CATALOGUE.type(key)
    assert type_ is not None
    assert inspect.cleandoc(type_.__doc__ or "").partition("\n\n")[0] in page
    for info in CATALOGUE.fields(key):
        for described in (info, *info.rows):
            assert f"**{plain(str(described.field.label))}** | `{described.name}`" in page
            for choice in described.field.choices:
                assert f"*{plain(str(choice.label))}*" in page
    for condition in branch_conditions(type_):
        assert condition.branch.key in page


@pytest.mark.parametrize("name", PAGES)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", PAGES[name], re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(cells) == 1


def test_a_branch_says_what_makes_it_appear_or_disappear(page: str) -> None:
    rows = [line.split(" | ")[0:3] for line in page.splitlines() if line.startswith("| **")]
    told = {row[0].strip("| *"): row[2] for row in rows[-5:]}
    assert told == {
        "OK": "always",
        "Not found": "unless *Thorough\\_ly* is on",
        "Reference not found": "when *Fallback* is given by its reference",
        "Timeout": "when *Patience* is *A little* or *Much*",
        "By default": "always",
    }


def test_branches_stand_in_the_order_in_which_the_canvas_shows_them() -> None:
    keys = [condition.branch.key for condition in branch_conditions(Lookup)]
    assert keys == ["ok", "not_found", "reference_not_found", "timeout", "by_default"]


def test_the_rows_of_links_are_one_entry() -> None:
    type_ = CATALOGUE.type("load_sharing")
    assert type_ is not None
    links, rest = branch_conditions(type_)
    assert links.rows is not None
    assert links.rows.name == "links"
    assert rest.branch.key == "no_link"


def test_what_a_replay_does_differently_stands_at_the_end(page: str) -> None:
    assert page.count("In a replay") == 1
    assert page.index("## In a run") < page.index("In a replay the answer is made up.")


def test_a_page_says_where_the_type_is_used_and_that_it_cannot_be_added(page: str) -> None:
    assert "- Used in routings that start when an interaction ends\n" in page
    assert "- Cannot be added" in page
    assert "# Look \\| up" in page


def test_fields_say_their_kinds_bounds_and_when_they_are_shown(page: str) -> None:
    assert "Queue or mailbox: picked, or an expression that yields its reference" in page
    assert "Shown while *Thorough\\_ly* is on." in page
    assert "Number, at least 0.5 | 1.5" in page


def test_a_column_that_is_empty_in_every_row_is_left_out() -> None:
    assert table(("A", "B"), [("1", ""), ("2", "")]) == "| A |\n| --- |\n| 1 |\n| 2 |"


def test_writing_the_pages_removes_those_of_types_that_are_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "FOLDER", tmp_path / "actions")
    docs.FOLDER.mkdir()
    (docs.FOLDER / "long_gone.md").touch()
    assert docs.main() == 0
    assert {path.name for path in docs.FOLDER.iterdir()} == set(PAGES)
    assert "pages of the action reference" in capsys.readouterr().out
