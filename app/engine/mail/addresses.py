"""Address fields (RFC 5322, 3.4) as people write them, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from app.engine.mail import words


class Address(msgspec.Struct, frozen=True):
    """One mailbox: a name as people read it, the address, its domain in lower case.

    What is missing is an empty text; an address that nothing could be read from is all empty.
    """

    name: str = ""
    address: str = ""
    domain: str = ""


NOBODY = Address()

_PLAIN = re.compile(
    r'\s*+(?:"([^"\\]*+)"|([^"<>(),:;@\\=\[\]]*+))\s*<([^<>@\s"(),:;\\]++@[^<>@\s"(),:;\\]++)>\s*'
)
_BARE = re.compile(r'\s*+([^<>@\s"(),:;\\]++@[^<>@\s"(),:;\\=]++)\s*')
_TOKEN = re.compile(
    r"""
    (?P<word>=\?[^?\s]{1,80}\?[bBqQ]\?[^?]*+\?=)
    |"(?P<quoted>(?:[^"\\]|\\.)*+)"?+
    |<(?P<angle>[^<>]*+)>?+
    |(?P<mark>[,;:()])
    |(?P<text>[^",;:()<>=]++|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_INSIDE_COMMENT = re.compile(r"[()]|\\.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\]|\\.)*+"@[^\s@"<>]++', re.DOTALL)
_NOT_IN_ADDRESS = re.compile(r'[\s<>",;]')
_INNER_COMMENT = re.compile(r"\([^()]*+\)")
_CUT_NAME_WORDS = 3


def parse(raw: str) -> tuple[Address, ...]:
    """The mailboxes of a raw header value, groups flattened. Never raises.

    Encoded words are decoded after the addresses are told apart, so that no decoded comma or
    bracket makes an address of its own. A name with an unquoted comma is kept whole.
    """
    value = words.unfold(raw)
    if value.isascii() and "=?" not in value:
        if plain := _PLAIN.fullmatch(value):
            return (_address((plain[1] or plain[2] or "").strip(), plain[3]),)
        if bare := _BARE.fullmatch(value):
            return (_address("", bare[1]),)
    found = tuple(_mailboxes(value))
    if "=?" in value and not any("@" in one.address for one in found):
        # The whole field was encoded, address and all.
        text = words.readable(value)[0]
        if "@" in text and "=?" not in text:
            return tuple(_mailboxes(text.encode("utf-8").decode("latin-1")))
    return found


def _address(name: str, address: str) -> Address:
    return Address(name, address, address.rpartition("@")[2].lower() if "@" in address else "")


@dataclass(slots=True)
class _Mailbox:
    """One mailbox while it is being read."""

    phrase: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    angle: str | None = None
    quoted: bool = False

    @property
    def has_address(self) -> bool:
        return self.angle is not None and "@" in self.angle

    def finished(self) -> Address:
        phrase = "".join(self.phrase).strip()
        if self.angle is not None:
            address = _readable("".join(_INNER_COMMENT.sub("", self.angle).split()))
            if address.startswith("@") and ":" in address:
                address = address.rpartition(":")[2]  # an obsolete route: <@a,@b:c@d>
            name = phrase or " ".join(self.comments)
        elif "@" in phrase and not self.quoted:
            # Words and an address without brackets; the first that has an "@" is the address.
            parts = phrase.split()
            place = next(number for number, part in enumerate(parts) if "@" in part)
            address = _readable(parts[place])
            name = " ".join(parts[:place]) or " ".join(self.comments)
        elif self.quoted and _QUOTED_LOCAL.fullmatch(written := "".join(self.written).strip()):
            name, address = " ".join(self.comments), _readable(written)
        elif phrase and " " not in phrase and "=?" not in phrase:
            name, address = " ".join(self.comments), _readable(phrase)  # a local name alone
        else:
            name, address = phrase or " ".join(self.comments), ""
        name = _readable(name) if name else ""
        if _NOT_IN_ADDRESS.search(address) and not address.startswith('"'):
            name, address = f"{name} {address}".strip(), ""
        return _address(name, address)


def _readable(value: str) -> str:
    return " ".join(words.readable(value)[0].split())


def _mailboxes(value: str) -> Iterator[Address]:
    box = _Mailbox()
    cut: list[str] = []
    position = 0
    comments_end = True
    while position < len(value):
        token = _TOKEN.match(value, position)
        if token is None:
            break
        position = token.end()
        if (mark := token["mark"]) is None:
            if box.has_address and "@" in (token["angle"] or ""):
                # Two mailboxes with nothing between them.
                done, box = box, _Mailbox(phrase=box.after)
                yield from _settled(done, cut, last=True)
            _take(box, token)
        elif mark == "(" and comments_end:
            end = _comment_end(value, position)
            if end < 0:
                comments_end = False
            else:
                box.comments.append(value[position : end - 1].strip())
                position = end
        elif mark == ":" and box.angle is None:
            box = _Mailbox()  # the name of a group
        elif mark in ",;":
            done, box = box, _Mailbox()
            yield from _settled(done, cut, last=mark == ";")
    yield from _settled(box, cut, last=True)


def _take(box: _Mailbox, token: re.Match[str]) -> None:
    box.written.append(token[0])
    if (quoted := token["quoted"]) is not None:
        box.quoted = True
        (box.after if box.has_address else box.phrase).append(_ESCAPED.sub(r"\1", quoted))
    elif (angle := token["angle"]) is not None:
        if not box.has_address:
            box.angle = angle
    else:
        (box.after if box.has_address else box.phrase).append(token[0])


def _settled(box: _Mailbox, cut: list[str], *, last: bool) -> Iterator[Address]:
    """Yield the mailbox, with the pieces of its name that unquoted commas cut off."""
    phrase = "".join(box.phrase).strip()
    loose = phrase and box.angle is None and not box.quoted and "@" not in phrase
    if loose and not last and len(cut) < _CUT_NAME_WORDS:
        cut.append(phrase)
        return
    if cut and box.angle is not None and phrase and not box.quoted:
        box.phrase = [", ".join([*cut, phrase])]
    else:
        for name in cut:
            yield _Mailbox(phrase=[name]).finished()
    cut.clear()
    if phrase or box.angle is not None:
        yield box.finished()


def _comment_end(value: str, position: int) -> int:
    """Just past the bracket that closes the comment open at `position`, or -1."""
    depth = 1
    for mark in _INSIDE_COMMENT.finditer(value, position):
        if mark[0] == "(":
            depth += 1
        elif mark[0] == ")":
            depth -= 1
            if not depth:
                return mark.end()
    return -1
