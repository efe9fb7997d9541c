"""What is shown while a run goes on."""

import io

import pytest

from skytrawl import _progress

RUN = {
    "state": "running",
    "progress": {"toAsk": 212, "running": 60, "ended": 106, "lost": 3, "records": 5120, "leftAtMostS": 17.2},
    "awaited": [{"host": "slow.example.org"}, {"host": "evil\x1b[2J\u202e"}, {"host": "third"}],
}


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_run_is_one_line():
    assert _progress.run_text(RUN) == (
        "[##########----------] 106 of 212 services, 3 without an answer, 5,120 records, at most 17 s left; waiting for"
        " slow.example.org, evil\ufffd[2J\ufffd"
    )


@pytest.mark.parametrize(
    "run, text",
    [
        ({"state": "queued", "progress": None}, "waiting until other runs have ended"),
        ({"state": "running", "progress": {"toAsk": 0}}, "reading the registry"),
        ({"state": "running", "progress": {"toAsk": 1, "ended": 0}}, "[--------------------] 0 of 1 service, 0 records"),
        ({"state": "running"}, "reading the registry"),
    ],
)
def test_states_before_and_between(run, text):
    assert _progress.run_text(run) == text


def test_a_terminal_has_one_line_that_is_replaced(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    err = Terminal()
    shown = _progress.display(None, err)
    shown.run(RUN)
    shown.show("short")
    shown.close("done")
    assert err.getvalue() == "\r[##########----------] 106 of 212 servi" + "\rshort" + " " * 34 + "\rdone \n"


def test_nothing_is_written_where_no_one_looks():
    err = io.StringIO()
    for shown in (_progress.display(None, err), _progress.display(False, Terminal())):
        shown.run(RUN)
        shown.close("done")
    assert err.getvalue() == ""
    shown = _progress.display(True, err)
    shown.close("done")
    assert err.getvalue() == "\rdone\n"


def test_a_closed_terminal_is_no_error():
    err = Terminal()
    shown = _progress.display(None, err)
    err.close()
    shown.show("x")
    shown.close()
