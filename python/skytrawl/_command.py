"""Finds the command ``skytrawl``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Optional

from ._errors import SkytrawlError


def find() -> str:
    """The path of the command.

    The first of these that exists: the program that the environment variable ``SKYTRAWL`` names, or the one in the folder
    that it names (a checkout or an unpacked archive); ``skytrawl`` on the PATH; the checkout or archive that this package
    is in.

    Raises
    ------
    SkytrawlError
        If there is none, or ``SKYTRAWL`` names something else.
    """
    named = os.environ.get("SKYTRAWL")
    if named:
        path = Path(named).expanduser()
        found = _within(path) if path.is_dir() else path if _is_program(path) else None
        if found is None:
            raise SkytrawlError(f"the environment variable SKYTRAWL names {named}, which is not the program", code="no_command")
        return str(found.absolute())
    on_path = shutil.which("skytrawl")
    if on_path:
        return on_path
    for folder in Path(__file__).resolve().parents:
        found = _within(folder)
        if found is not None:
            return str(found)
    raise SkytrawlError(
        "the command skytrawl is not on the PATH; set SKYTRAWL to its path, or SKYTRAWL_SERVER to the URL of a running"
        " skytrawl serve",
        code="no_command",
    )


def _within(folder: Path) -> Optional[Path]:
    # other folders may have a file of that name
    if (folder / "pom.xml").is_file() and _is_program(folder / "skytrawl"):
        return folder / "skytrawl"
    if (folder / "lib").is_dir() and _is_program(folder / "bin" / "skytrawl"):
        return folder / "bin" / "skytrawl"
    return None


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
