"""Whatever is written into a template, its preview says what a run would send, or why it fails."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from app.engine.actions.send_email import SendAnEmail
from app.engine.requests import SendEmail
from app.model.catalogue import Severity
from app.model.config import Reference
from app.model.resources import EmailTemplate, Resources, SmsVariant, TemplateVariant
from app.services.template_previews import preview_letter, preview_sms
from tests.engine.dialogue import dialogue, email
from tests.engine.workspace import ENTRIES, ROUTINGS
from tests.scaling import scaled

COUNT = 6_000
WHOLE = (
    *("Dear ", "customer", " – ", "ä😀\u202e", "\n", "\r\n", "\t", "{", "}", "|", "'", "<b>x</b>"),
    *("{{ email.subject }}", "{{ email.from.name | upcase }}", "{{ email.from.nme }}"),
    *("{{ email.text | truncate: 20 }}", "{{ email.to[0].address }}", "{{ case.number }}"),
    *("{% if email.subject contains 'order' %}yes{% else %}no{% endif %}", "{{ var.x }}"),
    *("{% for a in email.to %}{{ a.domain }}{% endfor %}", "{{ email.date | date: '%B' }}"),
    *(
        "{% assign b = email.subject | split: ' ' %}",
        "{{ b | last }}",
        "{{ email.size | plus: 1 }}",
    ),
    *("{% raw %}{{ x }}{% endraw %}", "{% comment %}x{% endcomment %}"),
    *("{% for c in (1..900) %}{% for d in (1..900) %}x{% endfor %}{% endfor %}",),
    *("{{ 1 | divided_by: 0 }}", "{{ 'a%0Ab: c' | url_decode }}"),
)
"""Templates that can be read, though not all of them can be filled in."""
BROKEN = (
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{% endif %}",
        "{% for a in",
        "{{ b",
        "{% raw %}",
        "{% include 'x' %}",
    ),
    *("{{ email.subject | shout }}", "{{ email.subject | extract: '(' }}"),
)


def written(chance: random.Random, most: int) -> str:
    pieces = (chance.choice(BROKEN if chance.random() < 0.03 else WHOLE) for _ in range(most))
    return "".join(itertools.islice(pieces, chance.randrange(most)))


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(3))
def test_a_preview_says_what_a_run_sends(seed: int) -> None:
    chance = random.Random(seed)
    message = email(chance.choice(("Good morning", "", "{{ email.subject }}")))
    seen: Counter[str] = Counter()
    for _round in range(scaled(COUNT) // 3):
        variant = TemplateVariant("", written(chance, 4), written(chance, 9), written(chance, 9))
        template = EmailTemplate(name="T", reference="t", variants=(variant,))
        resources = Resources.of([*ENTRIES, template], ROUTINGS)
        shown = preview_letter(resources, variant, message.raw)
        action = SendAnEmail(template=Reference("t"))
        unreadable = {one.text for one in shown.problems if one.severity is Severity.ERROR}
        if list(action.problems(resources)):
            # Such a template keeps the routing out of production; the preview says why.
            assert unreadable, variant
            assert shown.error is not None
            seen["unreadable"] += 1
            continue
        assert not unreadable, variant
        told = dialogue(action, message=message, resources=resources)
        sent = next((one for one in told.requests if isinstance(one, SendEmail)), None)
        if shown.error is not None:
            seen["failed"] += 1
            assert sent is None, variant
            assert str(shown.error) in told.error, variant
            continue
        assert sent is not None, (variant, told.error)
        assert (shown.subject, shown.text, shown.html) == (sent.subject, sent.text, sent.html)
        assert set(map(str, shown.notes)) <= set(told.warnings), variant
        assert preview_sms(resources, SmsVariant("", variant.text), message.raw).error is None
        seen["sent"] += 1
    assert min(seen[one] for one in ("unreadable", "failed", "sent")) > 0, seen
