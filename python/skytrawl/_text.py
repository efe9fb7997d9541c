"""Text from services, made safe to show."""

from __future__ import annotations

import unicodedata
from typing import Any


def plain(text: Any, most: int = 200) -> str:
    """One line without control characters, and without controls of the direction of writing.

    Parameters
    ----------
    text : object
        What is shown as text.
    most : int
        Number of characters; a longer text ends in ``...``.
    """
    shown = str(text)[: most + 1]
    shown = "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in shown)
    return shown if len(shown) <= most else shown[: max(0, most - 3)] + "..."


def count(number: int, noun: str) -> str:
    """``1 service``, ``2,000 services``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
