"""What Northwind Energy asks its customers afterwards."""

from __future__ import annotations

from app.model.resources import Question, QuestionType, Survey

SURVEYS = (
    Survey(
        reference="after-answer",
        name="After an answer",
        description="Three questions and a line for one's own words.",
        url="https://ask.northwind-energy.example/s",
        questions=(
            Question("Would you recommend Northwind Energy to a friend?", QuestionType.SCORE),
            Question("Is your matter solved?", QuestionType.YES_NO),
            Question(
                "What mattered most to you?",
                QuestionType.CHOICE,
                ("A fast answer", "A clear answer", "A friendly tone", "A person, not a machine"),
                required=False,
            ),
            Question("What should we do better?", QuestionType.TEXT, required=False),
        ),
        email_template="survey-invitation",
        sms_template="survey-invitation",
    ),
    Survey(
        reference="after-outage",
        name="After an outage",
        description="Sent on the day after, to everybody who was without power.",
        url="https://ask.northwind-energy.example/o",
        questions=(
            Question("How well did we keep you informed?", QuestionType.STARS),
            Question("Is everything working again?", QuestionType.YES_NO),
        ),
        sms_template="survey-invitation",
    ),
)
