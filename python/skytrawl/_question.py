"""Makes the parameters of a question (``docs/api.md``) of astropy objects."""

from __future__ import annotations

import csv
import datetime
import io
import os
import re
import warnings
from pathlib import Path
from typing import Any, NamedTuple, Optional, Sequence, Union

import astropy.units as u
import numpy as np
from astropy.coordinates import Angle, SkyCoord
from astropy.table import Table
from astropy.time import Time
from erfa import ErfaWarning

#: Spectral units that a question can be written in; others are converted.
_SPECTRAL_UNITS = "m cm mm um nm Angstrom Hz kHz MHz GHz THz eV keV MeV GeV TeV J".split()
#: A longer MOC is sent as a file.
_MOST_MOC_CHARACTERS = 8_000
_MOC_TEXT = re.compile(r"[\d/,\-\s]+")
_FOOTPRINT = re.compile(r"(?s)(.+)#(\d+)")


class File(NamedTuple):
    """A file that is sent before the question, which names it.

    ``suffix`` follows its name in the question.
    """

    kind: str
    name: str
    content: Union[bytes, Path]
    suffix: str = ""


class Question(NamedTuple):
    """Parameters as texts or lists of texts, and files in place of parameters."""

    parameters: dict
    files: dict


def question(
    place: Any = None,
    radius: Any = None,
    *,
    time: Any = None,
    spectrum: Any = None,
    type: Any = None,
    polygon: Any = None,
    moc: Any = None,
    probability: Optional[float] = None,
    footprint: Any = None,
    targets: Any = None,
    ids: Optional[Sequence] = None,
    inclusive: bool = False,
    theory: bool = False,
    timeout: Any = None,
    deadline: Any = None,
) -> Question:
    """The question that the arguments of `skytrawl.datasets` ask.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of a kind that is understood here. What the values mean is for the server to judge.
    """
    if isinstance(place, SkyCoord) and not place.isscalar or isinstance(place, Table):
        if targets is not None:
            raise ValueError("give the target list only once")
        place, targets = None, place
    regions = {"place": place, "polygon": polygon, "moc": moc, "footprint": footprint, "targets": targets}
    given = [name for name, value in regions.items() if value is not None]
    if len(given) > 1:
        raise ValueError("give only one region, not " + " and ".join(given))
    if radius is not None and given not in (["place"], ["targets"]):
        raise ValueError("radius needs a position, a name or targets")
    if ids is not None and not isinstance(targets, SkyCoord):
        raise ValueError("ids are for targets that are a SkyCoord")

    parameters: dict = {}
    files: dict = {}
    if place is not None:
        parameters.update(_place(place, radius))
    elif polygon is not None:
        parameters["polygon"] = _polygon(polygon)
    elif moc is not None:
        _put("moc", _moc(moc), parameters, files)
    elif footprint is not None:
        files["footprint"] = _footprint(footprint)
    elif targets is not None:
        if radius is not None and not isinstance(targets, SkyCoord):
            parameters["radius"] = _number(_angle_deg(radius))
        files["targets"] = _targets(targets, radius, ids)
    if probability is not None:
        parameters["probability"] = _number(probability)
    if time is not None:
        parameters["time"] = _interval(time, _instant, "time")
    if spectrum is not None:
        parameters["spectrum"] = _spectrum(spectrum)
    types = [type] if isinstance(type, str) else [str(each) for each in type or ()]
    if types:
        parameters["type"] = types
    for name, wanted in (("inclusive", inclusive), ("theory", theory)):
        if wanted:
            parameters[name] = "true"
    for name, span in (("timeout", timeout), ("deadline", deadline)):
        if span is not None:
            parameters[name] = _duration(span, name)
    return Question(parameters, files)


def _put(name: str, value: Union[str, File], parameters: dict, files: dict) -> None:
    if isinstance(value, File):
        files[name] = value
    else:
        parameters[name] = value


def _place(place: Any, radius: Any) -> dict:
    if radius is None:
        raise ValueError("radius is missing, such as radius=0.2 * u.deg")
    if isinstance(place, str):
        return {"target": place, "radius": _number(_angle_deg(radius))}
    if not isinstance(place, SkyCoord):
        raise TypeError(f"the place must be a SkyCoord or a name, not {place.__class__.__name__}")
    ra, dec = _degrees(place)
    return {"cone": ",".join((_number(ra), _number(dec), _number(_angle_deg(radius))))}


def _degrees(place: SkyCoord) -> tuple:
    icrs = place.icrs
    ra, dec = (_filled(angle.deg) for angle in (icrs.ra, icrs.dec))
    bad = np.flatnonzero(~(np.isfinite(ra) & np.isfinite(dec)))
    if bad.size:
        raise ValueError("a position is not finite" + ("" if place.isscalar else f": that with index {bad[0]}"))
    return ra, dec


def _filled(degrees: Any) -> Any:
    # coordinates can be masked since astropy 7
    return degrees.filled(np.nan) if hasattr(degrees, "filled") else degrees


def _angle_deg(angle: Any) -> Any:
    if isinstance(angle, str):
        angle = Angle(angle)
    if not isinstance(angle, u.Quantity):
        raise TypeError(f"the radius needs a unit, such as {angle} * u.deg")
    return angle.to_value(u.deg)


def _polygon(polygon: Any) -> str:
    # regions.PolygonSkyRegion has its vertices so
    vertices = getattr(polygon, "vertices", polygon)
    if not isinstance(vertices, SkyCoord) or vertices.isscalar or vertices.ndim != 1:
        raise TypeError("a polygon is a SkyCoord of its vertices")
    return " ".join(_number(ra) + "," + _number(dec) for ra, dec in zip(*_degrees(vertices)))


def _moc(moc: Any) -> Union[str, File]:
    if isinstance(moc, os.PathLike):
        return _file("moc", Path(moc))
    if isinstance(moc, str):
        if not _MOC_TEXT.fullmatch(moc):
            return _file("moc", Path(moc).expanduser())
        text = moc
    elif hasattr(moc, "to_string"):
        text = moc.to_string(format="ascii")
    elif hasattr(moc, "serialize"):
        # mocpy before 0.11
        text = moc.serialize(format="str")
    else:
        raise TypeError(f"a MOC is a MOC of mocpy, its text, or a file, not {moc.__class__.__name__}")
    text = " ".join(text.split())
    return text if len(text) <= _MOST_MOC_CHARACTERS else File("moc", "moc.txt", text.encode("ascii"))


def _footprint(footprint: Any) -> File:
    text = os.fspath(footprint)
    of_hdu = _FOOTPRINT.fullmatch(text)
    if of_hdu and not Path(text).exists():
        return _file("footprint", Path(of_hdu.group(1)).expanduser())._replace(suffix="#" + of_hdu.group(2))
    return _file("footprint", Path(text).expanduser())


def _file(kind: str, path: Path) -> File:
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    return File(kind, path.name, path)


def _targets(targets: Any, radius: Any, ids: Optional[Sequence]) -> File:
    if isinstance(targets, (str, os.PathLike)):
        return _file("targets", Path(targets).expanduser())
    if isinstance(targets, Table):
        written = io.BytesIO()
        targets.write(written, format="votable")
        return File("targets", "targets.vot", written.getvalue())
    if not isinstance(targets, SkyCoord) or targets.isscalar or targets.ndim != 1:
        raise TypeError("targets are a SkyCoord array of one dimension, a Table, or the path of a file")
    if radius is None:
        raise ValueError("radius is missing, such as radius=0.2 * u.deg, or one for each target")
    names = range(len(targets)) if ids is None else ids
    radii = np.broadcast_to(_angle_deg(radius), len(targets))
    if len(names) != len(targets):
        raise ValueError(f"there are {len(names)} ids for {len(targets)} targets")
    written_text = io.StringIO()
    rows = csv.writer(written_text, lineterminator="\n")
    rows.writerow(["id", "ra", "dec", "radius"])
    for name, ra, dec, each in zip(names, *_degrees(targets), radii):
        rows.writerow([name, _number(ra), _number(dec), _number(each)])
    return File("targets", "targets.csv", written_text.getvalue().encode())


def _pair(value: Any, name: str) -> Optional[tuple]:
    """The two ends of an interval, or None for a single value."""
    if isinstance(value, (Time, u.Quantity, np.ndarray)):
        if value.shape == ():
            return None
        if value.shape != (2,):
            raise ValueError(f"{name} must be one value or two, not of shape {value.shape}")
        return value[0], value[1]
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise ValueError(f"{name} must be one value or two, not {len(value)}")
        return tuple(value)
    return None


def _interval(value: Any, text: Any, name: str) -> str:
    ends = _pair(value, name)
    if ends is None:
        return text(value)
    lo, hi = ("" if end is None else text(end) for end in ends)
    if not lo and not hi:
        raise ValueError(f"{name} has no end: give one of them, or leave it out")
    return f"{lo}..{hi}"


def _instant(time: Any) -> str:
    if isinstance(time, str):
        # in the forms of the command line, where a date is the whole day
        return time
    if isinstance(time, (datetime.datetime, np.datetime64)):
        time = Time(time)
    if not isinstance(time, Time):
        raise TypeError(f"a time is a Time, a datetime or a text, not {time.__class__.__name__}")
    if np.any(time.mask):
        raise ValueError("a time is masked")
    with warnings.catch_warnings():
        # of the years before 1960 and after the known leap seconds
        warnings.simplefilter("ignore", ErfaWarning)
        written = Time(time.utc, format="isot", precision=9, copy=True).value
    date, _, clock = written.partition("T")
    return date + "T" + (clock.rstrip("0").rstrip(".") if "." in clock else clock)


def _spectrum(spectrum: Any) -> str:
    if isinstance(spectrum, str):
        return spectrum
    ends = _pair(spectrum, "spectrum")
    if ends is not None:
        # what a unit has no value for is an open end
        ends = tuple(None if _is_open(end) else end for end in ends)
    return _interval(spectrum if ends is None else ends, _wavelength, "spectrum")


def _is_open(end: Any) -> bool:
    return isinstance(end, u.Quantity) and (end.value == 0 or np.isposinf(end.value))


def _wavelength(value: Any) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, u.Quantity):
        raise TypeError(f"a spectral value needs a unit, such as {value} * u.nm")
    for name in _SPECTRAL_UNITS:
        if value.unit == u.Unit(name):
            return _number(value.value) + name
    # frequencies and energies grow in the same direction as wavenumbers do, which matters for an open end
    for name in ("m",) if value.unit.is_equivalent(u.m) else ("Hz",):
        try:
            return _number(value.to_value(name, equivalencies=u.spectral())) + name
        except u.UnitConversionError:
            pass
    raise ValueError(f"{value.unit} is no unit of wavelength, frequency, energy or wavenumber")


def _duration(span: Any, name: str) -> str:
    if isinstance(span, str):
        return span
    if isinstance(span, datetime.timedelta):
        seconds = span.total_seconds()
    elif isinstance(span, u.Quantity):
        seconds = span.to_value(u.s)
    elif isinstance(span, (int, float)):
        seconds = span
    else:
        raise TypeError(f"{name} is a Quantity, a number of seconds or a text such as '20s'")
    if not 0 < seconds < 1e9:
        raise ValueError(f"{name} must be more than 0 seconds and finite, not {seconds}")
    return f"{seconds:.3f}".rstrip("0").rstrip(".") + "s"


def _number(value: Any) -> str:
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text
