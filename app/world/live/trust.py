"""Which certificates of other computers are believed: those that the operating system trusts."""

from __future__ import annotations

import ssl

from app.model.text import Text, _


def trusted() -> ssl.SSLContext:
    """What checks names and certificates with the authorities of this system, TLS 1.2 or newer."""
    import truststore  # loads what the system has

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def refusal_of(error: ssl.SSLError, host: str) -> Text:
    """Why a secure connection was not made, in a sentence."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _(
            "{host} shows a certificate that cannot be trusted: {reason}. Nothing was sent to it.",
            host=host,
            reason=_REASONS.get(getattr(error, "verify_code", 0), _("it does not prove who it is")),
        )
    return _(
        "{host} and this computer could not agree on a secure connection. Check port and security.",
        host=host,
    )


# The numbers are OpenSSL's (X509_V_ERR_…).
_REASONS: dict[int, Text] = {
    9: _("it is not valid yet"),
    10: _("it has expired"),
    18: _("it is signed by nobody but itself"),
    19: _("its authority is not known here"),
    20: _("its authority is not known here"),
    21: _("its authority is not known here"),
    23: _("it was withdrawn"),
    62: _("it belongs to another host"),
    64: _("it belongs to another host"),
}
