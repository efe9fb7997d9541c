"""A server for the oddities of HTTP, and a simulated VO behind the command for everything else."""

import http.server
import os
import pathlib
import queue
import re
import subprocess
import threading

import pytest

import skytrawl
from skytrawl import SkytrawlError, _command


class Loopback:
    """Answers each request by a function of the test: ``answer(handler)``, by method and path without its query."""

    def __init__(self):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.body = self.rfile.read(length)
                outer.requests.append(self.command + " " + self.path)
                outer.last = self
                outer.answers[self.command + " " + self.path.split("?")[0]](self)

            do_POST = do_GET

            def send(self, status, body, kind="application/json", **headers):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.requests = []
        self.answers = {}
        self.last = None
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def loopback():
    server = Loopback()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    monkeypatch.delenv("SKYTRAWL_SERVER", raising=False)
    monkeypatch.delenv("SKYTRAWL_TOKEN", raising=False)


@pytest.fixture(scope="session")
def command():
    """The path of the command; the tests that need it are skipped where there is none."""
    try:
        return _command.find()
    except SkytrawlError as e:
        pytest.skip(str(e))


def simulated_vo(command, folder, *options):
    """Starts one. Returns its process, and what it prints by name: registry, truth, sesame."""
    process = subprocess.Popen(
        [command, "simvo", "--for", "20m", "--truth", str(folder / "truth.json"), *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = queue.Queue()
    threading.Thread(target=lambda: [lines.put(line) for line in process.stdout], daemon=True).start()
    said = {}
    try:
        while "sesame" not in said:
            name, _, value = lines.get(timeout=120).strip().partition(" ")
            said[name] = value.strip()
    except BaseException:
        process.kill()
        process.wait()
        raise
    return process, said


@pytest.fixture(scope="session")
def vo(command, tmp_path_factory):
    """A simulated VO with faults, of which none takes time, where the package and the command find it. Returns the environment."""
    folder = tmp_path_factory.mktemp("vo")
    process, said = simulated_vo(command, folder, "--services", "60", "--seed", "7", "--faults", "html=0.1,cut=0.1")
    environment = {
        "IVOA_REGISTRY": said["registry"],
        "SKYTRAWL_SESAME": said["sesame"],
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
    before = dict(os.environ)
    os.environ.update(environment)
    yield environment
    skytrawl.stop()
    os.environ.clear()
    os.environ.update(before)
    process.terminate()
    process.wait(30)


@pytest.fixture
def silent_vo(vo, command, tmp_path, monkeypatch):
    """One whose services never answer."""
    process, said = simulated_vo(command, tmp_path, "--services", "10", "--seed", "7", "--faults", "hang-before-headers=1")
    monkeypatch.setenv("IVOA_REGISTRY", said["registry"])
    yield
    process.terminate()
    process.wait(30)


def program(path: pathlib.Path, text: str) -> str:
    """A shell script in place of the command."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return str(path)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", str(text))
