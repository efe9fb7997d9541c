"""Asks a simulated VO with Debian's pyVO, a client that nobody here wrote, and compares with the truth.

IVOA_REGISTRY names the registry; the argument is the truth file. pyVO finds services by registry search and gets the
universe's rows from SIA1, SIA2 and TAP. Exit status 0 only if all is as it should be.
"""
import json
import os
import re
import sys
import warnings

warnings.simplefilter("ignore")
import pyvo  # noqa: E402  (reads IVOA_REGISTRY when it is imported)

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
    """The ids of what a service has of images and cubes."""
    return sorted(service["published"])


# by registry search: SIA1, and ObsTAP by its data model
registered = {bare(r.access_url) for r in pyvo.registry.search(servicetype="sia", includeaux=True)}
wanted = {
    bare(s["access_url"]) for s in TRUTH["services"]
    if s["protocol"] == "SIA1" and s["service"] >= 0}
check("SIA1 services found by registry search", sorted(wanted - registered), [])
models = {bare(r.access_url) for r in pyvo.registry.search(servicetype="tap", datamodel="obscore")}
check("TAP services found by their data model", sorted({m.rstrip("/") for m in models} - set(
    bare(s["access_url"]).rstrip("/") for s in TRUTH["services"] if s["protocol"] == "OBSTAP")), [])
words = {r.ivoid for r in pyvo.registry.search(keywords=["twin"])}
check("resources with the word 'twin'", [w for w in sorted(words) if "twin" not in w], [])

# rows: SIA1 and SIA2 of the whole sky, TAP by ADQL
count = 0
for url, service in list(services("SIA1").items())[:5]:
    rows = pyvo.dal.SIAService(service["access_url"]).search(pos=(0, 0), size=(360, 180))
    check("SIA1 rows of " + url, ids(r["acref"] for r in rows), whole_sky(service))
    count += len(rows)
for url, service in list(services("SIA2").items())[:5]:
    rows = pyvo.dal.SIA2Service(service["access_url"]).search(maxrec=100000)
    check("SIA2 rows of " + url, ids(r["access_url"] for r in rows), whole_sky(service))
    count += len(rows)
for url, service in list(services("OBSTAP").items())[:5]:
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
