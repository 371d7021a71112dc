"""Sentences in the language of the person: `Text` in, translated words out."""

from __future__ import annotations

import gettext
from pathlib import Path

from app.model.text import Text

DOMAIN = "smart_routing"
_translations: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def use_language(language: str, translations: Path) -> None:
    """Speak a language (`fr`, `fr_FR`) from `translations`/<language>/LC_MESSAGES; else English."""
    _translations[:] = [
        gettext.translation(
            DOMAIN, localedir=translations, languages=_fallbacks(language), fallback=True
        )
    ]


def tr(text: Text) -> str:
    """The sentence in the chosen language; sentences inside a sentence are translated as well."""
    if not text.msgid:
        return ""
    filled = {
        name: tr(value) if isinstance(value, Text) else str(value) for name, value in text.args
    }
    template = _translations[-1].gettext(text.msgid)
    if not filled:
        return template
    try:
        return template.format_map(filled)
    except (KeyError, IndexError, ValueError):
        # A translation with a wrong placeholder must not take the sentence away.
        return text.msgid.format_map(filled)


def _fallbacks(language: str) -> list[str]:
    """`fr_FR.UTF-8` gives fr_FR and fr."""
    plain = language.partition(".")[0].replace("-", "_")
    return list(dict.fromkeys([plain, plain.partition("_")[0]]))
