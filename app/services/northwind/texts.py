"""Northwind Energy's text messages: short, in four languages."""

from __future__ import annotations

from app.model.resources import SmsTemplate, SmsVariant


def _variants(**words: str) -> tuple[SmsVariant, ...]:
    return tuple(SmsVariant(language=language, text=text) for language, text in words.items())


TEXTS = (
    SmsTemplate(
        reference="outage-known",
        name="Outage known",
        description="We know of the outage and are on our way.",
        variants=_variants(
            en=(
                "Northwind Energy: we know of the outage in {{ var.outage_area }} and are on it."
                ' Power is expected back by {{ var.outage_until | date: "%H:%M" }}.'
            ),
            fr=(
                "Northwind Energy : coupure connue à {{ var.outage_area }}, nos équipes sont sur"
                ' place. Retour prévu vers {{ var.outage_until | date: "%H:%M" }}.'
            ),
            de=(
                "Northwind Energy: Stromausfall in {{ var.outage_area }} bekannt, wir arbeiten"
                ' daran. Strom voraussichtlich ab {{ var.outage_until | date: "%H:%M" }} Uhr.'
            ),
            es=(
                "Northwind Energy: conocemos el corte en {{ var.outage_area }}. Luz de nuevo hacia"
                ' las {{ var.outage_until | date: "%H:%M" }}.'
            ),
        ),
    ),
    SmsTemplate(
        reference="payment-link",
        name="Payment link",
        description="The link of an open invoice, for people who asked for it.",
        variants=_variants(
            en="Northwind Energy: invoice {{ var.invoice_number }} can be paid here:"
            " {{ payment.url }}",
            fr="Northwind Energy : votre facture {{ var.invoice_number }} se règle ici :"
            " {{ payment.url }}",
            de="Northwind Energy: Rechnung {{ var.invoice_number }} hier bezahlen:"
            " {{ payment.url }}",
            es="Northwind Energy: pague la factura {{ var.invoice_number }} aquí:"
            " {{ payment.url }}",
        ),
    ),
    SmsTemplate(
        reference="survey-invitation",
        name="Invitation to the survey",
        description="After an answer, to people who gave us their number.",
        variants=_variants(
            en="Did we help? Three questions, one minute: {{ survey.url }} Northwind Energy",
            fr="Avons-nous su vous aider ? Trois questions : {{ survey.url }} Northwind Energy",
            de="Haben wir geholfen? Drei Fragen, eine Minute: {{ survey.url }} Northwind Energy",
            es="¿Le hemos ayudado? Tres preguntas: {{ survey.url }} Northwind Energy",
        ),
    ),
    SmsTemplate(
        reference="meter-reading",
        name="Meter reading, please",
        description="One text for every language: a number and a link.",
        variants=(
            SmsVariant(
                text="Northwind Energy {{ var.customer_number }}: kWh? "
                "https://www.northwind-energy.example/meter"
            ),
        ),
    ),
)
