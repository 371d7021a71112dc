"""Rules about names and references: each is unique, and what is referred to stays.

Like `rules`, of which they are a part.
"""

from __future__ import annotations

from app.model.store.trigger import refuse


def _other(table: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} AS other WHERE {condition})"  # noqa: S608


# Unique columns again, as triggers: "INSERT OR REPLACE" would delete the row that is in the way,
# and no trigger of a deletion would see it.
_SAME_ROUTING = "other.routing = NEW.routing AND other.id <> NEW.id"
_SAME_ROUTING_REFERENCE = "lower(other.reference) = lower(NEW.reference)"
_SAME_RESOURCE = f"other.kind = NEW.kind AND {_SAME_ROUTING_REFERENCE}"
_MOVES = "(NEW.kind IS NOT OLD.kind OR lower(NEW.reference) IS NOT lower(OLD.reference))"

UNIQUE_RULES = (
    *(
        refuse(
            f"version_{rule}_on_{moment.split()[0].lower()}",
            f"{moment} ON version",
            _other("version", f"{_SAME_ROUTING} AND {condition}"),
            key,
        )
        for rule, column, condition, key in (
            ("is_alone_in_its_name", "name_key", "other.name_key = NEW.name_key", "name_is_taken"),
            (
                "is_alone_on_its_date",
                "scheduled_date",
                "other.scheduled_date = NEW.scheduled_date",
                "date_is_taken",
            ),
        )
        for moment in ("INSERT", f"UPDATE OF {column}")
    ),
    refuse(
        "version_is_alone_in_production",
        "UPDATE OF status ON version",
        "NEW.status = 'production' AND "
        + _other("version", f"{_SAME_ROUTING} AND other.status = 'production'"),
        "one_is_in_production",
    ),
    refuse(
        "version_is_not_made_twice",
        "INSERT ON version",
        _other("version", "other.id = NEW.id"),
        "number_is_not_next",
    ),
    refuse(
        "routing_takes_a_free_reference",
        "INSERT ON routing",
        _other("routing", f"other.id = NEW.id OR {_SAME_ROUTING_REFERENCE}"),
        "reference_is_taken",
    ),
    refuse(
        "routing_changes_to_a_free_reference",
        "UPDATE OF reference ON routing",
        _other("routing", f"other.id <> NEW.id AND {_SAME_ROUTING_REFERENCE}"),
        "reference_is_taken",
    ),
    refuse(
        "resource_takes_a_free_reference",
        "INSERT ON resource",
        _other("resource", _SAME_RESOURCE),
        "reference_is_taken",
    ),
    refuse(
        "resource_changes_to_a_free_reference",
        "UPDATE OF kind, reference ON resource",
        f"{_MOVES} AND {_other('resource', _SAME_RESOURCE)}",
        "reference_is_taken",
    ),
)


def _is_used(kind: str, elsewhere: str = "", itself: str = "") -> str:
    """Whether something refers to the row as it was, besides its own parts."""
    reference = "lower(OLD.reference)"
    return (
        "(EXISTS (SELECT 1 FROM action_use JOIN version ON version.id = action_use.version"  # noqa: S608
        f" WHERE action_use.kind = {kind} AND action_use.reference = {reference}{elsewhere})"
        f" OR EXISTS (SELECT 1 FROM resource_use WHERE resource_use.kind = {kind}"
        f" AND resource_use.reference = {reference}{itself}))"
    )


_NOT_ITSELF = (
    " AND NOT (resource_use.owner_kind = OLD.kind AND resource_use.owner = lower(OLD.reference))"
)

USE_RULES = (
    refuse(
        "routing_in_use_keeps_its_reference",
        "UPDATE OF reference ON routing",
        "lower(NEW.reference) IS NOT lower(OLD.reference) AND " + _is_used("'routing'"),
        "reference_is_used",
    ),
    refuse(
        "routing_in_use_is_not_deleted",
        "DELETE ON routing",
        _is_used("'routing'", " AND version.routing <> OLD.id"),
        "reference_is_used",
    ),
    refuse(
        "resource_in_use_keeps_its_reference",
        "UPDATE OF kind, reference ON resource",
        f"{_MOVES} AND {_is_used('OLD.kind', itself=_NOT_ITSELF)}",
        "reference_is_used",
    ),
    refuse(
        "resource_in_use_is_not_deleted",
        "DELETE ON resource",
        _is_used("OLD.kind", itself=_NOT_ITSELF),
        "reference_is_used",
    ),
)
