"""Stub."""

from __future__ import annotations

from copilot.errors import Unreadable

__all__ = ["Unreadable"]
