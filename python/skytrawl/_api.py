"""The functions of the package."""

from __future__ import annotations

import functools
import inspect
import os
from typing import Any, Callable, Optional, Sequence, Union
from urllib.parse import quote

from astropy.table import Table

from . import _browser, _download, _run, _server, _table
from ._errors import SkytrawlError
from ._http import Api
from ._progress import Progress, display
from ._question import Question, question
from ._text import count

_NO_RUN = "the table is not one that skytrawl returned: its meta names no run"


def datasets(
    place: Any = None,
    radius: Any = None,
    *,
    time: Any = None,
    spectrum: Any = None,
    type: Union[None, str, Sequence[str]] = None,
    polygon: Any = None,
    moc: Any = None,
    probability: Optional[float] = None,
    footprint: Union[None, str, os.PathLike] = None,
    targets: Any = None,
    ids: Optional[Sequence] = None,
    inclusive: bool = False,
    theory: bool = False,
    timeout: Any = None,
    deadline: Any = None,
    progress: Optional[bool] = None,
) -> Table:
    """Find the datasets of any type that overlap a region, a spectral range and a time.

    At least one of these must be given. Ctrl-C, or the interrupt of a notebook, cancels the run.

    Parameters
    ----------
    place : `~astropy.coordinates.SkyCoord` or str, optional
        Position in any frame that converts to ICRS, or a name known to Simbad, NED or VizieR. A SkyCoord array is a list of
        targets, like ``targets``.
    radius : angle `~astropy.units.Quantity` or str, optional
        Radius around the place; for targets also an array with one for each.
    time : `~astropy.time.Time`, str or pair of them, optional
        Time of observation, or an interval: a Time of two, or a pair. None is an open end, as in ``(Time("2015-01-01"), None)``.
        Texts have the forms of the command line, in which a date is the whole day: ``"2009-06-18"``, ``"2005..2007-03"``.
    spectrum : `~astropy.units.Quantity`, str or pair of them, optional
        Vacuum wavelength, frequency, energy or wavenumber, or an interval in either order: a Quantity of two, or a pair. None
        is an open end, and so are 0 and infinity.
    type : str or list of str, optional
        Product types with their narrower terms, such as ``["image", "cube"]``. Default: any.
    polygon : `~astropy.coordinates.SkyCoord`, optional
        Vertices of a polygon. Its sides are great circles, the smaller side is inside. An object with ``vertices``, as those of
        `regions`, is taken too.
    moc : MOC of mocpy, str or path, optional
        HEALPix cells: the MOC, its text such as ``"6/100-120"``, or a file (FITS, JSON, text).
    probability : float, optional
        With ``moc`` as the file of a probability map: the smallest region that holds this probability, such as 0.9.
    footprint : str or path, optional
        The outline of a FITS image; ``image.fits#2`` is its HDU 2.
    targets : `~astropy.coordinates.SkyCoord` array, `~astropy.table.Table`, str or path, optional
        List of targets. The result has a row for each pair of target and dataset. A file or a table has its columns found by name
        or UCD.
    ids : sequence, optional
        Identifiers of the targets of a SkyCoord, as texts. Default: their indices, as numbers.
    inclusive : bool, optional
        Also ask services that declare no coverage, and keep datasets whose metadata do not show whether they match.
    theory : bool, optional
        Also ask services with only theoretical or artificial data.
    timeout : time `~astropy.units.Quantity`, number of seconds or str, optional
        Time limit for one service. Default: 20 s.
    deadline : time `~astropy.units.Quantity`, number of seconds or str, optional
        Time limit for the whole run. Default: none.
    progress : bool, optional
        True shows progress on stderr, False nowhere. Default: in a notebook, and on stderr if it is a terminal.

    Returns
    -------
    `~astropy.table.Table`
        A row for each dataset, the nearest first, in the columns of ObsCore 1.1 with their units. Unknown values are masked.
        ``meta`` has ``"question"`` as it was understood, ``"run"``, ``"log"`` (the events of ``docs/log.md`` without the target list)
        and ``"missing"``, the services that did not answer completely.

    Warns
    -----
    IncompleteWarning
        If datasets may be missing. It names the services.

    Raises
    ------
    SkytrawlError
        If nothing could be done: the question is wrong, there is no registry, no service answered, no server can be started.
    TypeError, ValueError
        If an argument is not of a kind that is described here.
    """
    asked = question(
        place,
        radius,
        time=time,
        spectrum=spectrum,
        type=type,
        polygon=polygon,
        moc=moc,
        probability=probability,
        footprint=footprint,
        targets=targets,
        ids=ids,
        inclusive=inclusive,
        theory=theory,
        timeout=timeout,
        deadline=deadline,
    )
    return _ask(asked, progress)


def _with_type(default: str) -> Callable:
    """Gives a function the signature of `datasets`, but for the default of ``type``."""

    def with_signature(find: Callable) -> Callable:
        signature = inspect.signature(datasets)
        parameters = [
            each.replace(default=default) if each.name == "type" else each for each in signature.parameters.values()
        ]

        @functools.wraps(find)
        def found(*args: Any, **question: Any) -> Table:
            question.setdefault("type", default)
            return find(*args, **question)

        found.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        return found

    return with_signature


@_with_type("image")
def images(*args: Any, **question: Any) -> Table:
    """Find images.

    The parameters are those of `skytrawl.datasets`, whose ``type`` is ``"image"`` here.

    Examples
    --------
    >>> import astropy.units as u
    >>> from astropy.time import Time
    >>> found = skytrawl.images("M31", radius=0.2 * u.deg, time=(Time("2009-01-01"), None))  # doctest: +SKIP
    """
    return datasets(*args, **question)


@_with_type("spectrum")
def spectra(*args: Any, **question: Any) -> Table:
    """Find spectra, and spectral energy distributions.

    The parameters are those of `skytrawl.datasets`, whose ``type`` is ``"spectrum"`` here.
    """
    return datasets(*args, **question)


@_with_type("timeseries")
def timeseries(*args: Any, **question: Any) -> Table:
    """Find time series, such as light curves.

    The parameters are those of `skytrawl.datasets`, whose ``type`` is ``"timeseries"`` here.
    """
    return datasets(*args, **question)


def retry(table: Union[Table, str], *, progress: Optional[bool] = None) -> Table:
    """Ask again the services that did not answer completely.

    Parameters
    ----------
    table : `~astropy.table.Table` or str
        A result, or the identifier of its run. The server must still have the run.
    progress : bool, optional
        As in `skytrawl.datasets`.

    Returns
    -------
    `~astropy.table.Table`
        A new result: all datasets of the earlier run, and what is new. If nothing was missing, that of the earlier run.

    Warns
    -----
    IncompleteWarning
        If datasets may still be missing.

    Raises
    ------
    SkytrawlError
        If the server does not have the run.
    """
    run_id = _run_id(table)
    api = _server.current()
    shown = display(progress)
    try:
        run = _run.retry(api, run_id, shown)
    except SkytrawlError as e:
        shown.close()
        if e.code != "nothing_missing":
            raise
        run = api.get("runs/" + quote(run_id))
    return _result(api, run, shown)


def result(run: str) -> Table:
    """The datasets of a run that the server has, also one that was cancelled, or asked on the page.

    Parameters
    ----------
    run : str
        Its identifier, such as ``"20261130-204725-3f9a"``.

    Returns
    -------
    `~astropy.table.Table`
        As that of `skytrawl.datasets`.

    Warns
    -----
    IncompleteWarning
        If datasets may be missing.

    Raises
    ------
    SkytrawlError
        If the server does not have the run, the run has not ended, or no service answered.
    """
    api = _server.current()
    return _result(api, api.get("runs/" + quote(run)), Progress())


def services(table: Table) -> Table:
    """What became of each service that could have been asked.

    Parameters
    ----------
    table : `~astropy.table.Table`
        A result.

    Returns
    -------
    `~astropy.table.Table`
        A row for each service: its outcome and reason (``docs/log.md``), its query, and what it gave.

    Raises
    ------
    SkytrawlError
        If the table has no log in its meta.
    """
    if "log" not in table.meta:
        raise SkytrawlError("the table has no log in its meta", code="no_log")
    return _table.services(table.meta["log"])


def download(datasets: Any, folder: Union[str, os.PathLike], *, progress: Optional[bool] = None) -> Table:
    """Download the files of datasets with the command ``skytrawl download``.

    What is there already is not fetched again, and what was begun is continued.

    Parameters
    ----------
    datasets : `~astropy.table.Table`, `~astropy.table.Row` or list of rows
        A result, a part of it, or rows of it.
    folder : str or path
        Folder for the files. It is made if it does not exist.
    progress : bool, optional
        As in `skytrawl.datasets`.

    Returns
    -------
    `~astropy.table.Table`
        A row for each file, as in ``manifest.jsonl`` in the folder: ``file`` is its path, masked if it could not be fetched,
        ``outcome`` and ``reason`` say why.

    Warns
    -----
    IncompleteWarning
        If files could not be fetched.

    Raises
    ------
    SkytrawlError
        If none of them was tried: the folder cannot be written, or the command is not on this machine.
    """
    return _download.download(datasets, folder, display(progress))


def open_page(table: Union[Table, str, None] = None) -> str:
    """Open Skytrawl's page in the browser, with a result if one is given.

    Parameters
    ----------
    table : `~astropy.table.Table` or str, optional
        A result, or the identifier of its run.

    Returns
    -------
    str
        The page's URL. A server that this process started ends with it, and the page with the server.
    """
    api = _server.current()
    url = api.page(None if table is None else _run_id(table))
    _browser.show(url)
    return url


def _ask(asked: Question, progress: Optional[bool]) -> Table:
    api = _server.current()
    shown = display(progress)
    try:
        run = _run.ask(api, asked, shown)
    except SkytrawlError:
        shown.close()
        raise
    return _result(api, run, shown)


def _result(api: Api, run: dict, shown: Progress) -> Table:
    try:
        found = _run.result(api, run)
    except BaseException:
        shown.close()
        raise
    shown.close(f"{count(len(found), 'dataset')} of {count((run.get('progress') or {}).get('toAsk') or 0, 'service')}")
    return found


def _run_id(table: Union[Table, str]) -> str:
    if isinstance(table, str):
        return table
    run = getattr(table, "meta", {}).get("run")
    if not isinstance(run, dict) or not isinstance(run.get("id"), str):
        raise SkytrawlError(_NO_RUN, code="unknown_run")
    return run["id"]
