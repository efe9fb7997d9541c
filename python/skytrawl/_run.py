"""Asks a question, waits for the run, and reads its result."""

from __future__ import annotations

import json
import tempfile
import time
from typing import Callable, Optional
from urllib.parse import quote

from astropy.table import Table
from astropy.utils.exceptions import AstropyUserWarning

from . import _table
from ._errors import SkytrawlError, warn, warn_incomplete
from ._http import Api
from ._progress import Progress
from ._question import Question
from ._text import count, plain

_UNENDED = ("queued", "running")
#: Streams that break off one after the other without an event.
_MOST_BROKEN = 5
#: Seconds between two looks at a run without a stream.
_BREATH_S = 0.5
_NAMED = 5


def ask(api: Api, question: Question, progress: Progress) -> dict:
    """Starts a run and waits for its end. Ctrl-C cancels it. Returns the run (``docs/api.md``)."""
    parameters = dict(question.parameters)
    for name, file in question.files.items():
        parameters[name] = api.upload(file.kind, file.name, file.content) + file.suffix
    return _await(api, api.post("runs", parameters), progress)


def retry(api: Api, run_id: str, progress: Progress) -> dict:
    """Asks again the services of an earlier run that did not answer completely."""
    return _await(api, api.post(f"runs/{quote(run_id)}/retry"), progress)


def _await(api: Api, run: dict, progress: Progress) -> dict:
    run_id = run["id"]
    try:
        progress.run(run)
        run = follow(api, run, progress.run)
    except KeyboardInterrupt:
        _cancel(api, run_id)
        progress.close(f"cancelled; skytrawl.result('{run_id}') has what was found")
        raise
    except BaseException:
        _cancel(api, run_id)
        progress.close()
        raise
    return run


def _cancel(api: Api, run_id: str) -> None:
    try:
        api.post(f"runs/{quote(run_id)}/cancel", timeout=5)
    except SkytrawlError:
        # it has ended, or the server has
        pass


def follow(api: Api, run: dict, show: Callable[[dict], None]) -> dict:
    """Waits until a run has ended. A stream of events that breaks off is continued."""
    path = f"runs/{quote(run['id'])}"
    after: Optional[str] = None
    broken = 0
    while True:
        try:
            for event in api.events(path + "/events", after):
                broken = 0
                if event.id is not None:
                    after = event.id
                if event.name == "state":
                    show(json.loads(event.data))
                elif event.name == "over":
                    return api.get(path)
            broken += 1
        except SkytrawlError as e:
            # too many streams are open at the moment: the state needs none
            if e.status != 429:
                raise
        run = api.get(path)
        if run["state"] not in _UNENDED:
            return run
        if broken > _MOST_BROKEN:
            raise SkytrawlError(
                f"the server {api.url} breaks off its events; the run {run['id']} goes on", code="unreachable", run=run["id"]
            )
        show(run)
        time.sleep(_BREATH_S)


def result(api: Api, run: dict) -> Table:
    """The datasets of a run that has ended, with a warning if something may be missing.

    Raises
    ------
    SkytrawlError
        If the run failed, or services were asked and none answered.
    """
    run_id = run["id"]
    if run["state"] in _UNENDED:
        raise SkytrawlError(f"the run {run_id} has not ended", code="not_ended", run=run_id)
    if run["state"] == "failed":
        error = run.get("error") or {}
        raise SkytrawlError(plain(error.get("message", "the run failed"), 2000), code=error.get("code"), run=run_id)
    path = f"runs/{quote(run_id)}"
    events = _table.log_events(api.text(path + "/log"))
    missing = _table.missing(events)
    if missing and not run.get("datasets") and not any(_has_answered(event) for event in events):
        raise SkytrawlError("no service answered: " + _names(missing), code="no_answer", run=run_id)
    # not in memory twice: VOTable is XML
    with tempfile.TemporaryFile(prefix="skytrawl-") as file:
        api.save(path + "/result", {"format": "votable"}, file)
        file.seek(0)
        found = _table.read(file)
    found.meta["question"] = run.get("question") or {}
    found.meta["run"] = dict({name: value for name, value in run.items() if name != "question"}, server=api.url)
    found.meta["missing"] = missing
    found.meta["log"] = events
    for note in found.meta["question"].get("notes") or ():
        # how a file was read: nothing to be warned of
        if not note.startswith("given as --"):
            warn(plain(note, 1000), AstropyUserWarning)
    if run.get("complete") is not True or missing:
        warn_incomplete(_incomplete(run, missing))
    return found


def _has_answered(event: dict) -> bool:
    return event.get("event") == "service" and event.get("outcome") in ("answered", "overflowed", "incomplete")


def _incomplete(run: dict, missing: list) -> str:
    how = {"stopped": "the run was stopped before its end", "interrupted": "the server ended before the run did"}
    parts = [how[run["state"]]] if run["state"] in how else []
    if missing:
        parts.append(f"{count(len(missing), 'service')} did not answer completely: {_names(missing)}")
    if not parts:
        parts.append("the result may be incomplete" + "".join(f": {plain(note)}" for note in (run.get("notes") or ())[:1]))
    return "; ".join(parts) + ". Datasets may be missing. skytrawl.retry(table) asks again, table.meta['missing'] has the causes"


def _names(missing: list) -> str:
    named = [f"{plain(each.get('ivoid'), 80)} ({_cause(each)})" for each in missing[:_NAMED]]
    left = len(missing) - len(named)
    return ", ".join(named) + (f" and {left:,} more" if left else "")


def _cause(service: dict) -> str:
    words = str(service.get("outcome")).replace("_", " ")
    cause = service.get("message") or service.get("reason") or service.get("code")
    return plain(f"{words}: {cause}" if cause else words, 120)
