"""The browser of the user."""

from __future__ import annotations

import atexit
import html
import os
import pathlib
import tempfile
import threading
import webbrowser

# a browser that starts reads its page after a while
_UNTIL_READ_S = 30.0


def show(url: str) -> None:
    """Opens an address; one with a token by a file of the user, as others see the command line of the browser."""
    if "token=" not in url:
        webbrowser.open(url)
        return
    # mkstemp: only the user can read it
    handle, name = tempfile.mkstemp(prefix="skytrawl-", suffix=".html")
    address = html.escape(url, quote=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="referrer" content="no-referrer">'
            f'<meta http-equiv="refresh" content="0; url={address}"><title>Skytrawl</title></head>'
            f'<body><a href="{address}">Skytrawl</a></body></html>\n'
        )
    page = pathlib.Path(name)
    delete = threading.Timer(_UNTIL_READ_S, _delete, [page])
    delete.daemon = True
    delete.start()
    atexit.register(_delete, page)
    webbrowser.open(page.as_uri())


def _delete(page: pathlib.Path) -> None:
    try:
        page.unlink()
    except FileNotFoundError:
        pass
