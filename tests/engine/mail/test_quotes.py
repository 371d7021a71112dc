"""Quoted replies left out of a text."""

from __future__ import annotations

import pytest

from app.engine.mail import quotes


@pytest.mark.parametrize(
    "quote",
    [
        "On Mon, 5 Jan 2026 at 10:00, Ann <ann@example.com> wrote:\n\n> old\n> older",
        "On Mon, 5 Jan 2026 at 10:00, Ann Longname\n<ann@example.com> wrote:\n> old",
        "Le lun. 5 janv. 2026 à 10:00, Ann <a@x.fr> a écrit :\n> vieux",
        "Am 05.01.2026 um 10:00 schrieb Ann:\n> alt",
        "El lun, 5 ene 2026 a las 10:00, Ann (<a@x.es>) escribió:\n> viejo",
        "On Mon, 5 Jan 2026, Ann wrote:\nold without marks\nolder",
        "-----Original Message-----\nFrom: Ann\nold",
        "-----Ursprüngliche Nachricht-----\nVon: Ann\nalt",
        "-----Message d'origine-----\nDe : Ann\nvieux",
        "From: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nold",
        "________________________________\nVon: Ann\nGesendet: Montag\nAn: Bob\nBetreff: x\n\nalt",
        "De : Ann\nEnvoyé : lundi\nÀ : Bob\nObjet : x\n\nvieux",
        "De: Ann\nEnviado: lunes\nPara: Bob\nAsunto: x\n\nviejo",
        "Ann <ann@example.com> writes:\n> old",
        "  > old",
    ],
)
def test_what_was_replied_to_goes(quote: str) -> None:
    assert quotes.stripped(f"My new words.\nRegards\n\n{quote}") == "My new words.\nRegards"


def test_words_between_quotes_stay() -> None:
    text = "Hi\n\nOn Monday 5, Ann wrote:\n> one?\nYes.\n\n> two?\nNo.\n"
    assert quotes.stripped(text) == "Hi\n\nYes.\n\nNo."


@pytest.mark.parametrize(
    "text",
    [
        "Nothing quoted here",
        "Two options:\n- this\n- that",
        "From: here to there is far",
        "On Monday he wrote:\nsomething nice",
        "-- \nAnn, Ltd\nTel: 1",
        "FYI\n\n---------- Forwarded message ---------\nFrom: Ann\nDate: x\nSubject: y\n\nwords",
        "From: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nall that was sent",
        "-----Original Message-----\nFrom: Ann\nall that was sent",
    ],
)
def test_what_is_no_reply_stays(text: str) -> None:
    assert quotes.stripped(text) == text


def test_only_quotes_leave_nothing() -> None:
    assert quotes.stripped("> all\n> of it\n") == ""


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 50_000,
        ">" * 50_000,
        ">\n" * 50_000,
        "hi\n" + "On a\n" * 50_000,
        "hi\nOn " + "x wrote " * 50_000,
        "hi\n" + "2000:\n\n" * 50_000,
        "hi\n" + "From: a\n" * 50_000,
        "hi\n" + "-" * 200_000,
        "hi\n" + " " * 200_000 + ">",
    ],
)
def test_hostile_texts_are_read(text: str) -> None:
    assert isinstance(quotes.stripped(text), str)
