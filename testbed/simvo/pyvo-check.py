"""Asks a simulated VO with Debian's pyVO, a client that nobody here wrote, and compares with the truth.

IVOA_REGISTRY names the registry; the argument is the truth file. pyVO finds services by registry search and gets the
universe's rows from SIA1, SIA2, SSA and TAP. Exit status 0 only if all is as it should be.
"""
import json
import os
import re
import sys
import warnings

warnings.simplefilter("ignore")
import pyvo  # noqa: E402  (reads IVOA_REGISTRY when it is imported)
from pyvo.dal import sia2  # noqa: E402

TRUTH = json.load(open(sys.argv[1]))
DATASETS = {dataset["id"]: dataset for dataset in TRUTH["datasets"]}
WRONG = []


def ids(urls):
    return sorted(int(re.search(r"\bid=(\d+)\b", str(url)).group(1)) for url in urls)


def check(what, got, expected):
    ok = got == expected
    print("%s %s: %d, expected %d" % ("ok   " if ok else "WRONG", what, len(got), len(expected)))
    if not ok:
        WRONG.append(what)


def services(protocol):
    """Healthy services by their URL without a query."""
    found = {}
    for service in TRUTH["services"]:
        if service["protocol"] == protocol and service["service"] >= 0 and "fault" not in service:
            found.setdefault(bare(service["access_url"]), service)
    return found


def bare(url):
    return str(url).split("?")[0].replace("https://", "http://")


def whole_sky(service):
    """The ids of all that a service has."""
    return sorted(service["published"])


# by registry search: SIA1 services, and TAP services by their data model
def registered(protocol):
    return {bare(s["access_url"]).rstrip("/") for s in TRUTH["services"] if s["protocol"] == protocol}


def urls(records):
    return {bare(r["access_url"]).rstrip("/") for r in records}


sia = urls(pyvo.registry.search(servicetype="sia", includeaux=True))
check("SIA1 services found by registry search", sorted(sia & registered("SIA1")), sorted(registered("SIA1")))
ssa = urls(pyvo.registry.search(servicetype="ssa", includeaux=True))
check("SSA services found by registry search", sorted(ssa), sorted(registered("SSA")))
models = urls(pyvo.registry.search(servicetype="tap", datamodel="obscore"))
check("TAP services found by their data model are ObsTAP", sorted(models & registered("OBSTAP")), sorted(models))
# this pyVO does not know SIA2's identifier: by RegTAP itself
sia2_found = urls(pyvo.dal.TAPService(os.environ["IVOA_REGISTRY"]).search(
    "SELECT access_url FROM rr.capability NATURAL JOIN rr.interface WHERE intf_role = 'std' AND"
    " (standard_id LIKE 'ivo://ivoa.net/std/sia#query-%' OR standard_id = 'ivo://ivoa.net/std/sia')"))
check("SIA2 services found by RegTAP", sorted(sia2_found & registered("SIA2")), sorted(registered("SIA2")))
twins = {r.ivoid for r in pyvo.registry.search(keywords=["twin"])}
check("resources with the word 'twin'", [w for w in sorted(twins) if "twin" in w], sorted(twins))

# rows: SIA1, SIA2 and SSA of the whole sky, TAP by ADQL
count = 0
for url, service in list(services("SIA1").items()):
    rows = pyvo.dal.SIAService(service["access_url"]).search(pos=(0, 0), size=(360, 180))
    check("SIA1 rows of " + url, ids(r["acref"] for r in rows), whole_sky(service))
    count += len(rows)
for url, service in list(services("SIA2").items()):
    rows = sia2.SIAService(service["access_url"]).search(maxrec=100000)
    check("SIA2 rows of " + url, ids(r["access_url"] for r in rows), whole_sky(service))
    count += len(rows)
for url, service in list(services("SSA").items()):
    spectra = pyvo.dal.SSAService(service["access_url"])
    rows = spectra.search()
    # a dataset has as many rows as formats
    check("SSA rows of " + url, sorted(set(ids(r.getdataurl() for r in rows))), whole_sky(service))
    count += len(rows)
    at = DATASETS[service["published"][0]]
    near = spectra.search(pos=(at["s_ra"], at["s_dec"]), diameter=0.2)
    check("SSA rows about the first of " + url, sorted({at["id"]} & set(ids(r.getdataurl() for r in near))), [at["id"]])
for url, service in list(services("OBSTAP").items()):
    tap = pyvo.dal.TAPService(service["access_url"])
    rows = tap.search("SELECT * FROM " + service["table_name"])
    check("TAP rows of " + url, ids(r["access_url"] for r in rows), whole_sky(service))
    count += len(rows)
    polar = tap.search(
        "SELECT access_url FROM %s WHERE 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10.68, 41.27, 1))"
        % service["table_name"])
    check("TAP rows within a degree of M 31", [i for i in ids(r["access_url"] for r in polar) if not (
        abs(DATASETS[i]["s_dec"] - 41.27) <= 1)], [])
    job = tap.run_async("SELECT TOP 3 access_url FROM %s ORDER BY obs_id" % service["table_name"])
    check("asynchronous rows", [0] * len(job), [0] * min(3, len(rows)))
if count == 0:
    WRONG.append("no rows at all")
print("%d rows of %d datasets in the universe, registry %s" % (count, len(DATASETS), os.environ["IVOA_REGISTRY"]))
sys.exit(1 if WRONG else 0)
