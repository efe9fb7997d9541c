"""What the package raises and warns of."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Optional, Type

from astropy.utils.exceptions import AstropyUserWarning


class SkytrawlError(Exception):
    """Nothing could be done. The message is one line.

    Attributes
    ----------
    code : str or None
        Word of the cause, as in ``docs/api.md``, such as ``"wrong_question"``.
    field : str or None
        The argument that is wrong, if one is.
    status : int or None
        HTTP status of the server's answer, if there was one.
    run : str or None
        Identifier of the run, if there is one: `skytrawl.retry` and `skytrawl.result` take it.
    """

    def __init__(
        self,
        message: str,
        *,
        code: Optional[str] = None,
        field: Optional[str] = None,
        status: Optional[int] = None,
        run: Optional[str] = None,
    ):
        super().__init__(message)
        self.code = code
        self.field = field
        self.status = status
        self.run = run


class IncompleteWarning(AstropyUserWarning):
    """Services did not answer completely, or files could not be downloaded: something may be missing."""


def warn_incomplete(message: str) -> None:
    warn(message, IncompleteWarning)


def warn(message: str, category: Type[Warning]) -> None:
    """Warns where the package was called, from however deep within."""
    package = os.path.dirname(__file__)
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and os.path.dirname(frame.f_code.co_filename) == package:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)
