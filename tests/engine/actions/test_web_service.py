"""Web service: what is asked, what the answer fills, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.engine.actions.web_service import CallService, Pair, PathResult, Source
from app.engine.expressions.names import evaluate_name
from app.engine.requests import CallWebService, HttpAnswer
from app.model.config import Reference, ReferenceMode
from app.model.text import Text
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE


def calls(
    path: str = "/orders/{{ email.subject | extract: '[0-9]+' }}", **fields: object
) -> CallService:
    given: dict[str, object] = {"service": Reference("orders"), "path": path, **fields}
    return CallService(**given)  # type: ignore[arg-type]


def results(*rows: tuple[str, str]) -> tuple[PathResult, ...]:
    return tuple(PathResult(path, variable) for path, variable in rows)


TOTAL = results(("$.total", "amount"))

TAKES: dict[str, Callable[[], Told]] = {
    "ok": lambda: dialogue(calls(rows=TOTAL)),
    "error": lambda: dialogue(calls("/broken")),
    "timeout": lambda: dialogue(calls("/slow")),
    "reference_not_found": lambda: dialogue(
        calls(service=Reference("gone", ReferenceMode.EXPRESSION))
    ),
}


def asked(told: Told) -> CallWebService:
    (request,) = told.requests
    assert isinstance(request, CallWebService)
    return request


def test_the_answer_fills_variables_and_http() -> None:
    told = TAKES["ok"]()
    assert told.variables["amount"] == Decimal("12.50")
    held = told.state.left["http"]
    assert held["status"] == 200
    assert evaluate_name("http.json.lines[1].sku", told.state.left) == "B"
    assert held["headers"] == {"content-type": "application/json"}


def test_a_version_that_is_not_in_production_calls_the_environment_for_development() -> None:
    request = asked(TAKES["ok"]())
    assert request.url == "https://test.example.com/v1/orders/40718?trial=1"
    assert not request.in_production


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("$.id", "40718"),
        ("$.paid", "true"),
        ("$.who", ""),
        ("$.lines[*].sku", "A, B"),
        ("$.lines[?@.sku == 'B']", '{"sku": "B"}'),
    ],
)
def test_paths_find_texts(path: str, text: str) -> None:
    assert dialogue(calls(rows=results((path, "words")))).variables["words"] == text


def test_a_path_that_finds_nothing_is_said() -> None:
    told = dialogue(calls(rows=results(("$.gone", "words"))))
    assert told.variables["words"] == ""
    assert told.warnings == ("$.gone finds nothing in the answer.",)


@pytest.mark.parametrize(
    ("config", "part"),
    [
        (calls("/broken"), "status 503"),
        (calls("/text", rows=TOTAL), "no JSON"),
        (calls(rows=results(("$.total", "words"), ("$.lines", "amount"))), "does not suit Amount"),
        (calls("/elsewhere"), "No stub"),
        (calls("/orders/../admin"), "must not go back"),
        (calls("/orders/%2e%2E/admin"), "must not go back"),
    ],
)
def test_what_goes_wrong_leaves_variables_as_they_were(config: CallService, part: str) -> None:
    told = dialogue(config)
    assert told.branch == "error"
    assert part in told.error
    assert told.variables["words"] == "none"


def test_a_status_may_be_declared_a_success() -> None:
    told = dialogue(calls("/broken", success="2xx, 503"))
    assert told.branch == "ok"
    assert told.state.left["http"]["body"] == "Try later"


def test_no_answer_in_time_moves_the_clock_on() -> None:
    told = TAKES["timeout"]()
    assert told.error == "No answer after 10 seconds."
    assert told.step.effects[0].answer.elapsed_ms == 10_000


def test_what_an_email_says_stays_in_its_place() -> None:
    told = dialogue(
        calls(
            "/orders/{{ '1?admin=1#x' }}",
            query=(Pair("q", "a&b=c"), Pair("name", "{{ email.from.name }}")),
            headers=(Pair("X-Subject", "{{ email.subject }}"),),
        )
    )
    request = asked(told)
    assert request.url == (
        "https://test.example.com/v1/orders/1%3Fadmin=1%23x?trial=1&q=a%26b%3Dc&name=Ada+Martin"
    )
    assert request.headers == (("X-Subject", "Refund for order 40718"),)


def test_a_header_with_a_line_break_is_refused() -> None:
    told = dialogue(calls(headers=(Pair("X-Text", "{{ email.text }}"),)))
    assert told.branch == "error"
    assert "line break" in told.error


def test_a_url_of_its_own_has_no_stub_in_a_replay() -> None:
    config = CallService(
        source=Source.INLINE, url="https://api.example.com", path="/a", method="PUT"
    )
    told = dialogue(config)
    assert asked(told).method == "PUT"
    assert "No stub" in told.error
    live = dialogue(config, answers=[HttpAnswer(status=204)])
    assert live.branch == "ok"


def test_a_refusal_is_an_error() -> None:
    told = dialogue(calls(), answers=[HttpAnswer(error=Text("Name not resolved."))])
    assert told.error == "Name not resolved."


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (calls(success="fine"), "success"),
        (calls(rows=results(("$..[", "words"))), "rows.0.name"),
        (calls(rows=results(("$[?match(@.a, '(a+)+')]", "words"))), "rows.0.name"),
        (calls(headers=(Pair("Bad name", "x"),)), "headers.0.name"),
        (calls(headers=(Pair("Authorization", "x"),)), "headers.0.name"),
        (CallService(source=Source.INLINE, url="ftp://example.com"), "url"),
        (CallService(source=Source.INLINE, url="https://{{ email.from.domain }}/"), "url"),
        (CallService(source=Source.INLINE, url="https://me:secret@example.com/"), "url"),
    ],
)
def test_what_cannot_be_called_is_known_beforehand(config: CallService, field: str) -> None:
    assert [one.field for one in config.problems(WORKSPACE)] == [field]


def test_an_answer_nested_too_deep_is_an_error() -> None:
    deep = "[" * 50_000 + "]" * 50_000
    told = dialogue(calls(rows=TOTAL), answers=[HttpAnswer(status=200, body=deep)])
    assert told.branch == "error"
    assert "nested too deep" in told.error
