"""Northwind Energy's email templates, in four languages each."""

from __future__ import annotations

from app.model.resources import EmailTemplate, TemplateVariant

SIGNATURES = {
    "en": "Kind regards\nNorthwind Energy Support",
    "fr": "Bien cordialement\nLe service clients de Northwind Energy",
    "de": "Freundliche Grüße\nIhr Northwind-Energy-Team",
    "es": "Un cordial saludo\nAtención al cliente de Northwind Energy",
}

GREETINGS = {
    "en": 'Dear {{ email.from.name | default: "customer" }},',
    "fr": 'Bonjour {{ email.from.name | default: "" }},',
    "de": 'Guten Tag {{ email.from.name | default: "" }},',
    "es": 'Hola, {{ email.from.name | default: "" }}:',
}


def _variant(language: str, subject: str, text: str, *, code: str = "") -> TemplateVariant:
    body = f"{GREETINGS[language]}\n\n{text}\n\n{SIGNATURES[language]}\n"
    return TemplateVariant(language=code or language, subject=subject, text=body)


LETTERS = (
    EmailTemplate(
        reference="closed-now",
        name="We are closed now",
        description="Sent outside office hours, so that nobody waits in the dark.",
        variants=(
            _variant(
                "en",
                "We have received your email: {{ email.subject }}",
                "Thank you for your email. Our office is closed at the moment; we answer by "
                '{{ var.reply_by | date: "%d %B %Y" }}.',
            ),
            _variant(
                "fr",
                "Nous avons bien reçu votre message : {{ email.subject }}",
                "Merci pour votre message. Nos bureaux sont fermés ; nous vous répondrons d'ici le "
                '{{ var.reply_by | date: "%d %B %Y" }}.',
            ),
            _variant(
                "de",
                "Ihre Nachricht ist angekommen: {{ email.subject }}",
                "vielen Dank für Ihre Nachricht. Unser Büro ist zurzeit geschlossen; wir antworten "
                'bis zum {{ var.reply_by | date: "%d. %B %Y" }}.',
            ),
            _variant(
                "es",
                "Hemos recibido su mensaje: {{ email.subject }}",
                "Gracias por su mensaje. Nuestra oficina está cerrada; le responderemos antes del "
                '{{ var.reply_by | date: "%d de %B de %Y" }}.',
            ),
        ),
    ),
    EmailTemplate(
        reference="moving-list",
        name="Moving house: what we need",
        description="The short list that saves a second email.",
        variants=(
            _variant(
                "en",
                "Your move: three things we need",
                "To move your contract we need the new address, the day you get the keys and a "
                "photo of the meter. You can simply reply to this email.",
            ),
            _variant(
                "fr",
                "Votre déménagement : trois informations utiles",
                "Pour transférer votre contrat, il nous faut la nouvelle adresse, la date de "
                "remise des clés et une photo du compteur. Répondez simplement à ce message.",
            ),
            _variant(
                "de",
                "Ihr Umzug: drei Angaben, die wir brauchen",
                "für den Umzug Ihres Vertrags brauchen wir die neue Adresse, den Tag der "
                "Schlüsselübergabe und ein Foto des Zählers. Antworten Sie einfach auf diese "
                "E-Mail.",
            ),
            _variant(
                "es",
                "Su mudanza: tres datos que necesitamos",
                "Para trasladar su contrato necesitamos la nueva dirección, el día de entrega de "
                "llaves y una foto del contador. Puede responder a este mensaje.",
            ),
        ),
    ),
    EmailTemplate(
        reference="before-you-go",
        name="Before you go",
        description="The retention team's first answer.",
        variants=(
            _variant(
                "en",
                "About your contract {{ var.customer_number }}",
                "We are sorry that you want to leave. A colleague calls you within two working "
                "days; until then nothing changes.",
            ),
            _variant(
                "fr",
                "Au sujet de votre contrat {{ var.customer_number }}",
                "Nous regrettons votre décision. Un collègue vous appelle sous deux jours ouvrés ; "
                "d'ici là, rien ne change.",
            ),
            _variant(
                "de",
                "Zu Ihrem Vertrag {{ var.customer_number }}",
                "schade, dass Sie gehen möchten. Ein Kollege ruft Sie innerhalb von zwei Werktagen "
                "an; bis dahin ändert sich nichts.",
            ),
            _variant(
                "es",
                "Sobre su contrato {{ var.customer_number }}",
                "Lamentamos que quiera irse. Un compañero le llamará en dos días laborables; hasta "
                "entonces no cambia nada.",
            ),
        ),
    ),
    EmailTemplate(
        reference="how-was-it",
        name="How was it?",
        description="Asks for a word after an answer.",
        variants=(
            _variant(
                "en",
                "How did we do?",
                "We hope that our answer helped. If not, simply reply: a person reads it.",
            ),
            _variant(
                "fr",
                "Votre avis nous intéresse",
                "Nous espérons que notre réponse vous a aidé. Sinon, répondez à ce message : une "
                "personne le lira.",
            ),
            _variant(
                "de",
                "Haben wir geholfen?",
                "wir hoffen, dass unsere Antwort geholfen hat. Wenn nicht, antworten Sie einfach: "
                "ein Mensch liest mit.",
            ),
            _variant(
                "es",
                "¿Le hemos ayudado?",
                "Esperamos que nuestra respuesta le haya servido. Si no, responda a este mensaje: "
                "lo leerá una persona.",
            ),
        ),
    ),
)
