"""The package with a server of its own, against a simulated VO with faults."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import warnings

import astropy.units as u
import numpy as np
import pytest
from astropy.coordinates import SkyCoord
from astropy.table import Table
from astropy.time import Time

import skytrawl
from skytrawl import IncompleteWarning, SkytrawlError, _server

M31 = SkyCoord(10.6847 * u.deg, 41.2688 * u.deg)


def quietly(find, *args, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", IncompleteWarning)
        return find(*args, **kwargs)


@pytest.fixture(scope="module")
def found(vo):
    return quietly(skytrawl.images, M31, 0.2 * u.deg)


def of_command(command, folder, *args):
    """The same question of the command line. Returns its datasets, as its JSON Lines have them."""
    path = folder / "by-command.jsonl"
    subprocess.run([command, *args, "--quiet", "-o", str(path)], check=True, timeout=120)
    return [json.loads(line) for line in path.read_text().split("\n") if line]


def plain(cell):
    if cell is np.ma.masked or (isinstance(cell, float) and np.isnan(cell)):
        return None
    return cell.item() if isinstance(cell, np.generic) else cell


def test_the_table_is_that_of_the_command(found, command, tmp_path):
    truth = of_command(command, tmp_path, "images", "--cone", "10.6847,41.2688,0.2")
    assert len(found) == len(truth) > 20
    nulls = 0
    for name in found.colnames:
        if name.startswith("origin") or name == "merged":
            continue
        for cell, row in zip(found[name], truth):
            assert plain(cell) == row.get(name), name
            nulls += name not in row
    assert nulls > 0
    assert list(found["origin_ivoid"]) == [row["origins"][0]["ivoid"] for row in truth]


def test_units_descriptions_and_masks(found):
    units = {"s_ra": u.deg, "em_min": u.m, "t_min": u.d, "access_estsize": u.kbyte, "separation": u.deg}
    assert {name: found[name].unit for name in units} == units
    assert found["s_ra"].description and found["obs_title"].dtype.kind == "U"
    assert found.masked or any(np.any(found[name].mask) for name in found.colnames if hasattr(found[name], "mask"))
    assert not np.any(found["s_ra"].mask) and np.all(found["separation"] <= 5)


def test_meta_is_plain_and_says_what_is_missing(found, vo, tmp_path):
    meta = found.meta
    assert meta["question"]["parameters"]["type"] in ("image", ["image"])
    assert meta["run"]["state"] == "done" and meta["run"]["complete"] is False and meta["run"]["server"].startswith("http://127.0.0.1:")
    assert len(meta["missing"]) == meta["run"]["missing"] > 0
    assert meta["log"][0]["event"] == "run" and any(event["event"] == "service" for event in meta["log"])
    services = skytrawl.services(found)
    assert len(services) == sum(event["event"] == "service" for event in meta["log"])
    assert services["seconds"].unit == u.s and "answered" in services["outcome"]
    found.write(tmp_path / "found.ecsv")
    again = Table.read(tmp_path / "found.ecsv")
    assert again.meta["missing"] == meta["missing"] and again.meta["run"]["id"] == meta["run"]["id"]


def test_what_is_missing_is_warned_of_where_it_was_asked(vo):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", IncompleteWarning)
        found = skytrawl.images(M31, 0.2 * u.deg)
    warned = [each for each in caught if issubclass(each.category, IncompleteWarning)]
    assert len(warned) == 1 and warned[0].filename == __file__
    text = str(warned[0].message)
    assert f"{len(found.meta['missing'])} services did not answer completely: " in text
    first = found.meta["missing"][0]
    assert f"{first['ivoid']} ({first['outcome']}: {first['message'][:20]}" in text and "\n" not in text


def test_a_note_on_the_question_is_warned_of(vo):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        skytrawl.datasets(M31, 0.2 * u.deg, type="picture")
    notes = [each for each in caught if not issubclass(each.category, IncompleteWarning)]
    assert ["'picture' is no product type" in str(each.message) for each in notes] == [True]
    assert notes[0].filename == __file__


def test_a_column_that_is_not_used_is_warned_of_and_a_skycoord_is_not(vo, tmp_path):
    (tmp_path / "targets.csv").write_text("name,ra,dec,radius\na,10.68,41.27,0.1\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        skytrawl.spectra(targets=tmp_path / "targets.csv", radius=30 * u.arcsec)
        skytrawl.spectra(SkyCoord([10.68, 10.3] * u.deg, [41.27, 41] * u.deg), radius=30 * u.arcsec)
    notes = [str(each.message) for each in caught if not issubclass(each.category, IncompleteWarning)]
    assert len(notes) == 1 and notes[0].startswith("the column radius is not used")


def test_a_name_a_time_and_a_band(vo):
    by_name = quietly(skytrawl.images, "M31", 0.2 * u.deg, time=(Time("1990-01-01"), None), spectrum=[0.3, 1] * u.um)
    assert 0 < len(by_name)
    assert np.all(by_name["t_max"].filled(1e9) >= Time("1990-01-01").mjd - 0.1)
    assert np.all(by_name["em_min"].filled(0) <= 1e-6) and np.all(by_name["em_max"].filled(1) >= 0.3e-6)
    assert by_name.meta["question"]["parameters"]["target"] in ("M31", ["M31"])
    with pytest.raises(SkytrawlError) as caught:
        skytrawl.images("no such galaxy", 0.2 * u.deg)
    assert "no such galaxy" in str(caught.value) and "\n" not in str(caught.value)


def test_regions(vo, found, tmp_path):
    corners = M31.directional_offset_by([45, 135, 225, 315] * u.deg, 0.25 * u.deg)
    in_polygon = quietly(skytrawl.images, polygon=corners)
    assert set(found["access_url"]) & set(in_polygon["access_url"])
    moc = tmp_path / "moc.txt"
    moc.write_text("6/14287 14285")
    for given in ("6/14287 14285", moc):
        assert quietly(skytrawl.images, moc=given).meta["question"]["region"]["kind"] == "moc"
    from astropy.io import fits
    from astropy.wcs import WCS

    wcs = WCS(naxis=2)
    wcs.wcs.ctype = ["RA---TAN", "DEC--TAN"]
    wcs.wcs.crval, wcs.wcs.crpix, wcs.wcs.cdelt = [10.6847, 41.2688], [50, 50], [-0.004, 0.004]
    fits.PrimaryHDU(np.zeros((100, 100), dtype="u1"), wcs.to_header()).writeto(tmp_path / "image.fits")
    in_image = quietly(skytrawl.images, footprint=tmp_path / "image.fits")
    assert set(found["access_url"]) & set(in_image["access_url"])


def test_targets_are_named_by_index_or_id(vo):
    places = SkyCoord([10.6847, 200.0, 10.6743] * u.deg, [41.2688, -80.0, 40.8652] * u.deg)
    pairs = quietly(skytrawl.images, places, 0.2 * u.deg)
    assert len(pairs) and {0} <= set(pairs["target"]) <= {0, 1, 2}
    nearest = places[pairs["target"]].separation(SkyCoord(pairs["target_ra"], pairs["target_dec"]))
    assert np.all(nearest < 1 * u.arcsec)
    named = quietly(skytrawl.images, places, [0.2, 0.1, 0.2] * u.deg, ids=["M 31", "none", "M 32"])
    assert "M 31" in set(named["target"])
    in_table = Table({"name": ["M 31"], "ra": [10.6847] * u.deg, "dec": [41.2688] * u.deg})
    assert set(quietly(skytrawl.images, targets=in_table, radius=0.2 * u.deg)["target"]) == {"M 31"}


def test_wrong_questions_are_one_line(vo):
    for question, text in [
        ({"time": "yesterday"}, "yesterday"),
        ({"moc": "6/"}, "moc|MOC"),
        ({"spectrum": (1 * u.nm, None), "time": "2010..2009"}, "ends before it begins"),
        ({}, "."),
    ]:
        with pytest.raises(SkytrawlError, match=text) as caught:
            skytrawl.datasets(**question)
        assert caught.value.status == 400 and "\n" not in str(caught.value)


def test_no_answer_at_all_is_an_error_that_names_the_run(vo):
    with pytest.raises(SkytrawlError, match="^no service answered: ") as caught:
        skytrawl.images(M31, 0.2 * u.deg, timeout=0.001)
    assert caught.value.run
    with pytest.raises(SkytrawlError, match="^no service answered: ") as again:
        skytrawl.retry(caught.value.run)
    assert _server.current().get("runs/" + again.value.run)["retryOf"] == caught.value.run


def test_retry_keeps_what_there_is(vo, found):
    again = quietly(skytrawl.retry, found)
    assert set(found["access_url"]) <= set(again["access_url"])
    assert again.meta["run"]["retryOf"] == found.meta["run"]["id"]
    with pytest.raises(SkytrawlError, match="names no run"):
        skytrawl.retry(Table())


def test_runs_survive_the_server(vo, found):
    first = _server.current().url
    skytrawl.stop()
    again = quietly(skytrawl.result, found.meta["run"]["id"])
    assert _server.current().url != first
    assert list(again["access_url"]) == list(found["access_url"])
    with pytest.raises(SkytrawlError) as caught:
        skytrawl.result("20200101-000000-0000")
    assert caught.value.code == "unknown_run"


def test_download_continues(vo, found, tmp_path):
    some = found[:6]
    files = quietly(skytrawl.download, some, tmp_path / "data")
    there = files[~files["file"].mask]
    assert len(there) and set(files["access_url"]) <= set(some["access_url"])
    assert all(os.path.getsize(row["file"]) == row["bytes"] for row in there)
    times = {row["file"]: os.path.getmtime(row["file"]) for row in there}
    again = quietly(skytrawl.download, [row for row in some], tmp_path / "data")
    assert times == {row["file"]: os.path.getmtime(row["file"]) for row in again[~again["file"].mask]}
    missing = np.ma.masked_array(files["file"].mask).sum()
    if missing:
        with pytest.warns(IncompleteWarning, match="files of "):
            skytrawl.download(some, tmp_path / "data")
    one = quietly(skytrawl.download, found[0], tmp_path / "one")
    assert set(one["access_url"]) == {found["access_url"][0]}
    (tmp_path / "file").touch()
    with pytest.raises(SkytrawlError, match="file"):
        skytrawl.download(some, tmp_path / "file")


def test_the_page_is_opened(vo, found, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    url = skytrawl.open_page(found)
    assert opened == [url] and url.startswith(_server.current().url) and found.meta["run"]["id"] in url


INTERRUPTED = """
import sys
import astropy.units as u
from astropy.coordinates import SkyCoord
import skytrawl
skytrawl.datasets(SkyCoord(10.68 * u.deg, 41.27 * u.deg), 1 * u.deg, inclusive=True, timeout=60, progress=True)
"""


def test_ctrl_c_cancels_the_run_and_keeps_what_it_has(silent_vo):
    server = _server._OwnServer()
    try:
        environment = dict(os.environ, SKYTRAWL_SERVER=server.api.url)
        with subprocess.Popen([sys.executable, "-c", INTERRUPTED], env=environment, stderr=subprocess.PIPE) as python:
            said = b""
            # services were asked
            while b"record" not in said:
                part = os.read(python.stderr.fileno(), 4096)
                assert part, said
                said += part
            python.send_signal(signal.SIGINT)
            said += python.stderr.read()
            assert python.wait(30) != 0
        assert b"KeyboardInterrupt" in said
        run_id = re.search(rb"cancelled; skytrawl\.result\('([^']+)'\)", said).group(1).decode()
        for event in server.api.events(f"runs/{run_id}/events"):
            if event.name == "over":
                break
        assert server.api.get("runs/" + run_id)["state"] == "stopped"
    finally:
        server.stop()


def test_many_threads_share_one_server(vo):
    skytrawl.stop()
    urls = []
    threads = [threading.Thread(target=lambda: urls.append(_server.current().url)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(urls) == 8 and len(set(urls)) == 1
