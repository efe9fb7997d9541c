"""The API of ``skytrawl serve`` (``docs/api.md``), by urllib."""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import shutil
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, BinaryIO, Iterator, NamedTuple, Optional, Union

from ._errors import SkytrawlError
from ._text import plain

#: Seconds for one answer of the server, which has all in memory or on disk.
ANSWER_S = 60.0
#: Seconds without a byte in a stream of events; the server sends a comment every 10 s.
SILENCE_S = 30.0
_BYTES = "application/octet-stream"
_MOST_JSON_BYTES = 256 << 20
_MOST_LINE_BYTES = 64 << 20


class Event(NamedTuple):
    """A server-sent event. ``id`` is None for states."""

    id: Optional[str]
    name: str
    data: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The server sends none; the token must not go elsewhere."""

    def redirect_request(self, *args: Any) -> None:
        return None


class Api:
    """The API at one address. Methods may be called from any thread.

    Parameters
    ----------
    url : str
        The server's root, such as ``http://127.0.0.1:8090/``.
    token : str or None
        Its token, if it needs one.
    """

    def __init__(self, url: str, token: Optional[str] = None):
        self.url = url.rstrip("/")
        self._token = token
        handlers: list = [_NoRedirect()]
        if _is_loopback(url):
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def get(self, path: str, parameters: Optional[dict] = None, timeout: float = ANSWER_S) -> Any:
        return self._json("GET", _with(path, parameters), None, None, timeout)

    def post(self, path: str, body: Optional[dict] = None, timeout: float = ANSWER_S) -> Any:
        return self._json("POST", path, json.dumps(body or {}).encode(), "application/json", timeout)

    def upload(self, kind: str, name: str, content: Union[bytes, Path]) -> str:
        """Sends a file. Returns its name for a question, ``upload:ID``."""
        path = _with("files", {"kind": kind, "name": name})
        if isinstance(content, bytes):
            return self._json("POST", path, content, _BYTES, ANSWER_S)["file"]
        with content.open("rb") as file:
            return self._json("POST", path, file, _BYTES, ANSWER_S)["file"]

    def page(self, run_id: Optional[str] = None) -> str:
        """The address of the page for a browser, with a run if one is given."""
        parameters = {name: value for name, value in (("run", run_id), ("token", self._token)) if value}
        return self.url + "/" + ("?" + urllib.parse.urlencode(parameters) if parameters else "")

    def text(self, path: str) -> str:
        with self._open("GET", path, None, None, ANSWER_S) as answer:
            return self._read(answer, path).decode("utf-8", "replace")

    def save(self, path: str, parameters: dict, into: BinaryIO) -> None:
        """Writes an answer of any length into a file."""
        with self._open("GET", _with(path, parameters), None, None, ANSWER_S) as answer:
            try:
                shutil.copyfileobj(answer, into, 1 << 20)
                cut = answer.length
            except (OSError, http.client.HTTPException) as e:
                raise self._unreachable(e) from e
            if cut:
                raise SkytrawlError(f"the answer of {self.url} broke off", code="unreachable")

    def events(self, path: str, after: Optional[str] = None) -> Iterator[Event]:
        """The events of a stream, until it ends or breaks off, which looks the same: only the event ``over`` is its end."""
        headers = {"Accept": "text/event-stream"}
        if after is not None:
            headers["Last-Event-ID"] = after
        with self._open("GET", path, None, None, SILENCE_S, headers) as answer:
            event_id: Optional[str] = None
            name, data = "message", []
            while True:
                try:
                    line = answer.readline(_MOST_LINE_BYTES)
                except (OSError, http.client.HTTPException):
                    return
                if not line.endswith(b"\n"):
                    return
                text = line.decode("utf-8", "replace").rstrip("\r\n")
                if not text:
                    if data or name != "message":
                        yield Event(event_id, name, "\n".join(data))
                    event_id, name, data = None, "message", []
                    continue
                field, _, value = text.partition(":")
                value = value[1:] if value.startswith(" ") else value
                if field == "id":
                    event_id = value
                elif field == "event":
                    name = value
                elif field == "data":
                    data.append(value)

    def _json(self, method: str, path: str, body: Any, kind: Optional[str], timeout: float) -> Any:
        with self._open(method, path, body, kind, timeout) as answer:
            content = self._read(answer, path)
        try:
            return json.loads(content) if content else None
        except ValueError as e:
            raise SkytrawlError(f"{self.url} is not skytrawl serve: its answer is not JSON", code="not_skytrawl") from e

    def _read(self, answer: http.client.HTTPResponse, path: str) -> bytes:
        try:
            content = answer.read(_MOST_JSON_BYTES + 1)
        except (OSError, http.client.HTTPException) as e:
            raise self._unreachable(e) from e
        if len(content) > _MOST_JSON_BYTES:
            raise SkytrawlError(f"the answer of {self.url} to {path} is too long", code="too_large")
        return content

    def _open(
        self,
        method: str,
        path: str,
        body: Any,
        kind: Optional[str],
        timeout: float,
        headers: Optional[dict] = None,
    ) -> http.client.HTTPResponse:
        request = urllib.request.Request(f"{self.url}/api/{path}", data=body, method=method, headers=headers or {})
        if kind:
            request.add_header("Content-Type", kind)
        if hasattr(body, "fileno"):
            # else urllib sends it in chunks
            request.add_header("Content-Length", str(os.fstat(body.fileno()).st_size))
        if self._token:
            request.add_unredirected_header("Authorization", "Bearer " + self._token)
        try:
            return self._opener.open(request, timeout=timeout)
        except urllib.error.HTTPError as e:
            with e:
                raise self._refusal(e) from None
        except (OSError, http.client.HTTPException) as e:
            raise self._unreachable(e) from e

    def _refusal(self, answer: urllib.error.HTTPError) -> SkytrawlError:
        try:
            error = json.loads(answer.read(1 << 20))["error"]
            message = plain(error["message"], 2000)
        except (ValueError, KeyError, TypeError, OSError, http.client.HTTPException):
            return SkytrawlError(
                f"{self.url} is not skytrawl serve: HTTP {answer.code}", code="not_skytrawl", status=answer.code
            )
        return SkytrawlError(message, code=error.get("code"), field=error.get("field"), status=answer.code)

    def _unreachable(self, cause: Exception) -> SkytrawlError:
        reason = cause.reason if isinstance(cause, urllib.error.URLError) else cause
        return SkytrawlError(
            f"the server {self.url} does not answer: {plain(reason) or type(cause).__name__}", code="unreachable"
        )


def _with(path: str, parameters: Optional[dict]) -> str:
    return path + ("?" + urllib.parse.urlencode(parameters, doseq=True) if parameters else "")


def _is_loopback(url: str) -> bool:
    host = urllib.parse.urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
