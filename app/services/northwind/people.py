"""Who works at Northwind Energy: roles, and the people of the teams.

Nobody here has a login: in the sample whoever opens it may do everything, until they decide
otherwise.
"""

from __future__ import annotations

from app.model.resources import Permission, Role, User

_DOMAIN = "northwind-energy.example"

ROLES = (
    Role(
        reference="administrator",
        name="Administrator",
        description="Everything, users and roles included.",
        permissions=tuple(Permission),
    ),
    Role(
        reference="designer",
        name="Designer",
        description="Draws and tests routings; somebody else puts them in production.",
        permissions=(Permission.READ, Permission.CREATE, Permission.EDIT, Permission.DELETE),
        separate_promotion=True,
    ),
    Role(
        reference="release",
        name="Release",
        description="Puts in production what the designers have finished, and plans it.",
        permissions=(Permission.READ, Permission.PROMOTE),
        separate_promotion=True,
    ),
    Role(
        reference="editor",
        name="Editor",
        description="Keeps queues, templates and calendars up to date, and may go live with them.",
        permissions=(Permission.READ, Permission.EDIT),
    ),
    Role(
        reference="agent",
        name="Agent",
        description="Looks things up and replays emails.",
        permissions=(Permission.READ,),
    ),
)


def _user(
    reference: str,
    name: str,
    description: str,
    *roles: str,
    active: bool = True,
    absent: bool = False,
) -> User:
    return User(
        reference=reference,
        name=name,
        description=description,
        email=f"{reference}@{_DOMAIN}",
        active=active,
        absent=absent,
        roles=roles or ("agent",),
    )


USERS = (
    _user("ines.caron", "Inès Caron", "Head of customer service, Lyon.", "administrator"),
    _user("martin.koehler", "Martin Köhler", "Draws the routings, Cologne.", "designer"),
    _user("sofia.lindgren", "Sofia Lindgren", "Operations; decides what goes live.", "release"),
    _user("amelie.laurent", "Amélie Laurent", "Key accounts in France and Belgium.", "editor"),
    _user("jonas.weber", "Jonas Weber", "Key accounts in Germany.", "agent", "editor"),
    _user("lucia.ortega", "Lucía Ortega", "Companies in Spain."),
    _user("tom.harding", "Tom Harding", "Companies in the United Kingdom."),
    _user("noor.dunne", "Noor Dunne", "General support, English."),
    _user("emre.yilmaz", "Emre Yilmaz", "Billing Cologne."),
    _user("derya.yilmaz", "Derya Yilmaz", "Retention and meter readings, German."),
    _user("paul.mercier", "Paul Mercier", "Billing Lyon."),
    _user("chloe.fabre", "Chloé Fabre", "Billing Lyon; back from leave in spring.", absent=True),
    _user("ignacio.sanz", "Ignacio Sanz", "Complaints and ombudsman letters."),
    _user("greta.holm", "Greta Holm", "Moving house, in four languages."),
    _user("karim.aziz", "Karim Aziz", "Technician on duty, Lyon."),
    _user("ruth.osei", "Ruth Osei", "On-call engineer at night."),
    _user("bernd.stahl", "Bernd Stahl", "Retired in January.", active=False),
)

PEOPLE = (*ROLES, *USERS)
