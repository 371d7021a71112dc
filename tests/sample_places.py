"""Lays the sample's trees out and writes where the cards stand: `python -m tests.sample_places`."""

from __future__ import annotations

import json

from app.engine.registry import CATALOGUE
from app.graph.faces import faces_of
from app.graph.layout import tidy
from app.services.northwind.companies import draft_companies, draft_how_was_it
from app.services.northwind.drafting import Drafting
from app.services.northwind.others import draft_after_closing, draft_retention
from app.services.northwind.service import draft_customer_service
from app.services.northwind.support import draft_support
from app.services.shipped import shipped

PLACES = shipped() / "sample" / "places.json"


def places_of(draft: Drafting) -> dict[str, tuple[float, float]]:
    """Where a tidied tree puts each action, by number."""
    tree = draft.tree({})
    faces = faces_of(tree, CATALOGUE, str)
    positions = tidy(
        tree,
        {key: face.extent for key, face in faces.items()},
        {key: [branch.key for branch in face.branches] for key, face in faces.items()},
    )
    return {
        str(action.number): (positions[action.id].x, positions[action.id].y)
        for action in tree.actions
    }


def main() -> None:
    """Write the places of all routings, one action a line."""
    drafts = {
        "support": draft_support(CATALOGUE),
        "retention": draft_retention(CATALOGUE),
        "after-closing": draft_after_closing(CATALOGUE),
        "customer-service": draft_customer_service(CATALOGUE),
        "companies": draft_companies(CATALOGUE),
        "how-was-it": draft_how_was_it(CATALOGUE),
    }
    parts = []
    for name, draft in drafts.items():
        rows = [f"    {json.dumps(n)}: {json.dumps(at)}" for n, at in places_of(draft).items()]
        parts.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(rows) + "\n  }")
    PLACES.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
