"""Web services of a replay: stub rules answer, and nothing is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.requests import CallWebService, HttpAnswer
from app.engine.stubs import Asked, stub_answer
from app.model.resources import WebService
from app.model.text import Text, _

if TYPE_CHECKING:
    import datetime as dt

    from app.model.resources import Resources
    from app.world.sandbox.part import Answers


class Web:
    """Answers by the stub rules of a service; without one that fits, with “no stub”."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    def answers(self) -> Answers:
        """Web services to call."""
        return {CallWebService: self._call}

    def _call(self, request: CallWebService, _now: dt.datetime) -> HttpAnswer:
        service = self._resources.get(WebService, request.service) if request.service else None
        if service is None:
            return HttpAnswer(error=_no_stub(_("a URL of an action")))
        asked = Asked(request.method, request.url, request.body)
        found = stub_answer(service.stub_rules, asked)
        if found is None:
            return HttpAnswer(error=_no_stub(_("{name}", name=service.name)))
        rule = found.rule
        if rule.times_out:
            return HttpAnswer(timed_out=True, stub=found.number, elapsed_ms=request.timeout * 1000)
        return HttpAnswer(
            status=rule.status,
            headers=tuple((one.name, one.value) for one in rule.headers),
            body=rule.body,
            stub=found.number,
        )


def _no_stub(what: Text) -> Text:
    return _(
        "No stub: a replay calls nothing, and no stub rule of {what} fits this request.", what=what
    )
