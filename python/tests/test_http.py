"""The API by urllib: errors of the server, streams that break off, the token."""

import json
import socket

import pytest

from skytrawl import SkytrawlError
from skytrawl._http import Api, Event
from skytrawl._run import follow

RUN = {"id": "r1", "state": "running"}


def stream(*chunks):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(chunk)
        handler.close_connection = True

    return answer


def say(status, body, **headers):
    return lambda handler: handler.send(status, json.dumps(body).encode(), **headers)


def test_an_error_has_the_message_code_and_field_of_the_server(loopback):
    error = {"code": "wrong_question", "message": "radius '-1'\u202e is\nwrong", "field": "radius"}
    loopback.answers["POST /api/runs"] = say(400, {"error": error})
    with pytest.raises(SkytrawlError) as caught:
        Api(loopback.url).post("runs", {"radius": "-1"})
    assert str(caught.value) == "radius '-1'\ufffd is\ufffdwrong"
    assert (caught.value.code, caught.value.field, caught.value.status) == ("wrong_question", "radius", 400)
    assert loopback.last.headers["Content-Type"] == "application/json" and loopback.last.body == b'{"radius": "-1"}'


@pytest.mark.parametrize("body", [b"<html>502</html>", b'{"error": 3}', b"[]", b""])
def test_another_server_is_named(loopback, body):
    loopback.answers["GET /api/server"] = lambda handler: handler.send(502, body)
    with pytest.raises(SkytrawlError, match=r"^http://127.0.0.1:\d+ is not skytrawl serve: HTTP 502$"):
        Api(loopback.url).get("server")
    loopback.answers["GET /api/server"] = lambda handler: handler.send(200, b"<html>")
    with pytest.raises(SkytrawlError, match="not skytrawl serve"):
        Api(loopback.url).get("server")


def test_a_server_that_is_not_there_or_hangs(monkeypatch):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(SkytrawlError, match="does not answer: .*refused"):
            Api(url).get("server")
        nobody.listen()
        with pytest.raises(SkytrawlError, match="does not answer: .*timed out"):
            Api(url).get("server", timeout=0.2)


def test_no_proxy_on_loopback_and_no_redirect_with_a_token(loopback, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    loopback.answers["GET /api/server"] = say(200, {"version": "1"})
    assert Api(loopback.url + "/", "abc").get("server") == {"version": "1"}
    assert loopback.last.headers["Authorization"] == "Bearer abc"
    loopback.answers["GET /api/server"] = say(302, {}, Location=loopback.url + "/api/other")
    with pytest.raises(SkytrawlError, match="HTTP 302"):
        Api(loopback.url, "abc").get("server")
    assert not [request for request in loopback.requests if "other" in request]


def test_files_are_sent_as_they_are(loopback, tmp_path):
    loopback.answers["POST /api/files"] = say(201, {"file": "upload:1"})
    path = tmp_path / "a b&c.fits"
    path.write_bytes(b"\0\1" * 5000)
    for content in (path, path.read_bytes()):
        assert Api(loopback.url).upload("moc", path.name, content) == "upload:1"
        assert loopback.last.path == "/api/files?kind=moc&name=a+b%26c.fits"
        assert loopback.last.body == path.read_bytes()
        assert loopback.last.headers["Content-Type"] == "application/octet-stream"


def test_events_are_read_by_line(loopback):
    loopback.answers["GET /api/e"] = stream(
        b": hello\n\nid: 0\nevent: run\ndata: {\"a\":1}\n\n", b"event:state\r\ndata: 1\r\ndata: 2\r\n\r\n", b"id: 1\nevent: serv"
    )
    assert list(Api(loopback.url).events("e", "7")) == [Event("0", "run", '{"a":1}'), Event(None, "state", "1\n2")]
    assert loopback.last.headers["Last-Event-ID"] == "7"


def test_a_stream_that_breaks_off_is_continued(loopback):
    def events(handler):
        if handler.headers["Last-Event-ID"] is None:
            stream(b"id: 4\nevent: service\ndata: {}\n\nevent: state\ndata: {\"n\": 1}\n\n")(handler)
        else:
            assert handler.headers["Last-Event-ID"] == "4"
            stream(b"event: state\ndata: {\"n\": 2}\n\nevent: over\ndata:\n\n")(handler)

    states = [dict(RUN, n="polled"), dict(RUN, state="done")]
    loopback.answers["GET /api/runs/r1/events"] = events
    loopback.answers["GET /api/runs/r1"] = lambda handler: say(200, states.pop(0))(handler)
    shown = []
    assert follow(Api(loopback.url), RUN, lambda run: shown.append(run["n"])) == dict(RUN, state="done")
    assert shown == [1, "polled", 2]


def test_the_state_is_polled_where_no_stream_is_to_be_read(loopback):
    loopback.answers["GET /api/runs/r1/events"] = say(429, {"error": {"code": "too_many_streams", "message": "x"}})
    loopback.answers["GET /api/runs/r1"] = say(200, dict(RUN, state="stopped"))
    assert follow(Api(loopback.url), RUN, lambda run: None)["state"] == "stopped"


def test_a_server_that_only_breaks_off_is_given_up(loopback, monkeypatch):
    monkeypatch.setattr("skytrawl._run._BREATH_S", 0.001)
    loopback.answers["GET /api/runs/r1/events"] = stream(b"")
    loopback.answers["GET /api/runs/r1"] = say(200, RUN)
    with pytest.raises(SkytrawlError, match="breaks off its events; the run r1 goes on") as caught:
        follow(Api(loopback.url), RUN, lambda run: None)
    assert caught.value.run == "r1"
    assert sum("events" in request for request in loopback.requests) == 6


def test_a_result_that_breaks_off_is_no_result(loopback, tmp_path):
    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"x" * 50)
        handler.close_connection = True

    loopback.answers["GET /api/r"] = cut
    with (tmp_path / "r").open("wb") as file, pytest.raises(SkytrawlError, match="broke off"):
        Api(loopback.url).save("r", {}, file)
