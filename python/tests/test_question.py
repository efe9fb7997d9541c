"""Astropy objects become parameters of docs/api.md."""

import datetime
import re

import astropy.units as u
import numpy as np
import pytest
from astropy.coordinates import SkyCoord
from astropy.table import Table
from astropy.time import Time

from skytrawl._question import question

M31 = SkyCoord(10.6847 * u.deg, 41.2688 * u.deg)
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?")
CONE = {"cone": "10.6847,41.2688,0.2"}


def asked(*args, **kwargs):
    made = question(*args, **kwargs)
    assert not made.files
    return made.parameters


def file(name, *args, **kwargs):
    made = question(*args, **kwargs)
    assert list(made.files) == [name] and name not in made.parameters
    return made.files[name]


def test_a_position_in_any_frame_is_a_cone_in_icrs():
    assert asked(M31, 0.2 * u.deg) == CONE
    assert asked(M31, radius=12 * u.arcmin) == CONE
    assert asked(M31, radius="12m") == CONE
    ra, dec, radius = asked(M31.galactic, 0.2 * u.deg)["cone"].split(",")
    assert float(ra) == pytest.approx(10.6847, abs=1e-9) and float(dec) == pytest.approx(41.2688, abs=1e-9) and radius == "0.2"


def test_a_text_is_a_name():
    assert asked("M31", 0.2 * u.deg) == {"target": "M31", "radius": "0.2"}


@pytest.mark.parametrize(
    "time, text",
    [
        (Time("2009-06-18"), "2009-06-18T00:00:00"),
        (Time("2009-06-18T12:30:00.25"), "2009-06-18T12:30:00.25"),
        (Time("2009-01-01T00:00:00", scale="tt"), "2008-12-31T23:58:54.816"),
        (Time(["2009-01-01", "2010-01-01"]), "2009-01-01T00:00:00..2010-01-01T00:00:00"),
        ((Time(55000, format="mjd"), None), "2009-06-18T00:00:00.."),
        ((None, Time("2020-01-01")), "..2020-01-01T00:00:00"),
        ((datetime.datetime(2009, 6, 18, 1), np.datetime64("2009-06-19T00:00")), "2009-06-18T01:00:00..2009-06-19T00:00:00"),
        ("2005..2007-03", "2005..2007-03"),
        (("2009-06-18", Time("2010-01-01")), "2009-06-18..2010-01-01T00:00:00"),
        (Time("1950-01-01"), "1950-01-01T00:00:00"),
        (Time("2016-12-31T23:59:60.5"), "2016-12-31T23:59:60.5"),
    ],
)
def test_times(time, text):
    assert asked(time=time) == {"time": text}


@pytest.mark.parametrize(
    "spectrum, text",
    [
        (500 * u.nm, "500nm"),
        ([0.3, 10] * u.keV, "0.3keV..10keV"),
        ((0.3 * u.keV, None), "0.3keV.."),
        ((None, 1 * u.um), "..1um"),
        ((0 * u.nm, 500 * u.nm), "..500nm"),
        ((1 * u.GHz, np.inf * u.GHz), "1GHz.."),
        ((400 * u.nm, 1 * u.um), "400nm..1um"),
        (5000 * u.AA, "5000Angstrom"),
        (1 * u.micron, "1um"),
        (1 * u.lsec, "299792458m"),
        (10000 / u.cm, "299792458000000Hz"),
        ((100 / u.cm, None), "2997924580000Hz.."),
        ("0.3keV..10keV", "0.3keV..10keV"),
    ],
)
def test_spectral_values_keep_their_unit_or_become_metres_or_hertz(spectrum, text):
    written = asked(spectrum=spectrum)["spectrum"]
    # a conversion may be off in the last digit
    assert NUMBER.sub("#", written) == NUMBER.sub("#", text)
    assert [float(each) for each in NUMBER.findall(written)] == pytest.approx(list(map(float, NUMBER.findall(text))), rel=1e-14)


def test_polygons_are_vertices():
    vertices = SkyCoord([10.1, 11.3, 11.3], [41, 41, 41.6], unit="deg")
    assert asked(polygon=vertices) == {"polygon": "10.1,41 11.3,41 11.3,41.6"}

    class Sky:
        pass

    region = Sky()
    region.vertices = vertices
    assert asked(polygon=region) == {"polygon": "10.1,41 11.3,41 11.3,41.6"}


def test_mocs_are_texts_files_or_objects(tmp_path):
    assert asked(moc="6/100-120 130") == {"moc": "6/100-120 130"}

    class Moc:
        def to_string(self, format):
            assert format == "ascii"
            return "5/1 2 \n6/13"

    class OldMoc:
        def serialize(self, format):
            assert format == "str"
            return "5/1,2"

    assert asked(moc=Moc()) == {"moc": "5/1 2 6/13"}
    assert asked(moc=OldMoc()) == {"moc": "5/1,2"}
    long = "12/" + " ".join(map(str, range(0, 20000, 2)))
    sent = file("moc", moc=long)
    assert (sent.kind, sent.name, sent.content) == ("moc", "moc.txt", long.encode())
    path = tmp_path / "sky map.fits"
    path.write_bytes(b"SIMPLE")
    sent = file("moc", moc=str(path), probability=0.9)
    assert (sent.kind, sent.name, sent.content) == ("moc", "sky map.fits", path)
    assert question(moc=path, probability=0.9).parameters == {"probability": "0.9"}
    with pytest.raises(FileNotFoundError, match="there is no file survey.fits"):
        question(moc="survey.fits")


def test_footprints_are_files_with_an_hdu(tmp_path):
    path = tmp_path / "image.fits"
    path.write_bytes(b"SIMPLE")
    assert file("footprint", footprint=path) == ("footprint", "image.fits", path, "")
    assert file("footprint", footprint=f"{path}#2") == ("footprint", "image.fits", path, "#2")


def test_target_lists(tmp_path):
    places = SkyCoord([10, 20], [1, -2], unit="deg")
    assert file("targets", places, 30 * u.arcsec).content.decode() == (
        "id,ra,dec,radius\n0,10,1,0.008333333333333333\n1,20,-2,0.008333333333333333\n"
    )
    sent = file("targets", targets=places, radius=[0.1, 0.2] * u.deg, ids=["a", 'b "c", d'])
    assert sent.content.decode() == 'id,ra,dec,radius\na,10,1,0.1\n"b ""c"", d",20,-2,0.2\n'
    table = Table({"name": ["x"], "ra": [1.0] * u.deg, "dec": [2.0] * u.deg})
    sent = file("targets", table, radius=0.1 * u.deg)
    assert sent.name == "targets.vot" and b"<VOTABLE" in sent.content
    path = tmp_path / "list.csv"
    path.write_text("id,ra,dec\n")
    assert file("targets", targets=str(path), radius=0.1 * u.deg).content == path


def test_options():
    assert asked(M31, 0.2 * u.deg, type="image", inclusive=True, timeout=1 * u.min, deadline=90.5) == dict(
        CONE, type=["image"], inclusive="true", timeout="60s", deadline="90.5s"
    )
    assert asked(time="2009", type=["image", "cube"], theory=True, timeout=datetime.timedelta(milliseconds=500)) == {
        "time": "2009",
        "type": ["image", "cube"],
        "theory": "true",
        "timeout": "0.5s",
    }


@pytest.mark.parametrize(
    "args, kwargs, error, text",
    [
        ((M31,), {}, ValueError, "radius is missing"),
        ((M31, 0.2), {}, TypeError, r"the radius needs a unit, such as 0.2 \* u.deg"),
        ((42, 1 * u.deg), {}, TypeError, "not int"),
        ((M31, 1 * u.deg), {"moc": "6/1"}, ValueError, "only one region, not place and moc"),
        ((), {"moc": "6/1", "radius": 1 * u.deg}, ValueError, "radius needs a position"),
        ((), {"time": (None, None)}, ValueError, "time has no end"),
        ((), {"time": Time(["2009-01-01"] * 3)}, ValueError, "one value or two"),
        ((), {"time": 55000}, TypeError, "not int"),
        ((), {"spectrum": 500}, TypeError, r"500 \* u.nm"),
        ((), {"spectrum": 5 * u.kg}, ValueError, "kg is no unit"),
        ((), {"polygon": M31}, TypeError, "vertices"),
        ((SkyCoord([1, np.nan], [1, 1], unit="deg"), 1 * u.deg), {}, ValueError, "index 1"),
        ((SkyCoord([1, 2], [1, 1], unit="deg"), 1 * u.deg), {"ids": ["a"]}, ValueError, "1 ids for 2 targets"),
        ((M31, 1 * u.deg), {"timeout": 0}, ValueError, "more than 0"),
    ],
)
def test_what_is_not_understood_is_an_error_of_python(args, kwargs, error, text):
    with pytest.raises(error, match=text):
        question(*args, **kwargs)
