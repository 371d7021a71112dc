"""Every filter is explained, and every example renders as it says."""

from __future__ import annotations

import pytest

from app.engine.expressions.filter_infos import FILTER_INFOS, FilterInfo
from app.engine.expressions.filters import FILTERS
from app.model.resources import Resources, SmsVariant
from app.services.template_previews import example_email, preview_sms


def test_every_filter_is_explained_once() -> None:
    assert sorted(info.name for info in FILTER_INFOS) == sorted(FILTERS)


@pytest.mark.parametrize("info", FILTER_INFOS, ids=lambda info: info.name)
def test_an_example_renders_as_it_says(info: FilterInfo) -> None:
    variant = SmsVariant(text=f"{{{{ {info.example} }}}}")
    shown = preview_sms(Resources.of((), ()), variant, example_email())
    assert (shown.error, shown.problems, shown.notes) == (None, (), ())
    assert shown.text == info.result
    used = FILTERS[info.name]
    assert info.takes or used.least == 0
    assert not info.takes or used.most > 0
