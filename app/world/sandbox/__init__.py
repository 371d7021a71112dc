"""The world of a replay, a file for each matter."""

from app.world.sandbox.outbox import Sent
from app.world.sandbox.sandbox import Sandbox
from app.world.sandbox.stock import Stock

__all__ = ["Sandbox", "Sent", "Stock"]
