"""The server that is asked: a running one, or one of this process's own, which ends with it."""

from __future__ import annotations

import atexit
import collections
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from typing import IO, Optional

from . import _command
from ._errors import SkytrawlError
from ._http import Api
from ._text import plain

#: Seconds until a server of our own must have said its URL.
_START_S = 60.0
#: The same for a checkout that is built first.
_BUILD_S = 1800.0
#: Seconds for a server to end by itself.
_END_S = 5.0
#: Ends the server when this Python ends, however it does: then no one holds the other end of stdin. That end is not inherited by
#: programs. Only the server keeps stdout, whose end is its end.
_UNTIL_STDIN_ENDS = """
"$0" serve --port 0 </dev/null & server=$!
exec >/dev/null 2>&1
cat
kill "$server"
wait "$server"
"""
_URL = re.compile(r"https?://[^\s\x00-\x1f]+")

_lock = threading.RLock()
_own: Optional["_OwnServer"] = None


def current() -> Api:
    """The server of ``SKYTRAWL_SERVER`` if that is set, else one of our own, which is started if need be.

    Raises
    ------
    SkytrawlError
        If it does not answer, or cannot be started.
    """
    global _own
    address = os.environ.get("SKYTRAWL_SERVER")
    if address:
        return _running(address)
    with _lock:
        # a forked process asks the server of its parent, but does not end it
        if _own is None or not _own.is_alive():
            _own = _OwnServer()
        return _own.api


def stop() -> None:
    """Ends the server that this process started, if it did.

    Its runs are kept: the next server has them. Without this it ends when Python does.
    """
    global _own
    with _lock:
        if _own is not None:
            _own.stop()
            _own = None


atexit.register(stop)


def _running(address: str) -> Api:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SkytrawlError(f"SKYTRAWL_SERVER must be the URL of a skytrawl serve, not {plain(address)}", code="unreachable")
    return _at(address)


def _at(address: str) -> Api:
    # as skytrawl serve prints it: http://host:8090/?token=...
    parts = urllib.parse.urlsplit(address)
    token = urllib.parse.parse_qs(parts.query).get("token", [os.environ.get("SKYTRAWL_TOKEN")])[0]
    return Api(urllib.parse.urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), token)


class _OwnServer:
    def __init__(self) -> None:
        self._owner = os.getpid()
        command = _command.find()
        try:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", _UNTIL_STDIN_ENDS, command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # Ctrl-C and a notebook's interrupt go to the whole process group: they end the question, not the server
                start_new_session=True,
            )
        except OSError as e:
            raise SkytrawlError(f"{command} cannot be started: {e.strerror}", code="no_command") from e
        self._said: collections.deque = collections.deque(maxlen=50)
        self._urls: queue.Queue = queue.Queue()
        self._building = threading.Event()
        self._ended = threading.Event()
        self._readers = [
            threading.Thread(target=read, args=(stream,), daemon=True)
            for stream, read in ((self._process.stdout, self._read_stdout), (self._process.stderr, self._read_stderr))
        ]
        for reader in self._readers:
            reader.start()
        try:
            self.api = self._await_url()
        except BaseException:
            self.stop()
            raise

    def is_alive(self) -> bool:
        # in a forked process no thread reads; the server is that of its parent
        return os.getpid() != self._owner or not self._ended.is_set()

    def stop(self) -> None:
        if os.getpid() != self._owner:
            return
        try:
            self._process.stdin.close()
        except OSError:
            pass
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for reader in self._readers:
            reader.join(1)

    def _read_stdout(self, stream: IO[bytes]) -> None:
        with stream:
            for line in iter(lambda: stream.readline(1 << 16), b""):
                url = _URL.search(line.decode("utf-8", "replace"))
                if url:
                    self._urls.put(url.group())
        self._ended.set()
        self._urls.put(None)

    def _read_stderr(self, stream: IO[bytes]) -> None:
        with stream:
            for line in iter(lambda: stream.readline(1 << 16), b""):
                text = line.decode("utf-8", "replace").rstrip()
                if text:
                    self._said.append(text)
                if text.startswith("skytrawl: building"):
                    self._building.set()
                    print(plain(text), file=sys.stderr)

    def _await_url(self) -> Api:
        begin = time.monotonic()
        while True:
            left = begin + (_BUILD_S if self._building.is_set() else _START_S) - time.monotonic()
            if left <= 0:
                raise SkytrawlError("skytrawl serve did not start in time" + self._because(), code="not_started")
            try:
                url = self._urls.get(timeout=min(left, 1.0))
            except queue.Empty:
                continue
            if url is None:
                self._readers[1].join(1)
                raise SkytrawlError("skytrawl serve did not start" + self._because(), code="not_started")
            return _at(url)

    def _because(self) -> str:
        return ": " + plain(self._said[-1], 500) if self._said else ""
