"""Reads with astropy what skytrawl has written, in every format, and compares all of it with the JSON Lines of the same run.

Arguments: the URL of a registry whose services have images around RA 10.68, Dec 41.27; a folder to write to.
"""

import http.server
import importlib.util
import json
import math
import pathlib
import re
import subprocess
import sys
import threading
import warnings
from xml.sax.saxutils import escape

import astropy
import astropy.units as u
import numpy as np
from astropy.io import fits
from astropy.io.votable import parse
from astropy.table import Table, meta

registry, folder = sys.argv[1], pathlib.Path(sys.argv[2])

# what services may put into a text: beyond ASCII, beyond 16 bits, quotes, markup, lines, what looks like a number or a comment
TEXTS = ["caf\u00e9 \u0416 \u4e2d", "\U0001f52d telescope", 'say "yes", or \'no\'', "<b>&amp;</b> a & b", "two\nlines", "two\u2028more\u2029",
         "# no comment", "0123", "back\\slash \\u00e9", "plain", "null", "=1+1"]
BEFORE_LINE_END = re.compile(r"[ \t]+(?=\n)")
UNITS = {"s_ra": u.deg, "em_min": u.m, "t_exptime": u.s, "t_min": u.d, "access_estsize": u.kbyte, "s_resolution": u.arcsec}


def answer():
    fields = "".join(
        f'<FIELD name="{name}" datatype="{kind}" {size}/>' for name, kind, size in [
            ("dataproduct_type", "char", 'arraysize="*"'), ("obs_title", "char", 'arraysize="*"'),
            ("obs_publisher_did", "char", 'arraysize="*"'), ("access_url", "char", 'arraysize="*"'),
            ("s_ra", "double", ""), ("s_dec", "double", ""), ("s_fov", "double", ""), ("calib_level", "int", ""),
            ("access_estsize", "long", ""), ("t_min", "double", ""), ("t_max", "double", "")])
    rows = "".join(
        f"<TR><TD>image</TD><TD>{escape(text)}</TD><TD>ivo://x/{i}</TD><TD>http://h/{i}?a=1&amp;b=2</TD>"
        f"<TD>{10.68 + i / 1e4!r}</TD><TD>41.27</TD><TD>0.1</TD><TD>{i % 3 if i % 2 else ''}</TD>"
        f"<TD>{'' if i % 3 == 0 else 2 ** 40 + i}</TD><TD>{55000 + i / 7!r}</TD><TD>{55001 + i / 7!r}</TD></TR>"
        for i, text in enumerate(TEXTS))
    return ('<VOTABLE version="1.4"><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>'
            f"{fields}<DATA><TABLEDATA>{rows}</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>").encode()


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = answer()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-votable+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def check(condition, what):
    if not condition:
        sys.exit("FAILED: " + what)


def ask(name, *source):
    """Asks once and keeps the run's own JSON Lines; the other formats are the same run's datasets, asked again."""
    files = {}
    for kind in ("jsonl", "vot", "fits", "csv", "ecsv", "parquet"):
        files[kind] = folder / f"{name}.{kind}"
        done = subprocess.run(
            ["./skytrawl", "images", "--cone", "10.68,41.27,0.2", "--timeout", "5s", "--quiet", *source,
             "-o", str(files[kind])], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        check(done.returncode == 0 and not done.stdout, f"{kind}: status {done.returncode}, {done.stderr}")
    return files


def plain(value):
    """A cell as JSON has it; None for what is masked, empty or not a number."""
    if value is None or np.ma.is_masked(value):
        return None
    if isinstance(value, (bytes, np.bytes_)):
        value = value.decode()
    if isinstance(value, (str, np.str_)):
        return str(value) or None
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(value)
    return int(value)


def compare(kind, table, truth, text=lambda it: it):
    check(len(table) == len(truth), f"{kind}: {len(table)} rows, not {len(truth)}")
    nulls = 0
    for name in table.colnames:
        if name.startswith("origin") or name == "merged":
            continue
        for i, row in enumerate(truth):
            found, known = plain(table[name][i]), row.get(name)
            found = text(found) if isinstance(found, str) else found
            if kind == "csv" and isinstance(known, str) and found is not None:
                # without types a column of digits is numbers
                found, known = str(found), known.lstrip("0") if known.isdigit() and not isinstance(found, str) else known
            if kind in ("ecsv", "csv") and isinstance(known, str):
                # astropy drops blanks before the end of a line, also within quotes: it reads its own files so
                found, known = (BEFORE_LINE_END.sub("", it) if isinstance(it, str) else it for it in (found, known))
            check(found == known, f"{kind}: {name} of row {i} is {found!r}, not {known!r}")
            nulls += known is None
    check(nulls > 0, f"{kind}: nothing unknown to be compared")
    ivoids = [text(str(it)) for it in table["origin_ivoid"]]
    check(ivoids == [row["origins"][0]["ivoid"] for row in truth], f"{kind}: origin_ivoid")
    print(f"  {kind}: {len(table)} rows of {len(table.colnames)} columns, {nulls} unknown cells")


def units(kind, table):
    for name, unit in UNITS.items():
        if name in table.colnames:
            check(table[name].unit == unit, f"{kind}: the unit of {name} is {table[name].unit}")


def services(kind, table):
    check(len(table) > 0 and "outcome" in table.colnames, f"{kind}: the table of services")
    outcomes = [plain(it) for it in table["outcome"]]
    check("answered" in outcomes, f"{kind}: outcomes {outcomes}")
    check(any(plain(it) is None for it in table["http_status"]), f"{kind}: http_status of one that did not fail")
    return outcomes


def unescaped(text):
    joined = re.sub(r"\\u([0-9a-f]{4})", lambda it: chr(int(it.group(1), 16)), text)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16")


def read(name, files):
    print(name)
    truth = [json.loads(line) for line in files["jsonl"].read_text().split("\n") if line]
    check(truth, f"{name}: nothing was found")

    document = parse(files["vot"])
    tables = list(document.iter_tables())
    check(len(tables) == 2, "VOTable: two tables")
    table = tables[0].to_table(use_names_over_ids=True)
    compare("votable", table, truth)
    units("votable", table)
    check(table["s_ra"].description and table["s_ra"].meta.get("ucd") == "pos.eq.ra", "VOTable: metadata of s_ra")
    frames = {field.name: field.ref for field in tables[0].fields if field.ref}
    check(frames == {"s_ra": "icrs", "s_dec": "icrs", "s_region": "icrs", "t_min": "mjd_utc", "t_max": "mjd_utc"},
          f"VOTable: columns with a reference frame {frames}")
    resource = document.resources[0]
    check([(it.ID, it.system) for it in resource.coordinate_systems] == [("icrs", "ICRS")], "VOTable: COOSYS")
    check([(it.ID, it.timescale, it.timeorigin, it.refposition) for it in resource.time_systems]
          == [("mjd_utc", "UTC", 2400000.5, "UNKNOWN")], "VOTable: TIMESYS")
    infos = {info.name: info.value for info in resource.infos}
    check({"cone", "run_id", "skytrawl_version", "run_started"} <= infos.keys(), f"VOTable: INFOs {sorted(infos)}")
    outcomes = services("votable", tables[1].to_table(use_names_over_ids=True))

    with fits.open(files["fits"]) as hdus:
        hdus.verify("exception")
        check([str(hdu.name) for hdu in hdus] == ["PRIMARY", "datasets", "services"], "FITS: its HDUs")
        header = hdus[1].header
        check(header["CONE"] == "10.68 41.27 0.2" and len(header["RUN_ID"]) == 36, "FITS: its header")
        check(header["TUTYP20"].startswith("obscore:") or header["TUTYP2"].startswith("obscore:"), "FITS: utypes")
        check(header["TXTESCAP"] is True, "FITS: TXTESCAP")
    table = Table.read(files["fits"], hdu=1)
    compare("fits", table, truth, unescaped)
    units("fits", table)
    check(services("fits", Table.read(files["fits"], hdu=2)) == outcomes or name == "simulated VO", "FITS: outcomes")

    table = Table.read(files["ecsv"])
    compare("ecsv", table, truth)
    units("ecsv", table)
    check(table["s_ra"].description and table["s_ra"].meta["ucd"] == "pos.eq.ra", "ECSV: metadata of s_ra")
    check(table.meta["cone"].startswith("10.68 41.27 0.2"), "ECSV: the question")

    compare("csv", Table.read(files["csv"], format="ascii.csv"), truth)

    check(files["parquet"].read_bytes()[:4] == b"PAR1", "Parquet: its first bytes")
    if importlib.util.find_spec("pyarrow"):
        import pyarrow.parquet

        read_by_arrow = pyarrow.parquet.read_table(files["parquet"])
        compare("parquet (pyarrow)", Columns(read_by_arrow), truth)
        # where astropy looks for what pyarrow does not know
        header = meta.get_header_from_yaml(read_by_arrow.schema.metadata[b"table_meta_yaml"].decode().split("\n"))
        found = {column["name"]: column.get("unit") for column in header["datatype"]}
        check(found["s_ra"] == "deg" and found["em_min"] == "m", f"Parquet: units {found}")
        check(header["meta"]["cone"].startswith("10.68 41.27 0.2"), "Parquet: the question")
    else:
        print("  parquet: NOT READ: Debian has no pyarrow; our own test reads it with another reader")


class Columns:
    """A table of pyarrow with as much of astropy's manners as compare() needs."""

    def __init__(self, table):
        self.colnames = table.column_names
        self.columns = table.to_pydict()

    def __len__(self):
        return len(self.columns["s_ra"])

    def __getitem__(self, name):
        return self.columns[name]


warnings.simplefilter("error")
print("astropy", astropy.__version__)
read("simulated VO", ask("simvo", "--registry", registry))
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
read("texts of all kinds", ask("texts", "--sia2", f"http://127.0.0.1:{server.server_port}/sia2"))
print("all is well")
