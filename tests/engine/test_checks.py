"""What field descriptions tell: required, bounds, references, templates, and uses."""

from __future__ import annotations

from typing import Annotated

import pytest

from app.engine.branches import LinkRow, Row
from app.engine.checks import common_problems, references_in, templates_in, uses_in, walk
from app.model.catalogue import ResourceUse
from app.model.config import Config, Reference, ReferenceMode
from app.model.fields import Widget, field
from app.model.resources import ResourceKind
from app.model.text import _
from tests.engine.workspace import WORKSPACE

QUEUES = (ResourceKind.QUEUE, ResourceKind.DISTRIBUTION_GROUP)


class Inner(Row, frozen=True):
    """A row inside."""

    words: Annotated[str, field(_("Words"), widget=Widget.TEMPLATE, required=True)] = "x"
    name: Annotated[str, field(_("Name"), widget=Widget.NAME)] = "now"


class Outer(LinkRow, frozen=True):
    """A link with something inside."""

    one: Annotated[Inner, field(_("One"))] = Inner()
    many: Annotated[tuple[Inner, ...], field(_("Many"), widget=Widget.ROWS)] = ()


class Everything(Config, frozen=True):
    """A field of each sort."""

    queue: Annotated[
        Reference, field(_("Queue"), widget=Widget.REFERENCE, kinds=QUEUES, required=True)
    ] = Reference("full")
    zone: Annotated[str, field(_("Zone"), widget=Widget.TIME_ZONE)] = ""
    number: Annotated[float, field(_("Number"), widget=Widget.NUMBER, bounds=(0.5, 3))] = 1
    shown: Annotated[bool, field(_("Shown"), widget=Widget.TOGGLE)] = False
    hidden: Annotated[
        str,
        field(_("Hidden"), widget=Widget.TEMPLATE, required=True, shown_when=("shown", (True,))),
    ] = ""
    links: Annotated[tuple[Outer, ...], field(_("Links"), widget=Widget.LINKS, bounds=(1, 10))] = (
        Outer(),
    )


@pytest.mark.parametrize(
    ("config", "path", "words"),
    [
        (Everything(Reference(" ")), "queue", "Queue: fill this in."),
        (
            Everything(Reference("gone")),
            "queue",
            "Queue gone does not exist: choose another one or create it.",
        ),
        (Everything(zone="Moon/Base"), "zone", "Zone: Moon/Base is not a time zone."),
        (Everything(number=0), "number", "Number: at least 0.5."),
        (Everything(number=4), "number", "Number: at most 3."),
        (Everything(shown=True), "hidden", "Hidden: fill this in."),
        (Everything(links=()), "links", "Links: at least 1."),
        (
            Everything(links=(Outer(1), Outer(1))),
            "links",
            "Two links share a place: delete one of them and add it again.",
        ),
        (
            Everything(links=(Outer(1, "First", Inner("")),)),
            "links.0.one.words",
            "First: Words: fill this in.",
        ),
        (
            Everything(links=(Outer(1, "", Inner(), (Inner(), Inner(""))),)),
            "links.0.many.1.words",
            "Links 1, Many 2: Words: fill this in.",
        ),
    ],
)
def test_a_problem_names_its_place(config: Everything, path: str, words: str) -> None:
    (problem,) = common_problems(config, WORKSPACE)
    assert (problem.field, str(problem.text)) == (path, words)


@pytest.mark.parametrize("source", ["{{ x", "{% if %}", "{{ x | nothing }}"])
def test_templates_must_compile_wherever_they_stand(source: str) -> None:
    by_expression = Reference(source, ReferenceMode.EXPRESSION)
    for config in (
        Everything(by_expression),
        Everything(shown=True, hidden=source),
        Everything(links=(Outer(one=Inner(source)),)),
        Everything(links=(Outer(one=Inner(name=source)),)),
    ):
        assert len(list(common_problems(config, WORKSPACE))) == 1


def test_walking_reaches_structs_in_structs_and_leaves_out_what_is_hidden() -> None:
    config = Everything(hidden="{{ never }}", links=(Outer(many=(Inner("a"), Inner("b"))),))
    assert [info.name for info, _value in walk(config)] == [
        *("queue", "zone", "number", "shown", "links", "caption"),
        *("one", "words", "name", "many", "words", "name", "words", "name"),
    ]
    assert list(templates_in(config)) == ["x", "a", "b"]


def test_a_name_that_is_a_template_is_one() -> None:
    config = Everything(links=(Outer(one=Inner("a", "{{ var.words }}")),))
    assert list(templates_in(config)) == ["a", "{{ var.words }}"]


def test_uses_are_picked_references_and_variables_that_are_read() -> None:
    inner = Inner("{{ var.words }}{% if var['a.b'] %}x{% endif %}", "var.amount")
    config = Everything(links=(Outer(one=inner),))
    variable = ResourceKind.VARIABLE
    assert list(uses_in(config)) == [
        *(ResourceUse(kind, "full", "queue") for kind in QUEUES),
        ResourceUse(variable, "words", "words"),
        ResourceUse(variable, "a.b", "words"),
        ResourceUse(variable, "amount", "name"),
    ]
    by_expression = Everything(Reference("{{ var.words }}", ReferenceMode.EXPRESSION))
    assert list(uses_in(by_expression)) == [ResourceUse(variable, "words", "queue")]
    assert list(references_in(config)) == [Reference("full")]
