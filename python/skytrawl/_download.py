"""Gets the files of datasets, with the command ``skytrawl download``."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Iterator, Union

import numpy as np
from astropy.table import MaskedColumn, Row, Table

from . import _command
from ._errors import SkytrawlError, warn_incomplete
from ._progress import Progress, bar
from ._text import count, plain

_COLUMNS = ("file", "outcome", "reason", "bytes", "access_url", "url", "obs_publisher_did", "content_type", "sha256", "code")
_WATCH_S = 0.3
_END_S = 10.0


def rows_of(datasets: Any) -> Table:
    """The table itself, or one of the rows given."""
    if isinstance(datasets, Table):
        return datasets
    if isinstance(datasets, Row):
        return datasets.table[datasets.index : datasets.index + 1]
    if isinstance(datasets, (list, tuple)) and datasets and all(isinstance(row, Row) for row in datasets):
        table = datasets[0].table
        if any(row.table is not table for row in datasets):
            raise ValueError("the rows are of several tables")
        return table[[row.index for row in datasets]]
    raise TypeError("datasets are a table that skytrawl returned, or rows of it")


def download(datasets: Any, folder: Union[str, os.PathLike], progress: Progress) -> Table:
    """Gets the files; see `skytrawl.download`."""
    rows = rows_of(datasets)
    if "access_url" not in rows.colnames:
        raise ValueError("the table has no column access_url")
    into = Path(folder).expanduser()
    manifest = into / "manifest.jsonl"
    wanted = {str(url) for url in rows["access_url"] if url is not np.ma.masked and url}
    if not wanted:
        raise SkytrawlError("none of the datasets has an access_url", code="nothing_to_do")
    with tempfile.TemporaryDirectory(prefix="skytrawl-") as temp:
        result = Path(temp) / "datasets.csv"
        _write(rows, result)
        said = _run([_command.find(), "download", str(result), "-d", str(into), "--quiet"], manifest, len(wanted), progress)
    files = _files(manifest, wanted, into)
    if said and not len(files):
        raise SkytrawlError(said, code="download")
    _warn(files, len(wanted), said)
    return files


def _write(rows: Table, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows.colnames)
        columns = [rows[name].tolist() for name in rows.colnames]
        for cells in zip(*columns):
            writer.writerow(["" if cell is None or cell != cell else cell for cell in cells])


def _run(command: list, manifest: Path, whole: int, progress: Progress) -> str:
    """Runs it to its end, shows how far it is, and returns the line of its failure, empty if it did not fail."""
    begin = manifest.stat().st_size if manifest.is_file() else 0
    with tempfile.TemporaryFile() as errors:
        try:
            # an interrupt comes here only, and is passed on once
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True
            )
        except OSError as e:
            raise SkytrawlError(f"{command[0]} cannot be started: {e.strerror}", code="no_command") from e
        try:
            ended: set = set()
            while True:
                try:
                    process.wait(_WATCH_S)
                    break
                except subprocess.TimeoutExpired:
                    begin = _watch(manifest, begin, ended)
                    progress.show(f"{bar(len(ended), whole)} {len(ended):,} of {count(whole, 'file')}")
        except BaseException:
            _end(process)
            progress.close("cancelled; the same download continues")
            raise
        progress.close()
        if process.returncode == 0:
            return ""
        errors.seek(0)
        lines = [line for line in errors.read(1 << 20).decode("utf-8", "replace").splitlines() if line.strip()]
        return plain(lines[-1], 500) if lines else ""


def _watch(manifest: Path, begin: int, ended: set) -> int:
    if not manifest.is_file():
        return begin
    with manifest.open("rb") as file:
        file.seek(begin)
        for line in file:
            if not line.endswith(b"\n"):
                break
            begin += len(line)
            ended.add(_line(line).get("access_url"))
    return begin


def _line(line: Union[str, bytes]) -> dict:
    try:
        known = json.loads(line)
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _end(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _files(manifest: Path, wanted: set, folder: Path) -> Table:
    known: dict = {}
    for line in _lines(manifest):
        if line.get("access_url") in wanted:
            # the last line of a file counts
            known[line.get("access_url"), line.get("url"), line.get("obs_publisher_did")] = line
    files = Table(masked=True)
    for name in _COLUMNS:
        values = [line.get(name) for line in known.values()]
        if name == "file":
            values = [value and str(folder / value) for value in values]
        mask = [value is None for value in values]
        if name == "bytes":
            files[name] = MaskedColumn([value or 0 for value in values], mask=mask, unit="byte", dtype=np.int64)
        else:
            files[name] = MaskedColumn(["" if value is None else str(value) for value in values], mask=mask, dtype=str)
    return files


def _lines(manifest: Path) -> Iterator[dict]:
    if manifest.is_file():
        with manifest.open("rb") as file:
            for line in file:
                yield _line(line)


def _warn(files: Table, whole: int, said: str) -> None:
    there = {url for url, file in zip(files["access_url"], files["file"]) if file is not np.ma.masked}
    failed = [row for row in files if row["file"] is np.ma.masked]
    if len(there) >= whole and not failed and not said:
        return
    cause = said or next((plain(row["reason"]) for row in failed if row["reason"] is not np.ma.masked), "")
    warn_incomplete(f"files of {len(there):,} of {count(whole, 'access URL')} are there" + (f": {cause}" if cause else ""))
