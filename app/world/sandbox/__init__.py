"""The world of a replay, a file for each matter."""

from app.world.sandbox.outbox import Sent
from app.world.sandbox.sandbox import Sandbox

__all__ = ["Sandbox", "Sent"]
