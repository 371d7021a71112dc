"""Reading email: the message, lazily, whatever its bytes; and writing a simple one."""

from app.engine.mail.addresses import NOBODY, Address
from app.engine.mail.automatic import Priority, PriorityReading
from app.engine.mail.bodies import Attachment
from app.engine.mail.compose import compose
from app.engine.mail.fields import Headers, looks_like_mail
from app.engine.mail.message import MAX_SIZE, Message

__all__ = [
    "MAX_SIZE",
    "NOBODY",
    "Address",
    "Attachment",
    "Headers",
    "Message",
    "Priority",
    "PriorityReading",
    "compose",
    "looks_like_mail",
]
