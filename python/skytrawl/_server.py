"""The server that is asked: a running one, or one of this process's own, which ends with it."""

from __future__ import annotations

import atexit
import collections
import os
import queue
import re
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
    # as skytrawl serve prints it: http://host:8090/?token=...
    token = urllib.parse.parse_qs(parts.query).get("token", [None])[0] or os.environ.get("SKYTRAWL_TOKEN") or None
    return Api(urllib.parse.urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), token)


class _OwnServer:
    def __init__(self) -> None:
        self._owner = os.getpid()
        command = _command.find()
        try:
            self._process = subprocess.Popen(
                [command, "serve", "--port", "0", "--until-stdin-ends"],
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
        for stream, read in ((self._process.stdout, self._read_stdout), (self._process.stderr, self._read_stderr)):
            threading.Thread(target=read, args=(stream,), daemon=True).start()
        try:
            url, token = self._await_url()
            self.api = Api(url, token)
            self.api.get("ping", timeout=10)
        except BaseException:
            self.stop()
            raise

    def is_alive(self) -> bool:
        # poll() of a forked process cannot wait for the child of another
        return os.getpid() != self._owner or self._process.poll() is None

    def stop(self) -> None:
        if os.getpid() != self._owner:
            return
        if self._process.stdin:
            try:
                self._process.stdin.close()
            except OSError:
                pass
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read_stdout(self, stream: IO[bytes]) -> None:
        with stream:
            for line in iter(lambda: stream.readline(1 << 16), b""):
                url = _URL.search(line.decode("utf-8", "replace"))
                if url:
                    self._urls.put(url.group())
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

    def _await_url(self) -> tuple:
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
                self._process.wait(_END_S)
                raise SkytrawlError(
                    f"skytrawl serve ended with status {self._process.returncode}" + self._because(), code="not_started"
                )
            parts = urllib.parse.urlsplit(url)
            token = urllib.parse.parse_qs(parts.query).get("token", [None])[0]
            return urllib.parse.urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), token

    def _because(self) -> str:
        return ": " + plain(self._said[-1], 500) if self._said else ""
