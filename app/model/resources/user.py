"""Users: agents who take emails, and people who work with the workspace."""

from __future__ import annotations

from typing import Annotated, ClassVar

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _


class User(Resource, frozen=True, kw_only=True):
    """Somebody emails can be given to; with a login and roles, somebody with rights here."""

    kind: ClassVar[ResourceKind] = ResourceKind.USER

    email: Annotated[str, field(_("Email address"), widget=Widget.EMAIL, required=True)] = ""
    active: Annotated[
        bool,
        field(
            _("Active"),
            _("An inactive user gets no emails."),
            widget=Widget.TOGGLE,
            section=_("Availability"),
        ),
    ] = True
    absent: Annotated[
        bool, field(_("Absent"), _("Gets no emails for the time being."), widget=Widget.TOGGLE)
    ] = False
    login: Annotated[
        str,
        field(
            _("Login"),
            _("The name of the user on the operating system. It says whose roles hold here."),
            widget=Widget.LINE,
            bounds=(0, 100),
            section=_("Rights in this workspace"),
        ),
    ] = ""
    roles: Annotated[
        tuple[str, ...],
        field(
            _("Roles"),
            _("As soon as one user has a login and a role, everybody needs one to work here."),
            widget=Widget.PICKS,
            kinds=(ResourceKind.ROLE,),
        ),
    ] = ()
