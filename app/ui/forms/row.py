"""One field of a form: its label, its editor, its help, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.model.catalogue import Problem, Severity
from app.ui.forms.editor import FieldEditor
from app.ui.theme.rendering import tr
from app.ui.widgets.labels import label, muted

SPACING = 12
SECTION_SPACING = 24


class FieldRow(QWidget):
    """Label above, editor, muted help, problems in red or amber."""

    def __init__(self, editor: FieldEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        described = editor.info.field
        self.editor = editor
        self.label = label(described.label)
        self.label.setBuddy(editor)
        self.help = muted(described.help)
        self.message = problem_label()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(editor, 1 if editor.grows else 0)
        column.addWidget(self.help)
        column.addWidget(self.message)
        self.label.setVisible(not editor.labels_itself and bool(described.label.msgid))
        self.help.setVisible(bool(described.help.msgid))
        if editor.labels_itself:
            self.help.setContentsMargins(26, 0, 0, 0)
            self.message.setContentsMargins(26, 0, 0, 0)
            column.setSpacing(0)

    def follow(self, previous: FieldRow | None) -> None:
        """Keep the distance that suits the field above; tick boxes stand close together."""
        toggles = previous is not None and previous.editor.labels_itself
        close = toggles and self.editor.labels_itself
        above = 0 if previous is None or close else SPACING
        self._column.setContentsMargins(0, above, 0, 0)

    def set_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show these; their paths begin after the field's name."""
        own = tuple(problem for problem in problems if not problem.field)
        inner = tuple(problem for problem in problems if problem.field)
        homeless = self.editor.show_problems(inner)
        show_problems(self.message, own + homeless)
        self.editor.mark_invalid(any(one.severity is Severity.ERROR for one in own))


def problem_label() -> QLabel:
    """Where problems are shown; hidden until there are some."""
    made = label(size="small", tone="error")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    made.hide()
    return made


def show_problems(place: QLabel, problems: tuple[Problem, ...]) -> None:
    """One line for each problem; amber when all are warnings."""
    sentences = list(dict.fromkeys(tr(problem.text) for problem in problems))
    place.setVisible(bool(sentences))
    place.setText("\n".join(sentences))
    errors = any(problem.severity is Severity.ERROR for problem in problems)
    tone = "error" if errors else "warning"
    if place.property("tone") != tone:
        place.setProperty("tone", tone)
        place.style().unpolish(place)
        place.style().polish(place)
