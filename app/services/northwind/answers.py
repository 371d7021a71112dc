"""Northwind Energy's email templates with HTML and attachments, in four languages each."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from app.model.resources import EmailTemplate, TemplateAttachment, TemplateVariant
from app.services.northwind.letters import GREETINGS, LETTERS, SIGNATURES
from app.services.shipped import shipped

_PAGE = (
    '<div style="font-family: sans-serif; color: #1b2430; max-width: 560px">\n'
    '<p style="font-size: 20px; color: #1d5fd1"><strong>Northwind Energy</strong></p>\n'
    "{body}\n"
    '<p style="color: #5b6778; font-size: 13px">{signature}</p>\n'
    "</div>\n"
)
_LINK = (
    '<p><a href="{url}" style="background: #1d5fd1; color: #ffffff; padding: 10px 18px; '
    'border-radius: 6px; text-decoration: none">{words}</a></p>'
)


@dataclass(frozen=True)
class _Words:
    """One language: the subject, the paragraphs, and the words of the link."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""


def _variant(language: str, words: _Words, url: str, *, code: str | None = None) -> TemplateVariant:
    greeting, signature = GREETINGS[language], SIGNATURES[language]
    plain = [greeting, *words.paragraphs, *([f"{words.link}: {url}"] if url else [])]
    rich = [f"<p>{part}</p>" for part in (greeting, *words.paragraphs)]
    if url:
        rich.append(_LINK.format(url=url, words=words.link))
    html = _PAGE.format(body="\n".join(rich), signature=signature.replace("\n", "<br>"))
    return TemplateVariant(
        language=language if code is None else code,
        subject=words.subject,
        text="\n\n".join([*plain, signature]) + "\n",
        html=html,
    )


def _template(
    reference: str,
    name: str,
    description: str,
    *,
    url: str = "",
    attached: str = "",
    other: str = "",
    **words: _Words,
) -> EmailTemplate:
    """`other` is the language that serves every one that has no variant of its own."""
    variants = [_variant(language, said, url) for language, said in words.items()]
    if other:
        variants.append(_variant(other, words[other], url, code=""))
    return EmailTemplate(
        reference=reference,
        name=name,
        description=description,
        variants=tuple(variants),
        attachments=(_attachment(attached),) if attached else (),
    )


def _attachment(name: str) -> TemplateAttachment:
    content = (shipped() / "sample" / "attachments" / name).read_bytes()
    return TemplateAttachment(name, "application/pdf", content)


def letters() -> tuple[EmailTemplate, ...]:
    """The plain letters; the one for a move takes its list along."""
    checklist = (_attachment("moving-checklist.pdf"),)
    return tuple(
        msgspec.structs.replace(one, attachments=checklist)
        if one.reference == "moving-list"
        else one
        for one in LETTERS
    )


def answers() -> tuple[EmailTemplate, ...]:
    """The templates with HTML; `OSError` where a shipped attachment is missing."""
    return (
        _template(
            "meter-reading",
            "Thank you for the reading",
            "Says what was noted, and how to read the meter the next time.",
            attached="how-to-read-your-meter.pdf",
            other="en",
            en=_Words(
                "We have noted your reading",
                (
                    "thank you for the reading of your meter {{ var.meter_number }}. We have noted "
                    "{{ var.meter_reading }} kWh; it will be on your next invoice.",
                    "How to read each kind of meter is in the page attached.",
                ),
            ),
            fr=_Words(
                "Votre relevé est enregistré",
                (
                    "Merci pour le relevé de votre compteur {{ var.meter_number }}. Nous avons "
                    "enregistré {{ var.meter_reading }} kWh ; votre prochaine facture en tiendra "
                    "compte.",
                    "La page jointe explique comment lire chaque type de compteur.",
                ),
            ),
            de=_Words(
                "Ihr Zählerstand ist notiert",
                (
                    "vielen Dank für den Stand Ihres Zählers {{ var.meter_number }}. Wir haben "
                    "{{ var.meter_reading }} kWh notiert; die nächste Rechnung berücksichtigt ihn.",
                    "Wie man jeden Zähler abliest, steht auf dem Blatt im Anhang.",
                ),
            ),
            es=_Words(
                "Hemos anotado su lectura",
                (
                    "Gracias por la lectura de su contador {{ var.meter_number }}. Hemos anotado "
                    "{{ var.meter_reading }} kWh y la tendremos en cuenta en la próxima factura.",
                    "En la hoja adjunta se explica cómo leer cada tipo de contador.",
                ),
            ),
        ),
        _template(
            "invoice-to-pay",
            "Invoice to pay",
            "The link of an open invoice, after the payment module has made it.",
            url="{{ payment.url }}",
            en=_Words(
                "Your invoice {{ var.invoice_number }}",
                (
                    "your invoice {{ var.invoice_number }} of {{ var.amount_due }} is open. You "
                    "can pay it in one minute, by card or by transfer.",
                ),
                "Pay the invoice",
            ),
            fr=_Words(
                "Votre facture {{ var.invoice_number }}",
                (
                    "Votre facture {{ var.invoice_number }} d'un montant de {{ var.amount_due }} "
                    "reste à régler. Une minute suffit, par carte ou par virement.",
                ),
                "Régler la facture",
            ),
            de=_Words(
                "Ihre Rechnung {{ var.invoice_number }}",
                (
                    "Ihre Rechnung {{ var.invoice_number }} über {{ var.amount_due }} ist noch "
                    "offen. Sie können sie in einer Minute bezahlen, mit Karte oder Überweisung.",
                ),
                "Rechnung bezahlen",
            ),
            es=_Words(
                "Su factura {{ var.invoice_number }}",
                (
                    "Su factura {{ var.invoice_number }} de {{ var.amount_due }} está pendiente. "
                    "Puede pagarla en un minuto, con tarjeta o por transferencia.",
                ),
                "Pagar la factura",
            ),
        ),
        _template(
            "outage-known",
            "Outage known",
            "We know of it, a crew is there, and when power should be back.",
            other="en",
            en=_Words(
                "Power cut in {{ var.outage_area }}",
                (
                    "we know of the power cut in {{ var.outage_area }}, and a crew is on site. "
                    'Power should be back by {{ var.outage_until | date: "%H:%M" }}.',
                    "If somebody depends on a medical device, call 112 now; do not wait for us.",
                ),
            ),
            fr=_Words(
                "Coupure à {{ var.outage_area }}",
                (
                    "La coupure à {{ var.outage_area }} nous est connue et une équipe est sur "
                    'place. Le courant devrait revenir vers {{ var.outage_until | date: "%H:%M" }}'
                    ".",
                    "Si une personne dépend d'un appareil médical, appelez le 112 sans attendre.",
                ),
            ),
            de=_Words(
                "Stromausfall in {{ var.outage_area }}",
                (
                    "der Stromausfall in {{ var.outage_area }} ist bekannt, und unsere Techniker "
                    "sind vor Ort. Strom gibt es voraussichtlich wieder ab "
                    '{{ var.outage_until | date: "%H:%M" }} Uhr.',
                    "Ist jemand auf ein medizinisches Gerät angewiesen? Dann rufen Sie bitte "
                    "sofort 112 an.",
                ),
            ),
            es=_Words(
                "Corte de luz en {{ var.outage_area }}",
                (
                    "Conocemos el corte de luz en {{ var.outage_area }} y un equipo ya está allí. "
                    'La luz debería volver hacia las {{ var.outage_until | date: "%H:%M" }}.',
                    "Si alguien depende de un aparato médico, llame ya al 112.",
                ),
            ),
        ),
        _template(
            "case-opened",
            "We look into it",
            "The number of the case, so that the next email finds it.",
            en=_Words(
                "Your request {{ case.number }}",
                (
                    "we have opened case {{ case.number }} for you. Keep that number in the "
                    "subject when you write again, and your email reaches the same colleague.",
                ),
            ),
            fr=_Words(
                "Votre demande {{ case.number }}",
                (
                    "Votre demande porte le numéro {{ case.number }}. Gardez-le dans l'objet de "
                    "vos messages : ils arriveront chez le même collègue.",
                ),
            ),
            de=_Words(
                "Ihr Anliegen {{ case.number }}",
                (
                    "Ihr Anliegen hat die Nummer {{ case.number }}. Lassen Sie sie im Betreff "
                    "stehen, dann landet Ihre nächste E-Mail beim selben Kollegen.",
                ),
            ),
            es=_Words(
                "Su solicitud {{ case.number }}",
                (
                    "Hemos abierto el caso {{ case.number }}. Deje ese número en el asunto y su "
                    "próximo mensaje llegará al mismo compañero.",
                ),
            ),
        ),
        _template(
            "survey-invitation",
            "Invitation to the survey",
            "Three questions after an answer; the link works once.",
            url="{{ survey.url }}",
            en=_Words(
                "Did we help? Three questions",
                ("you wrote to us some days ago. Three questions tell us how we did.",),
                "Answer in one minute",
            ),
            fr=_Words(
                "Avons-nous su vous aider ?",
                ("Vous nous avez écrit il y a quelques jours. Trois questions nous suffisent.",),
                "Répondre en une minute",
            ),
            de=_Words(
                "Haben wir geholfen? Drei Fragen",
                ("Sie haben uns vor einigen Tagen geschrieben. Drei Fragen genügen uns.",),
                "In einer Minute antworten",
            ),
            es=_Words(
                "¿Le hemos ayudado?",
                ("Nos escribió hace unos días. Nos bastan tres preguntas.",),
                "Responder en un minuto",
            ),
        ),
    )
