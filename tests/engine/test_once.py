"""Values worked out once: when they are read, for each instance, with the class's own docstring."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.engine.once import once


@dataclass(frozen=True)
class Reader:
    """Counts how often its value is worked out."""

    word: str
    calls: list[str] = field(default_factory=list)

    @once
    def value(self) -> str:
        """The word, doubled."""
        self.calls.append(self.word)
        return self.word * 2


def test_a_value_is_worked_out_when_it_is_first_read_and_then_kept() -> None:
    reader = Reader("a")
    assert reader.calls == []
    assert reader.value is reader.value
    assert reader.calls == ["a"]


def test_each_instance_has_its_own_value() -> None:
    assert [Reader("a").value, Reader("b").value] == ["aa", "bb"]


def test_the_class_shows_the_docstring() -> None:
    assert Reader.value.__doc__ == "The word, doubled."
