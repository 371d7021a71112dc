"""Associate the interaction with a case: found by its number, or by the value of a field."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import ERROR, NOT_FOUND, OK, SEVERAL_FOUND
from app.engine.case_fields import CASE, associate, shown_case
from app.engine.evidence import LookUp, Note
from app.engine.refusals import failed, is_given, refused, resolved
from app.engine.requests import FindCases, ask
from app.model.catalogue import Branch, Category
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import CaseSchema, ResourceKind
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext
    from app.engine.requests import CasesFound


class FindBy(StrEnum):
    """What a case is found by."""

    NUMBER = "number"
    FIELD = "field"


class WhenSeveral(StrEnum):
    """What happens when several cases match."""

    RECENT = "recent"
    LEAVE = "leave"


class WhenAssociated(StrEnum):
    """What happens when the interaction has a case already."""

    REPLACE = "replace"
    KEEP = "keep"


@action(
    key="associate_case",
    label=_("Associate the interaction with a case"),
    category=Category.CASES_CRM,
    icon="mdi6.briefcase-search-outline",
)
class AssociateCase(ActionType, frozen=True):
    """Find a case, and make it the interaction's own.

    It is found by its number, or by the value of one of its fields; texts compare without case.
    Where several match, the most recent open one is taken, or the email leaves by *Several found*.
    An empty number or value finds nothing. What was found stands in `case`.

    Example: the number `{{ email.subject | extract: "C-\\d+" }}` files every answer under the
    case whose number its subject carries.

    In a replay the cases are those of the workspace's case schemas, and those that the run itself
    has opened.
    """

    effectful = True

    find_by: Annotated[
        FindBy,
        field(
            _("Find by"),
            widget=Widget.CHOICE,
            choices=((FindBy.NUMBER, _("Case number")), (FindBy.FIELD, _("Value of a field"))),
        ),
    ] = FindBy.NUMBER
    number: Annotated[
        str,
        field(
            _("Case number"),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("find_by", (FindBy.NUMBER,)),
        ),
    ] = ""
    schema: Annotated[
        Reference,
        field(
            _("Case schema"),
            _("Empty: cases of every schema."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.CASE_SCHEMA,),
        ),
    ] = Reference()
    search_field: Annotated[
        str,
        field(
            _("Field"),
            widget=Widget.PART,
            part=Part.CASE_FIELD,
            required=True,
            shown_when=("find_by", (FindBy.FIELD,)),
        ),
    ] = ""
    value: Annotated[
        str,
        field(
            _("Value"),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("find_by", (FindBy.FIELD,)),
        ),
    ] = "{{ email.from.address }}"
    open_only: Annotated[bool, field(_("Open cases only"), widget=Widget.TOGGLE)] = True
    several: Annotated[
        WhenSeveral,
        field(
            _("When several cases match"),
            widget=Widget.CHOICE,
            choices=(
                (WhenSeveral.RECENT, _("Take the most recent open one")),
                (WhenSeveral.LEAVE, _("Leave by Several found")),
            ),
        ),
    ] = WhenSeveral.RECENT
    associated: Annotated[
        WhenAssociated,
        field(
            _("When the interaction has a case already"),
            widget=Widget.CHOICE,
            choices=(
                (WhenAssociated.REPLACE, _("Replace it")),
                (WhenAssociated.KEEP, _("Keep it")),
            ),
        ),
    ] = WhenAssociated.REPLACE

    def branches(self) -> tuple[Branch, ...]:
        """Found; not found; several, where asked for; refused."""
        several = (SEVERAL_FOUND,) if self.several is WhenSeveral.LEAVE else ()
        return (OK, NOT_FOUND, *several, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """What the case is found by."""
        if self.find_by is FindBy.NUMBER:
            return _("{number}", number=self.number.strip())
        return _("{field} = {value}", field=self.search_field, value=self.value.strip())

    def run(self, context: RunContext) -> Behaviour:
        """Find the case, and fill `case`."""
        held = context.held(CASE, "number")
        if held and self.associated is WhenAssociated.KEEP:
            return Left(OK.key, Note(_("The interaction keeps its case {number}.", number=held)))
        try:
            schema = self._schema(context)
            by_number = self.find_by is FindBy.NUMBER
            wanted = context.filled(self.number if by_number else self.value).strip()
        except UserError as wrong:
            return refused(context, wrong)
        place = _("Cases of {schema}", schema=schema.name) if schema is not None else _("Cases")
        key = wanted if by_number else f"{self.search_field} = {wanted}"
        if not wanted:
            note = _("The number is empty.") if by_number else _("The value is empty.")
            return Left(NOT_FOUND.key, LookUp(place, key, found=False, note=note))
        found = yield from ask(
            FindCases(
                schema=schema.reference if schema is not None else "",
                number=wanted if by_number else "",
                field="" if by_number else self.search_field,
                value="" if by_number else wanted,
                open_only=self.open_only,
            )
        )
        return self._associate(context, found, place, key)

    def _schema(self, context: RunContext) -> CaseSchema | None:
        return resolved(context, self.schema, CaseSchema) if is_given(self.schema) else None

    def _associate(self, context: RunContext, found: CasesFound, place: Text, key: str) -> Done:
        if found.error is not None:
            shown = LookUp(place, key, found=False, note=found.error)
            return failed(context, ERROR, found.error, shown)
        if not found.cases:
            note = _("No open case matches.") if self.open_only else _("No case matches.")
            return Left(NOT_FOUND.key, LookUp(place, key, found=False, note=note))
        several = _("{count} cases match.", count=found.total) if found.total > 1 else None
        if several is not None and self.several is WhenSeveral.LEAVE:
            return Left(SEVERAL_FOUND.key, LookUp(place, key, found=True, note=several))
        case = found.cases[0]
        associate(context, case)
        return Left(OK.key, LookUp(place, key, True, shown_case(case), several))
