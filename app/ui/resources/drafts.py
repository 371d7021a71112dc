"""What was typed into resources and is not saved yet: kept while other resources are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.resources import RESOURCE_TYPES, Resource, ResourceKind, Resources, without_secrets

Key = tuple[ResourceKind, str]
"""Kind and reference in lower case; an empty reference is a new resource."""


@dataclass(frozen=True)
class Typed:
    """A draft beside the resource as it was read; without that it is a new one."""

    base: Resource | None
    draft: Resource


class Drafts:
    """At most one draft a resource, and one new resource a kind."""

    def __init__(self) -> None:
        self._typed: dict[Key, Typed] = {}

    def keep(self, base: Resource | None, draft: Resource) -> None:
        """Keep a draft; one that says the same as its base is none."""
        key = self._key(base, draft.kind)
        unchanged = draft == base if base is not None else draft == RESOURCE_TYPES[draft.kind]()
        if unchanged:
            self._typed.pop(key, None)
        else:
            self._typed[key] = Typed(base, draft)

    def find(self, kind: ResourceKind, reference: str) -> Typed | None:
        """The draft of a resource, or of the new one with an empty reference."""
        return self._typed.get((kind, reference.lower()))

    def drop(self, kind: ResourceKind, reference: str) -> None:
        """Forget a draft: it was saved, or discarded."""
        self._typed.pop((kind, reference.lower()), None)

    def references(self, kind: ResourceKind) -> frozenset[str]:
        """The references with something typed, in lower case."""
        return frozenset(reference for of, reference in self._typed if of is kind)

    @property
    def kinds(self) -> frozenset[ResourceKind]:
        """The kinds with something typed."""
        return frozenset(kind for kind, _reference in self._typed)

    def adopt(self, resources: Resources) -> tuple[Resource, ...]:
        """Make new ones of the drafts of resources that somebody deleted; one a kind at a time."""
        adopted = []
        for (kind, reference), typed in list(self._typed.items()):
            gone = reference and not resources.exists(kind, reference)
            if gone and self.find(kind, "") is None:
                self.drop(kind, reference)
                self.keep(None, typed.draft)
                adopted.append(typed.draft)
        return tuple(adopted)

    def names(self) -> Iterator[str]:
        """What the drafts are called."""
        for typed in self._typed.values():
            yield without_secrets(typed.draft).name or typed.draft.kind

    def __len__(self) -> int:
        return len(self._typed)

    @staticmethod
    def _key(base: Resource | None, kind: ResourceKind) -> Key:
        return (kind, "" if base is None else base.reference.lower())
