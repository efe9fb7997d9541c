"""How far a run is, on a terminal or in a notebook."""

from __future__ import annotations

import shutil
import sys
from typing import Any, Optional, TextIO

from ._text import count, plain

_BAR = 20


def display(wanted: Optional[bool], stream: Optional[TextIO] = None) -> "Progress":
    """Where progress is shown.

    Parameters
    ----------
    wanted : bool or None
        False: nowhere. None: in a notebook, or on stderr if that is a terminal. True: on stderr in any case.
    """
    err = stream or sys.stderr
    if wanted is False or err is None:
        return Progress()
    if _in_notebook():
        return _Notebook()
    if wanted or (hasattr(err, "isatty") and err.isatty()):
        return _Terminal(err)
    return Progress()


class Progress:
    """Shows nothing."""

    def show(self, text: str) -> None:
        """Replaces what was shown."""

    def close(self, text: str = "") -> None:
        """Leaves only the text."""

    def run(self, run: dict) -> None:
        """Shows the state of a run (``docs/api.md``)."""
        self.show(run_text(run))


class _Terminal(Progress):
    def __init__(self, err: TextIO):
        self._err = err
        self._length = 0

    def show(self, text: str) -> None:
        self._write(text[: max(20, shutil.get_terminal_size().columns - 1)], "")

    def close(self, text: str = "") -> None:
        if text or self._length:
            self._write(text, "\n" if text else "\r")

    def _write(self, text: str, end: str) -> None:
        try:
            self._err.write("\r" + text + " " * (self._length - len(text)) + end)
            self._err.flush()
        except (OSError, ValueError):
            # a terminal that was closed is no reason to lose the result
            pass
        self._length = len(text)


class _Notebook(Progress):
    def __init__(self) -> None:
        self._handle: Any = None

    def show(self, text: str) -> None:
        from IPython.display import display as show

        shown = {"text/plain": text}
        if self._handle is None:
            self._handle = show(shown, raw=True, display_id=True)
        else:
            self._handle.update(shown, raw=True)

    def close(self, text: str = "") -> None:
        if text or self._handle is not None:
            self.show(text)


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell.__class__.__name__ == "ZMQInteractiveShell"


def run_text(run: dict) -> str:
    """One line for the state of a run."""
    progress = run.get("progress") or {}
    asked, ended = progress.get("toAsk") or 0, progress.get("ended") or 0
    if run.get("state") == "queued":
        return "waiting until other runs have ended"
    if not asked:
        return "reading the registry"
    parts = [f"{bar(ended, asked)} {ended:,} of {count(asked, 'service')}"]
    if progress.get("lost"):
        parts.append(f"{progress['lost']:,} without an answer")
    parts.append(count(progress.get("records") or 0, "record"))
    left = progress.get("leftAtMostS")
    if left:
        parts.append(f"at most {_seconds(left)} left")
    awaited = [plain(each.get("host", ""), 40) for each in run.get("awaited") or ()][:2]
    return ", ".join(parts) + (f"; waiting for {', '.join(awaited)}" if awaited and ended else "")


def bar(done: int, whole: int) -> str:
    """``[#####---------------]``."""
    filled = 0 if whole <= 0 else min(_BAR, _BAR * done // whole)
    return "[" + "#" * filled + "-" * (_BAR - filled) + "]"


def _seconds(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < 120 else f"{whole // 60} min"
