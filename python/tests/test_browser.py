"""What the browser is told."""

import pathlib
import stat
import urllib.parse
import urllib.request

import pytest

from skytrawl import _browser

TOKEN = "0123456789abcdef0123"


@pytest.fixture
def opened(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    urls = []
    monkeypatch.setattr("webbrowser.open", urls.append)
    return urls


def test_an_address_without_a_token_is_opened_as_it_is(opened):
    _browser.show("http://127.0.0.1:8090/?run=r1")
    assert opened == ["http://127.0.0.1:8090/?run=r1"]


def test_a_token_is_not_in_the_command_line_of_the_browser(opened, monkeypatch):
    monkeypatch.setattr(_browser, "_UNTIL_READ_S", 600.0)
    _browser.show(f"http://127.0.0.1:8090/?run=r1&token={TOKEN}")
    assert TOKEN not in opened[0]
    page = pathlib.Path(urllib.request.url2pathname(urllib.parse.urlsplit(opened[0]).path))
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert f'url=http://127.0.0.1:8090/?run=r1&amp;token={TOKEN}"' in page.read_text(encoding="utf-8")
    _browser._delete(page)
    _browser._delete(page)
    assert not page.exists()
