"""Requests to call a web service."""

from __future__ import annotations

from app.engine.requests.base import Called, Request, Result
from app.engine.requests.tables import Cells
from app.model.text import Text, _


class HttpAnswer(Result, frozen=True):
    """What a web service answered; `stub` names the stub rule that answered in its place."""

    status: int = 0
    headers: Cells = ()
    body: str = ""
    stub: int = 0

    def done(self) -> Text:
        """What came of it."""
        if self.stub:
            return _("Status {status}, by stub rule {number}", status=self.status, number=self.stub)
        return _("Status {status}", status=self.status)


class CallWebService(Request[HttpAnswer], frozen=True):
    """Call a web service: `url` is whole, `service` the resource whose secrets go along, if any.

    The world adds the authentication, keeps within `timeout` seconds in all, and tries again up to
    `retries` times where no answer comes or the service is not there.
    """

    service: str
    in_production: bool
    method: str
    url: str
    headers: Cells = ()
    body: str = ""
    timeout: int = 10
    retries: int = 0

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("{method} {url}", method=self.method, url=self.url)
