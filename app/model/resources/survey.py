"""Surveys: what customers are asked after an interaction, and how they are invited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import Text, _, verbatim


class QuestionType(StrEnum):
    """How a question is answered."""

    SCORE = "score"
    STARS = "stars"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"


class Question(msgspec.Struct, frozen=True):
    """One question; `choices` are the answers to choose from."""

    text: Annotated[str, field(_("Question"), widget=Widget.LINE, required=True)] = ""
    type: Annotated[
        QuestionType,
        field(
            _("Answer"),
            widget=Widget.CHOICE,
            choices=(
                (QuestionType.SCORE, _("0 to 10")),
                (QuestionType.STARS, _("1 to 5 stars")),
                (QuestionType.YES_NO, _("Yes or no")),
                (QuestionType.CHOICE, _("One of several")),
                (QuestionType.TEXT, _("In own words")),
            ),
        ),
    ] = QuestionType.SCORE
    choices: Annotated[
        tuple[str, ...],
        field(
            _("Answers to choose from"),
            _("One a line."),
            widget=Widget.WORDS,
            bounds=(2, 20),
            shown_when=("type", (QuestionType.CHOICE,)),
        ),
    ] = ()
    required: Annotated[bool, field(_("Required"), widget=Widget.TOGGLE)] = True

    @property
    def row_title(self) -> Text | None:
        """The question itself, once it is written."""
        return verbatim(self.text) if self.text.strip() else None


class Survey(Resource, frozen=True, kw_only=True):
    """Questions, and the templates of the invitation."""

    kind: ClassVar[ResourceKind] = ResourceKind.SURVEY

    url: Annotated[
        str,
        field(
            _("Address of the survey"),
            _("The page that the invitation leads to; each link ends in a code of its own."),
            widget=Widget.LINE,
            required=True,
        ),
    ] = ""
    questions: Annotated[
        tuple[Question, ...],
        field(
            _("Questions"),
            widget=Widget.ROWS,
            bounds=(1, 50),
            required=True,
            section=_("What is asked"),
        ),
    ] = (Question(),)
    email_template: Annotated[
        str,
        field(
            _("Invitation by email"),
            widget=Widget.PICK,
            kinds=(ResourceKind.EMAIL_TEMPLATE,),
            section=_("Invitation"),
        ),
    ] = ""
    sms_template: Annotated[
        str,
        field(_("Invitation by SMS"), widget=Widget.PICK, kinds=(ResourceKind.SMS_TEMPLATE,)),
    ] = ""
