"""Which command is started, how long that may take, and that nothing stays behind."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import pytest
from conftest import program

import skytrawl
from skytrawl import SkytrawlError, _command, _server

SERVE = 'echo "http://127.0.0.1:7/"\necho $$ >"$PIDS"\nexec sleep 600\n'


@pytest.fixture(autouse=True)
def stopped(monkeypatch, tmp_path):
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    yield
    skytrawl.stop()


def wait_until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # a zombie of another parent has ended too
    status = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], stdout=subprocess.PIPE, text=True).stdout
    return bool(status.strip()) and not status.startswith("Z")


def pid_in(path):
    wait_until(lambda: path.is_file() and path.read_text().strip())
    return int(path.read_text())


def test_the_command_of_the_environment_then_the_path_then_the_checkout(tmp_path, monkeypatch):
    checkout = tmp_path / "checkout"
    launcher = program(checkout / "skytrawl", "")
    (checkout / "pom.xml").touch()
    archive = tmp_path / "archive"
    (archive / "lib").mkdir(parents=True)
    in_archive = program(archive / "bin" / "skytrawl", "")
    package = checkout / "python" / "skytrawl"
    package.mkdir(parents=True)
    monkeypatch.setattr(_command, "__file__", str(package / "_command.py"))
    monkeypatch.delenv("SKYTRAWL", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert _command.find() == launcher
    monkeypatch.setenv("PATH", str(archive / "bin"))
    assert _command.find() == in_archive
    for named in (launcher, str(checkout)):
        monkeypatch.setenv("SKYTRAWL", named)
        assert _command.find() == launcher
    monkeypatch.setenv("SKYTRAWL", str(archive))
    assert _command.find() == in_archive
    monkeypatch.setenv("SKYTRAWL", str(tmp_path))
    with pytest.raises(SkytrawlError, match="SKYTRAWL names .*, which is not the program"):
        _command.find()
    monkeypatch.delenv("SKYTRAWL")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(_command, "__file__", str(tmp_path / "site" / "skytrawl" / "_command.py"))
    with pytest.raises(SkytrawlError, match="not on the PATH; set SKYTRAWL"):
        _command.find()


def test_a_running_server_is_used_with_its_token(monkeypatch):
    monkeypatch.setenv("SKYTRAWL", "/nonexistent")
    monkeypatch.setenv("SKYTRAWL_SERVER", "http://example.org:8090/?token=abc")
    api = _server.current()
    assert api.url == "http://example.org:8090" and api.page("r1") == "http://example.org:8090/?run=r1&token=abc"
    monkeypatch.setenv("SKYTRAWL_SERVER", "http://127.0.0.1:8090")
    monkeypatch.setenv("SKYTRAWL_TOKEN", "def")
    assert _server.current().page() == "http://127.0.0.1:8090/?token=def"
    monkeypatch.setenv("SKYTRAWL_SERVER", "localhost:8090")
    with pytest.raises(SkytrawlError, match="SKYTRAWL_SERVER must be the URL"):
        _server.current()


def test_a_server_of_our_own_is_started_once_and_stopped(tmp_path, monkeypatch):
    monkeypatch.setenv("SKYTRAWL", program(tmp_path / "skytrawl", "echo ready\n" + SERVE))
    api = _server.current()
    assert api.url == "http://127.0.0.1:7" and _server.current() is api
    pid = pid_in(tmp_path / "pids")
    assert is_running(pid)
    skytrawl.stop()
    assert not is_running(pid)
    skytrawl.stop()


def test_one_that_ended_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setenv("SKYTRAWL", program(tmp_path / "skytrawl", SERVE))
    _server.current()
    first = pid_in(tmp_path / "pids")
    (tmp_path / "pids").unlink()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not _server._own.is_alive())
    _server.current()
    assert pid_in(tmp_path / "pids") != first


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, None])
def test_it_ends_with_python_however_that_ends(tmp_path, monkeypatch, how):
    monkeypatch.setenv("SKYTRAWL", program(tmp_path / "skytrawl", SERVE))
    code = "from skytrawl import _server; _server.current(); print('up', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as python:
        assert python.stdout.readline() == b"up\n"
        server = pid_in(tmp_path / "pids")
        if how is None:
            python.stdin.write(b"\n")
            python.stdin.flush()
        else:
            python.send_signal(how)
        python.wait(20)
    wait_until(lambda: not is_running(server))


def test_an_interrupt_of_the_terminal_does_not_reach_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SKYTRAWL", program(tmp_path / "skytrawl", SERVE))
    _server.current()
    assert os.getpgid(pid_in(tmp_path / "pids")) != os.getpgid(0)


@pytest.mark.parametrize(
    "script, text",
    [
        ("echo 'skytrawl: no Java' >&2; exit 1", "^skytrawl serve did not start: skytrawl: no Java$"),
        ("exit 0", "^skytrawl serve did not start$"),
        ("sleep 600", "^skytrawl serve did not start in time$"),
    ],
)
def test_why_none_starts_is_said(tmp_path, monkeypatch, script, text):
    monkeypatch.setattr(_server, "_START_S", 1.0)
    monkeypatch.setattr(_server, "_END_S", 0.2)
    monkeypatch.setenv("SKYTRAWL", program(tmp_path / "skytrawl", script + "\n"))
    with pytest.raises(SkytrawlError, match=text):
        _server.current()


def test_a_checkout_may_build_first(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(_server, "_START_S", 0.5)
    build = "echo 'skytrawl: building (first use, or the sources are newer) ...' >&2\nsleep 1.5\n"
    monkeypatch.setenv("SKYTRAWL", program(tmp_path / "skytrawl", build + SERVE))
    assert _server.current().url == "http://127.0.0.1:7"
    assert capsys.readouterr().err.startswith("skytrawl: building")


def test_the_version_is_that_of_the_build():
    poms = [folder / "pom.xml" for folder in pathlib.Path(skytrawl.__file__).parents if (folder / "pom.xml").is_file()]
    if not poms:
        pytest.skip("installed: no pom.xml to compare with")
    version = re.search(r"<artifactId>skytrawl</artifactId>\s*<version>([^<]+)", poms[0].read_text()).group(1)
    assert skytrawl.__version__ == version.replace("-SNAPSHOT", ".dev0")
