"""How much work a long test does: all of it when asked for, else a tenth."""

from __future__ import annotations

import os

FULL = "SMART_ROUTING_FULL"


def is_full() -> bool:
    """Whether the tests run at full length (--full, or SMART_ROUTING_FULL=1)."""
    return os.environ.get(FULL, "") not in {"", "0"}


def scaled(count: int) -> int:
    """Return *count* at full length, else a tenth of it, and at least one."""
    return count if is_full() else max(1, count // 10)
