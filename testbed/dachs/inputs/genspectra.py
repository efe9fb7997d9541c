#!/usr/bin/python3
"""Writes the deterministic files behind specl, specx and tser to their data/ folders.

specl/data/*.fits   optical spectra, binary tables in Angstrom, metadata in their headers
specx/data/*        X-ray (keV), radio (GHz) and near-infrared (um) spectra, FITS and VOTable; index.json has their metadata
tser/data/*         light curves, VOTable, some FITS too; index.json has their metadata
"""
import json, os, zlib
import numpy as np
from astropy.io import fits
HERE = os.path.dirname(os.path.abspath(__file__))
HC_KEV_M = 1.23984198e-9
C = 299792458.
SN = ("SN 2010lb", 10.70, 41.25, "SN")

def folder(collection):
    path = os.path.join(HERE, collection, "data")
    os.makedirs(path, exist_ok=True)
    return path

def rng(name):
    return np.random.RandomState(zlib.crc32(name.encode()))

def write_fits(path, columns, header):
    """columns: (name, unit, values)"""
    table = fits.BinTableHDU.from_columns(
        [fits.Column(name=n, format="D", unit=u, array=v) for n, u, v in columns])
    primary = fits.PrimaryHDU()
    for k, v in header.items():
        primary.header[k] = v
    fits.HDUList([primary, table]).writeto(path, overwrite=True)

def write_votable(path, columns, params):
    """columns: (name, unit, ucd, values)"""
    o = ['<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results"><TABLE>']
    o += ['<PARAM name="%s" datatype="char" arraysize="*" value="%s"/>' % p for p in params.items()]
    o += ['<FIELD name="%s" unit="%s" ucd="%s" datatype="double"/>' % c[:3] for c in columns]
    o.append("<DATA><TABLEDATA>")
    o += ["<TR>%s</TR>" % "".join("<TD>%.7g</TD>" % v for v in row) for row in zip(*[c[3] for c in columns])]
    o.append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>")
    with open(path, "w") as f:
        f.write("\n".join(o) + "\n")

# optical spectra: some targets straddle RA 0 or are near the pole; two lack exposure and aperture
TARGETS = [(SN, 12), (("tet01 Ori", 83.8186, -5.3897, "star"), 8), (("LB ZERO A", 0.05, -4.98, "star"), 4),
    (("LB ZERO B", 359.98, -5.02, "star"), 4), (("LB POLE", 37.95, 89.26, "star"), 6), (("LB QSO 1", 150.1, 2.2, "QSO"), 10)]
n = 0
for (name, ra, dec, kind), count in TARGETS:
    for k in range(count):
        red = k % 2
        wave = np.linspace(5500., 9200., 32) if red else np.linspace(3600., 5700., 32)
        h = {"OBJECT": name, "OBJTYPE": kind, "RA": ra + .001*k, "DEC": dec, "MJD-OBS": 55500. + 100*(n//12) + 3*k + .125,
            "ARM": "red" if red else "blue", "SNR": 10. + k, "PROCDATE": "2015-%02d-01T00:00:00" % (1 + k % 12)}
        if kind == "QSO":
            h["Z"] = .3
        if not (kind == "QSO" and k >= 8):
            h["EXPTIME"], h["APERTURE"] = 600.*(1 + k % 3), 2./3600
        write_fits(os.path.join(folder("specl"), "%s_%02d.fits" % (name.lower().replace(" ", "_"), k)),
            [("WAVELENGTH", "Angstrom", wave), ("FLUX", "erg.s**-1.cm**-2.Angstrom**-1", 1e-15*(1+rng(name).rand(32)))], h)
        n += 1

# other bands: metadata of one dataset, and the files that it is in
rows = []
def dataset(collection, name, formats, columns, params, **meta):
    """columns: (name, unit, ucd, values); a row for each format, all with one publisher DID"""
    stem = name.lower().replace(" ", "_").replace("+", "p")
    for form in formats:
        row = dict(meta, stem=stem)
        if form == "datalink":
            row.update(file=None, mime="application/x-votable+xml;content=datalink", fsize=None)
        else:
            row["file"] = "%s.%s" % (stem, {"fits": "fits", "votable": "vot"}[form])
            path = os.path.join(folder(collection), row["file"])
            if form == "fits":
                write_fits(path, [(c[0], c[1], c[3]) for c in columns], params)
                row["mime"] = "application/fits"
            else:
                write_votable(path, columns, params)
                row["mime"] = "application/x-votable+xml"
            row["fsize"] = os.path.getsize(path)
        rows.append(row)

def spectrum(name, target, formats, instrument, unit, ucd, values, lo, hi, fluxucd, fluxunit, mjd, exposure, aperture, power, **more):
    flux = 1 + rng(name).rand(len(values))
    dataset("specx", name, formats, [("spectral", unit, ucd, values), ("flux", fluxunit, fluxucd, flux)],
        {"OBJECT": target[0]}, title=name, target=target[0], targetclass=target[3], ra=target[1], dec=target[2],
        instrument=instrument, spectralunit=unit, spectralucd=ucd, fluxunit=fluxunit, fluxucd=fluxucd, specstart=lo, specend=hi,
        mjd=mjd, exposure=exposure, aperture=aperture, specres=None if power is None else lo/power, length=len(values), **more)

XSRC = ("LB X-1", 83.60, -5.40, "LMXB")
for k in range(8):
    kev = np.linspace(.3, 10., 24)
    target = XSRC if k < 6 else SN
    spectrum("X-ray %02d" % k, target, ["fits"], "LoopX", "keV", "em.energy", kev, HC_KEV_M/10., HC_KEV_M/.3, "phot.count",
        "count", 56000.5 + 20*k, 30000.+1000*k, .25/60, 50., bandpass="X-ray", redshift=None)
for k in range(6):
    ghz = np.linspace(1.3 + k, 1.5 + k, 24)
    target = ("LB MASER %d" % k, 200. + 10*k, -30. + 15*k, "Maser")
    # the last two: no time, no resolution
    spectrum("Radio %02d" % k, target, ["votable"], "LoopDish", "GHz", "em.freq", ghz, C/(1.5e9 + 1e9*k), C/(1.3e9 + 1e9*k),
        "phot.flux.density;em.radio", "Jy", 56500.25 + k if k < 4 else None, 7200. if k < 4 else None, .5,
        20000. if k < 4 else None, bandpass="Radio", redshift=None)
for k in range(6):
    um = np.linspace(1., 2.5, 24)
    target = SN if k < 4 else ("LB QSO 1", 150.1, 2.2, "QSO")
    # the same dataset in two formats, and with a datalink document
    spectrum("NIR %02d" % k, target, ["fits", "votable", "datalink"] if k % 2 == 0 else ["fits", "votable"], "LoopNIR", "um", "em.wl", um, 1e-6, 2.5e-6,
        "phot.flux.density;em.wl", "W.m**-2.um**-1", 55510.75 + 10*k, 1800., 1/3600., 3000., bandpass="J-band",
        redshift=None if k < 4 else .3)
json.dump(rows, open(os.path.join(folder("specx"), "index.json"), "w"), indent=1)
m = len(rows)

rows = []
def light_curve(name, target, formats, instrument, lo, hi, days, first, points, fluxucd, fluxunit, exposure):
    t = first + np.linspace(0., days, points)
    dataset("tser", name, formats, [("time", "d", "time.epoch", t), ("flux", fluxunit, fluxucd, 1 + rng(name).rand(points))],
        {"OBJECT": target[0]}, title=name, target=target[0], targetclass=target[3], ra=target[1], dec=target[2],
        instrument=instrument, fluxunit=fluxunit, fluxucd=fluxucd, specstart=lo, specend=hi, mjd=first + days/2,
        span=days*86400., length=points, exposure=exposure)

for k, (band, lo, hi) in enumerate([("g", 4e-7, 5.5e-7), ("r", 5.5e-7, 7e-7), ("i", 7e-7, 8.5e-7)]):
    light_curve("SN 2010lb " + band, SN, ["votable", "fits"], "LoopCam", lo, hi, 90., 55490., 30, "phot.mag", "mag", 60.)
for k in range(5):
    light_curve("LB X-1 orbit %d" % k, XSRC, ["votable"], "LoopX", HC_KEV_M/10., HC_KEV_M/.5, .5, 56000.25 + 20*k, 50, "phot.count", "count", 10.)
for k in range(12):
    light_curve("RR Lyr %02d" % k, ("LB RR %02d" % k, (k*30. + 5) % 360, -55. + 10*k, "RRLyr"), ["votable"], "LoopCam", 5.5e-7, 7e-7,
        30. + k, 57000. + 10*k, 40, "phot.mag", "mag", 30.)
json.dump(rows, open(os.path.join(folder("tser"), "index.json"), "w"), indent=1)
print(n, "optical spectra,", m, "rows of spectra in other bands,", len(rows), "rows of light curves")
