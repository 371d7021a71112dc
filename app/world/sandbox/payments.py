"""Payments of a replay: links that lead nowhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.engine.requests import CreatePayment, PaymentLink

if TYPE_CHECKING:
    from app.world.sandbox.part import Answers, Numbers

_NOWHERE = "https://pay.example.invalid"


class Payments:
    """Makes links, and gives an open one for the same invoice and amount again."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._open: dict[tuple[str, ...], tuple[dt.datetime, PaymentLink]] = {}

    def answers(self) -> Answers:
        """Payment links to create."""
        return {CreatePayment: self._create}

    def _create(self, request: CreatePayment, now: dt.datetime) -> PaymentLink:
        key = (request.module.lower(), request.invoice, request.amount, request.currency)
        expires, link = self._open.get(key, (now, None))
        if link is not None and expires > now:
            return PaymentLink(id=link.id, url=link.url, reused=True)
        name = f"P-{self._numbers.next('payment')}"
        made = PaymentLink(id=name, url=f"{_NOWHERE}/{request.key}")
        self._open[key] = dt.datetime.fromisoformat(request.expires), made
        return made
