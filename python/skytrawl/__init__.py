"""One question to the whole Virtual Observatory, answered by an astropy Table.

>>> import astropy.units as u
>>> import skytrawl
>>> found = skytrawl.images("M31", radius=0.2 * u.deg)  # doctest: +SKIP
>>> found.meta["missing"]  # doctest: +SKIP
[]
"""

from ._api import datasets, download, images, open_page, result, retry, services, spectra, timeseries
from ._errors import IncompleteWarning, SkytrawlError
from ._server import stop
from ._version import VERSION as __version__

__all__ = [
    "IncompleteWarning",
    "SkytrawlError",
    "datasets",
    "download",
    "images",
    "open_page",
    "result",
    "retry",
    "services",
    "spectra",
    "stop",
    "timeseries",
    "__version__",
]
