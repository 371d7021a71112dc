"""What a person wrote, apart from the messages quoted below or between it."""

from __future__ import annotations

import re

# "On … wrote:" and its like. A mailer wraps it over up to four lines of text.
_ATTRIBUTION_STARTS = ("On ", "Le ", "Am ", "El ", "Il ", "Den ", "Op ")
_ATTRIBUTION = re.compile(
    r"(?:On\b.*\b(?:wrote|writes|said)|Le\b.*\ba écrit|Am\b.*\bschrieb\b.*|El\b.*\bescribió"
    r"|Il\b.*\bha scritto|Den\b.*\bskrev\b.*|Op\b.*\bschreef\b.*)\s*:",
    re.DOTALL,
)
_WRAPPED_LINES = 4
_LONGEST_ATTRIBUTION = 400
# Any other way to introduce quoted lines, believed only right above a line that starts with ">".
_INTRODUCES = re.compile(
    r"(?:wrote|writes|said|says|a écrit|écrivait|schrieb|schreibt|escribió|escribe|ha scritto"
    r"|==|@|\d{4})",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"\s*-{2,}\s*(?:Original Message|Original Appointment|Reply Message|Ursprüngliche Nachricht"
    r"|Originalnachricht|Message d['’]origine|Message original|Mensaje original"
    r"|Messaggio originale)\s*-{2,}\s*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\s*(?:-{2,}\s*)?(?:Begin )?(?:Forwarded (?:message|by)|Weitergeleitete Nachricht"
    r"|Anfang der weitergeleiteten|Message transféré|Mensaje reenviado|Mensagem encaminhada)",
    re.IGNORECASE,
)
_FROM_LINE = re.compile(
    r"\s*\*?(?:From|Von|De|Expéditeur|De la part de)\s?:\*?\s*\S", re.IGNORECASE
)
_BLOCK_LINE = re.compile(
    r"\s*\*?(?:Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|Date d['’]envoi|À|A|Objet"
    r"|Enviado|Enviado el|Fecha|Para|Asunto)\s?:\*?(?:\s|$)",
    re.IGNORECASE,
)
_BLOCK_LINES = 6
_RULE = re.compile(r"\s*[_-]{5,}\s*")
# One of these is in every text with a quote, and 'in' is far quicker than any pattern.
_SIGNS = (">", ":\n", ": \n", "--", "__", "From", "Von", "De", "Exp")
_NOTABLE = re.compile(
    r"--|__|\*?(?:From|Von|De|Exp)|Begin|Forward|Weiter|Anfang|Message tr|Mensa", re.IGNORECASE
)


def stripped(text: str) -> str:
    """`text` without quoted replies: English, French, German, Spanish and ">" forms.

    Lines with ">" go, with the line that introduces them; words between them stay. From a header
    block ("-----Original Message-----", "From: … Sent: …") or an "On … wrote:" that no ">" follows,
    everything goes, unless nothing stands above: then it is a forward, and its words are all that
    was sent. Forwards that say so stay as well, and so do signatures. Only when every line is
    quoted is the result empty. Linear in the length of `text`.
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    return _Stripper(text.split("\n")).result()


class _Stripper:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._kept: list[str] = []
        self._own = False  # something of the sender's stands above
        self._next_written = self._look_ahead()

    def _look_ahead(self) -> list[int]:
        """For each line the first one at or after it that is not blank."""
        following = [len(self._lines)] * (len(self._lines) + 1)
        for number in range(len(self._lines) - 1, -1, -1):
            following[number] = number if self._lines[number].strip() else following[number + 1]
        return following

    def result(self) -> str:
        """The lines that stay, in one text."""
        number, count = 0, len(self._lines)
        while number < count:
            line = self._lines[number]
            bare = line.strip()
            if bare.startswith(">"):
                number += 1
                continue
            if bare.startswith(_ATTRIBUTION_STARTS) or bare.endswith(":"):
                skipped = self._attribution(number)
                number += skipped
                if skipped:
                    if self._quoted_at(number):
                        continue
                    break
            if _NOTABLE.match(bare):
                if _FORWARD.match(bare):
                    self._kept.extend(self._lines[number:])
                    break
                if self._own and self._starts_block(number):
                    break
            self._kept.append(line)
            self._own = self._own or bool(bare)
            number += 1
        return _without_gaps(self._kept)

    def _quoted_at(self, number: int) -> bool:
        following = self._next_written[min(number, len(self._lines))]
        return following < len(self._lines) and self._lines[following].lstrip().startswith(">")

    def _attribution(self, number: int) -> int:
        """How many lines from here introduce a quote; 0 when they do not."""
        first = self._lines[number].strip()
        if (
            first.endswith(":")
            and len(first) <= _LONGEST_ATTRIBUTION
            and _INTRODUCES.search(first)
            and self._quoted_at(number + 1)
        ):
            return 1
        if not first.startswith(_ATTRIBUTION_STARTS):
            return 0
        joined = ""
        for extra, line in enumerate(self._lines[number : number + _WRAPPED_LINES], 1):
            joined = f"{joined} {line.strip()}".strip()
            if not line.strip() or len(joined) > _LONGEST_ATTRIBUTION:
                return 0
            if joined.endswith(":") and _ATTRIBUTION.fullmatch(joined):
                quoted = self._quoted_at(number + extra)
                named = any(character.isdigit() or character == "@" for character in joined)
                return extra if quoted or (self._own and named) else 0
        return 0

    def _starts_block(self, number: int) -> bool:
        """Whether the header of an older message starts here."""
        line = self._lines[number]
        if _DIVIDER.fullmatch(line[:200]):
            return True
        if _RULE.fullmatch(line[:200]):
            number = self._next_written[number + 1]
            line = self._lines[number] if number < len(self._lines) else ""
        if not _FROM_LINE.match(line[:200]):
            return False
        rest = self._lines[number + 1 : number + 1 + _BLOCK_LINES]
        return sum(1 for below in rest if _BLOCK_LINE.match(below[:200])) >= 2


def _without_gaps(lines: list[str]) -> str:
    """The lines kept, with runs of blank lines that quotes left behind as one."""
    result: list[str] = []
    for line in lines:
        if line.strip() or (result and result[-1].strip()):
            result.append(line)
    return "\n".join(result).strip()
