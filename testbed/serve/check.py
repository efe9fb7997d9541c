"""Asks the server by real clients, and compares the datasets with those that the command line finds.

check.py SERVER FOLDER; the command is that of SKYTRAWL, or ./skytrawl, and uses IVOA_REGISTRY.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
import warnings
from pathlib import Path

import astropy.units as u
from astropy.coordinates import SkyCoord
from astropy.io.votable import parse
from astropy.table import Table
from astropy.time import Time
from pyvo.dal import sia2
from pyvo.dal.exceptions import DALQueryError, DALServiceError
from pyvo.dal.ssa import SSAService

warnings.simplefilter("ignore")
server, folder = sys.argv[1], Path(sys.argv[2])
COMMAND = shlex.split(os.environ.get("SKYTRAWL", "./skytrawl"))
failures = 0


def check(condition, what):
    global failures
    print(("ok    " if condition else "WRONG ") + what, flush=True)
    failures += 0 if condition else 1


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: status {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout + done.stderr


def identifiers(rows, did="obs_publisher_did", url="access_url"):
    return sorted((str(row[did]), str(row[url])) for row in rows)


def by_command(*arguments, most_deg=None):
    """What the command line finds, with a centre at most so far away, if all services answer: on a busy machine some may be too slow."""
    file = folder / "command.vot"
    run(*COMMAND, *arguments, "--quiet", "--strict", "--timeout", "60s", "-o", str(file))
    rows = Table.read(file, table_id=0)
    return identifiers(rows if most_deg is None else rows[rows["separation"] <= most_deg])


cone = "10.68,41.27,0.2"
images = by_command("images", "--cone", cone)
both = by_command("datasets", "--type", "image,cube", "--cone", cone)
spectra = by_command("spectra", "--cone", cone)
check(len(images) > 10 and len(spectra) > 10, f"the command line finds {len(images)} images and {len(spectra)} spectra")

# pyVO: the capabilities lead it to the service
service = (getattr(sia2, "SIA2Service", None) or sia2.SIAService)(server + "/sia2")
check(identifiers(service.search(pos=(10.68, 41.27, 0.2))) == both, "pyVO, SIA2: a circle")
check(identifiers(service.search(pos=(10.68, 41.27, 0.2), data_type="image")) == images, "pyVO, SIA2: images")
polygon = by_command("datasets", "--type", "image,cube", "--polygon", "10.4,41 11,41 10.7,41.5")
check(
    identifiers(service.search(pos=[10.4, 41, 11, 41, 10.7, 41.5] * u.deg)) == polygon,
    f"pyVO, SIA2: a polygon, {len(polygon)} datasets")
bounded = by_command(
    "datasets", "--type", "image,cube", "--cone", cone, "--spectrum", "3e-7m..1e-6m", "--time", "55000..59000")
found = service.search(
    pos=(10.68, 41.27, 0.2), band=(3e-7, 1e-6) * u.m, time=(Time(55000, format="mjd"), Time(59000, format="mjd")))
check(identifiers(found) == bounded, f"pyVO, SIA2: band and time, {len(bounded)} datasets")
cut = service.search(pos=(10.68, 41.27, 0.2), maxrec=3)
check(len(cut) == 3, "pyVO, SIA2: MAXREC")
ranged = service.search(pos=(10.5, 10.9, 41.1, 41.4))
check(0 < len(ranged), f"pyVO, SIA2: a range, {len(ranged)} datasets")
several = service.search(pos=[(10.68, 41.27, 0.21), (10.3, 41.1, 0.2)])


def api(path):
    return json.load(urllib.request.urlopen(server + "/api/" + path, timeout=60))


# the page says how to ask again what a tool asked
command = api("runs/" + api("runs")["runs"][0]["id"])["question"]["command"]
again = by_command(*shlex.split(command)[1:])
check(identifiers(several) == sorted(set(again)), f"pyVO, SIA2: two circles, {len(several)} datasets, as by: {command}")
first = next(iter(service.search(pos=(10.68, 41.27, 0.2), data_type="image")))
check(first.dataproduct_type == "image" and first.access_url.startswith("http"), "pyVO, SIA2: a record")

ssa = SSAService(server + "/ssa")
found = ssa.search(pos=SkyCoord(10.68, 41.27, unit="deg"), diameter=0.4 * u.deg)
check(identifiers(found) == spectra, "pyVO, SSA: a circle")
record = found[0]
check(record.acref == spectra[0][1] or record.acref in [url for _, url in spectra], "pyVO, SSA: the access reference")
check(bool(record.title), "pyVO, SSA: the title")
try:
    service.search(pos=(10.68, 41.27, 0.2), maxrec=-1)
    check(False, "pyVO, SIA2: an error")
except (DALQueryError, DALServiceError) as error:
    check("MAXREC" in str(error), f"pyVO, SIA2: an error: {error}")

# STILTS: several positions, one request each
targets = folder / "targets.csv"
targets.write_text("id,ra,dec\na,10.68,41.27\nb,10.3,41.1\n")
for kind, path, command in (("sia2", "/sia2", "datasets"), ("ssa", "/ssa", "spectra")):
    out = folder / f"{kind}.vot"
    run(
        "stilts", "coneskymatch", f"in={targets}", "ra=ra", "dec=dec", "sr=0.2", "find=all", "usefoot=false",
        f"servicetype={kind}", f"serviceurl={server}{path}", "copycols=id", "dataformat=", f"out={out}")
    rows = Table.read(out, format="votable")
    for target, position in (("a", "10.68,41.27,0.2"), ("b", "10.3,41.1,0.2")):
        types = ["--type", "image,cube"] if kind == "sia2" else []
        # of spectra STILTS drops those whose centre is outside the circle, though they overlap it
        expected = by_command(command, *types, "--cone", position, most_deg=0.2 if kind == "ssa" else None)
        got = identifiers(rows[rows["id"] == target])
        check(got == expected, f"STILTS, {kind}: target {target}, {len(got)} of {len(expected)} datasets")

# STIL's readers and checker
documents = {
    "sia2": "/sia2?POS=CIRCLE+10.68+41.27+0.2",
    "sia2-metadata": "/sia2?MAXREC=0",
    "ssa": "/ssa?REQUEST=queryData&POS=10.68,41.27&SIZE=0.4",
    "ssa-metadata": "/ssa?REQUEST=queryData&FORMAT=METADATA",
    "error": "/sia2?POS=CIRCLE+1",
    "ssa-error": "/ssa?POS=1",
    "no-address": "/sia2/x",
}
for name, path in documents.items():
    file = folder / f"{name}.xml"
    try:
        file.write_bytes(urllib.request.urlopen(server + path, timeout=60).read())
    except urllib.error.HTTPError as error:
        file.write_bytes(error.read())
    said = run("stilts", "votlint", f"votable={file}")
    check("ERROR" not in said and "WARNING" not in said, f"votlint: {name} {said[:300]}")
    if name in ("sia2", "ssa"):
        counted = run("stilts", "tpipe", f"in={file}", "omode=count")
        expected = both if name == "sia2" else spectra
        check(f"rows: {len(expected)}" in counted, f"STIL reads {name}: {counted.strip()}")
# VOSI's documents, by the schemas that STILTS has. It lacks that of the SSA capability (SimpleDALRegExt 1.1 section 3.4)
TTOOLS = "jar:file:/usr/share/java/starlink-ttools.jar!/uk/ac/starlink/ttools/taplint/"
SCHEMAS = {
    "http://www.ivoa.net/xml/VOSICapabilities/v1.0": "VOSICapabilities-v1.0.xsd",
    "http://www.ivoa.net/xml/VOSIAvailability/v1.0": "VOSIAvailability-v1.0.xsd",
    "http://www.ivoa.net/xml/VOSITables/v1.0": "VOSITables-v1.1.xsd",
    "http://www.ivoa.net/xml/VOResource/v1.0": "VOResource-v1.1.xsd",
    "http://www.ivoa.net/xml/VODataService/v1.1": "VODataService-v1.2.xsd",
    "http://www.ivoa.net/xml/STC/stc-v1.30.xsd": "stc-v1.30.xsd",
    "http://www.w3.org/1999/xlink": "xlink.xsd",
}
OF_SSA = ["complianceLevel", "dataSource", "creationType", "supportedFrame", "maxSearchRadius", "testQuery"]
for of in ("", "/sia2", "/ssa"):
    for name in ("capabilities", "availability", "tables"):
        document = urllib.request.urlopen(f"{server}{of}/{name}", timeout=60).read().decode()
        inside = re.search(r'(?s)<capability xsi:type="ssap:SimpleSpectralAccess".*?</interface>(.*?)</capability>', document)
        if name == "capabilities":
            check((inside is not None) == (of != "/sia2"), f"{of}/{name}: the capability of SSA")
        if inside:
            children = re.findall(r"(?m)^    <(\w+)", inside[1])
            check(list(dict.fromkeys(children)) == OF_SSA, f"{of}/{name}: the parts of the capability of SSA")
            document = document.replace(inside[1], "").replace(' xsi:type="ssap:SimpleSpectralAccess"', "")
        file = folder / "vosi.xml"
        file.write_text(document)
        schemas = [f"schemaloc={namespace}={TTOOLS}{schema}" for namespace, schema in SCHEMAS.items()]
        done = subprocess.run(
            ["stilts", "xsdvalidate", f"doc={file}", *schemas], capture_output=True, text=True, timeout=120)
        errors = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("WARNING: Unused")]
        check(done.returncode == 0 and not errors, f"{of}/{name} is valid {errors[:3]}")
infos = {info.name: info.value for info in parse(folder / "sia2.xml").resources[0].infos}
check(infos["QUERY_STATUS"] == "OK" and "stored_run" in infos, "a repeated question is answered from the stored run")
check(int(infos["services_asked"]) > 10 and infos["services_incomplete"] == "0", "what is missing is said: nothing")

sys.exit(f"{failures} checks failed" if failures else 0)
