"""Results become tables: units, masks, texts; and what is missing is found in the log."""

import io
import json

import astropy.units as u
import numpy as np
from astropy.table import MaskedColumn

from skytrawl import _table

FIELDS = [
    ("dataproduct_type", 'datatype="char" arraysize="*"'),
    ("obs_title", 'datatype="unicodeChar" arraysize="*"'),
    ("s_ra", 'datatype="double" unit="deg" ucd="pos.eq.ra"'),
    ("calib_level", 'datatype="int"'),
    ("access_estsize", 'datatype="long" unit="kbyte"'),
]
ROWS = [("image", "caf\u00e9 \U0001f52d", "10.5", "2", "1099511627776"), ("", "", "", "", "")]
SERVICE = {"event": "service", "ivoid": "ivo://a/b", "title": "B", "protocol": "SIA2", "access_url": "http://h/b"}


def votable():
    fields = "".join(f'<FIELD name="{name}" {kind}><DESCRIPTION>The {name}</DESCRIPTION></FIELD>' for name, kind in FIELDS)
    rows = "".join("<TR>" + "".join(f"<TD>{cell}</TD>" for cell in row) + "</TR>" for row in ROWS)
    return io.BytesIO(
        (
            '<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results">'
            f"<TABLE>{fields}<DATA><TABLEDATA>{rows}</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"
        ).encode()
    )


def test_units_masks_and_texts():
    found = _table.read(votable())
    assert found.colnames == [name for name, _ in FIELDS] and len(found) == 2
    assert found["s_ra"].unit == u.deg and found["access_estsize"].unit == u.kbyte
    assert found["s_ra"].description == "The s_ra" and found["s_ra"].meta["ucd"] == "pos.eq.ra"
    assert list(found[0]) == ["image", "caf\u00e9 \U0001f52d", 10.5, 2, 2**40]
    assert all(cell is np.ma.masked for cell in found[1])
    assert [found[name].dtype.kind for name in found.colnames] == ["U", "U", "f", "i", "i"]
    assert found["obs_title"].description == "The obs_title"


def test_long_texts_stay_objects(monkeypatch):
    monkeypatch.setattr(_table, "_MOST_STRING_BYTES", 45)
    found = _table.read(votable())
    assert [found[name].dtype.kind for name in found.colnames[:2]] == ["U", "O"]
    assert found["obs_title"][0] == "caf\u00e9 \U0001f52d" and found["obs_title"][1] is np.ma.masked


def test_ids_that_are_integers_are_indices():
    def ids(*texts):
        return _table._ids(MaskedColumn(list(texts), name="target"))

    assert ids("0", "12").dtype == np.int64 and list(ids("0", "12")) == [0, 12]
    for texts in (["0", "01"], ["1", "M 31"], ["1", "-1"], ["12345678901234567890"]):
        assert list(ids(*texts)) == texts


def lines(*events):
    return "".join(json.dumps(event, separators=(",", ":")) + "\n" for event in events)


def test_the_log_without_targets_and_a_torn_line():
    text = lines({"event": "run"}, {"event": "targets", "first": 0, "targets": []}, {"event": "summary"}) + '{"event":"serv'
    assert [event["event"] for event in _table.log_events(text)] == ["run", "summary"]


def test_what_is_missing():
    def ended(name, outcome, **more):
        return dict(SERVICE, ivoid=name, outcome=outcome, **more)

    def selected(name, **more):
        return dict(SERVICE, event="selected", ivoid=name, **more)

    events = [
        selected("ivo://x/ok"),
        selected("ivo://x/killed"),
        selected("ivo://x/standby", elided_by="ivo://x/ok"),
        selected("ivo://x/late"),
        ended("ivo://x/ok", "answered"),
        ended("ivo://x/pruned", "pruned", reason="outside"),
        ended("ivo://x/late", "timed_out", reason="waiting", query="http://..."),
        ended("ivo://x/down", "skipped", reason="host_down", message="its host is down"),
        ended("ivo://x/theory", "skipped", reason="theory"),
        ended("ivo://x/cut", "incomplete", code="TRUNCATED"),
    ]
    missing = _table.missing(events)
    assert [(each["ivoid"], each["outcome"]) for each in missing] == [
        ("ivo://x/killed", "not_ended"),
        ("ivo://x/late", "timed_out"),
        ("ivo://x/down", "skipped"),
        ("ivo://x/cut", "incomplete"),
    ]
    assert missing[1]["reason"] == "waiting" and "event" not in missing[1]
    services = _table.services(events)
    assert len(services) == 6 and services["outcome"][0] == "answered"
    assert services["reason"][0] is np.ma.masked and services["code"][5] == "TRUNCATED"
    assert len(_table.services([])) == 0
