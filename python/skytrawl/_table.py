"""Makes a Table of a run's result."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any, BinaryIO, Iterable

import numpy as np
from astropy.io.votable import parse
from astropy.table import MaskedColumn, Table

#: A column of texts that takes more as numpy's strings, which are all as long as the longest, stays one of objects.
_MOST_STRING_BYTES = 256 << 20
#: Outcomes of services without a complete answer (``docs/log.md``); host_down is a reason of "skipped".
_INCOMPLETE = frozenset(["overflowed", "incomplete", "failed", "timed_out", "cancelled", "not_ended"])
_INTEGER = re.compile(r"0|[1-9][0-9]{0,17}")
_SERVICE = ("ivoid", "title", "protocol", "access_url", "table_name", "outcome", "reason", "code", "http_status", "message")


def read(votable: BinaryIO) -> Table:
    """Reads the datasets of a result. Unknown cells, empty texts too, are masked."""
    with warnings.catch_warnings():
        # of versions of VOTable that this astropy does not know
        warnings.simplefilter("ignore")
        document = parse(votable, table_number=0, verify="ignore")
    found = document.get_first_table().to_table(use_names_over_ids=True)
    for name in found.colnames:
        column = found[name]
        if column.dtype.kind in "OSU":
            found.replace_column(name, _texts(column))
    if "target" in found.colnames:
        found.replace_column("target", _ids(found["target"]))
    found.meta.clear()
    return found


def _ids(column: MaskedColumn) -> MaskedColumn:
    """Ids that are all written as integers, as the indices of a SkyCoord are, become integers: they are indices again."""
    if not len(column) or np.any(column.mask) or not all(_INTEGER.fullmatch(text) for text in column):
        return column
    return MaskedColumn([int(text) for text in column], name=column.name, description=column.description, dtype=np.int64)


def _texts(column: Any) -> MaskedColumn:
    texts = ["" if text is None or text is np.ma.masked else str(text) for text in column.tolist()]
    longest = max(map(len, texts), default=1) or 1
    kind: Any = f"U{longest}" if 4 * longest * len(texts) <= _MOST_STRING_BYTES else object
    values = np.array(texts, dtype=kind)
    return MaskedColumn(
        values,
        mask=[not text for text in texts],
        name=column.name,
        unit=column.unit,
        description=column.description,
        meta=column.meta,
    )


def log_events(lines: str) -> list:
    """The events of a log but for the target list; a torn last line is left out."""
    events = []
    for line in lines.split("\n"):
        if not line or line.startswith('{"event":"targets"'):
            continue
        try:
            events.append(json.loads(line))
        except ValueError:
            continue
    return events


def missing(events: Iterable) -> list:
    """The services without a complete answer, those that had not ended when the log did too."""
    known: dict = {}
    for event in events:
        if event.get("event") not in ("selected", "service"):
            continue
        key = (event.get("ivoid"), event.get("protocol"), event.get("access_url"), event.get("table_name"))
        if event["event"] == "service":
            known[key] = event
        elif not event.get("elided_by"):
            known.setdefault(key, dict(event, outcome="not_ended"))
    lost = [event for event in known.values() if _is_lost(event)]
    return [{name: event[name] for name in _SERVICE if event.get(name) is not None} for event in lost]


def _is_lost(event: dict) -> bool:
    return event.get("outcome") in _INCOMPLETE or (event.get("outcome") == "skipped" and event.get("reason") == "host_down")


def services(events: Iterable) -> Table:
    """A row for each service with what became of it."""
    ended = [event for event in events if event.get("event") == "service"]
    names = list(_SERVICE) + ["attempts", "query", "records", "filtered", "unknown", "bad_cells", "bytes", "seconds", "elided_by"]
    table = Table(masked=True)
    for name in names:
        values = [event.get(name) for event in ended]
        table[name] = _column(name, values)
    return table


def _column(name: str, values: list) -> MaskedColumn:
    mask = [value is None for value in values]
    if name == "seconds":
        return MaskedColumn([np.nan if value is None else value for value in values], mask=mask, unit="s", dtype=float)
    if name in ("http_status", "attempts", "records", "filtered", "unknown", "bad_cells", "bytes"):
        unit = "byte" if name == "bytes" else None
        return MaskedColumn([value or 0 for value in values], mask=mask, unit=unit, dtype=np.int64)
    return MaskedColumn(["" if value is None else str(value) for value in values], mask=mask, dtype=str)
