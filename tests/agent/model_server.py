"""A scripted OpenAI-compatible endpoint on loopback: real bytes for the real client, split wherever it hurts."""

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Calls:
    calls: tuple[tuple[str, object], ...]
    """Names with arguments: a dict is sent as JSON, a string as it is."""
    text: str = ""


@dataclass(frozen=True)
class Status:
    code: int
    message: str = "no"
    headers: tuple[tuple[str, str], ...] = ()
    kind: str | None = None


@dataclass(frozen=True)
class Slow:
    seconds: float
    then: object


@dataclass(frozen=True)
class Broken:
    """A stream that ends in the middle, with the connection dropped."""

    then: object
    after: int = 2


Answer = Text | Calls | Status | Slow | Broken
USAGE = {"prompt_tokens": 120, "completion_tokens": 8, "total_tokens": 128}


@dataclass
class ModelServer:
    """Gives its answers in order, the last one again and again. `refuses` names what it answers with 400."""

    script: list[Answer | Callable[[dict], Answer]]
    refuses: frozenset[str] = frozenset()
    seed: int = 0
    requests: list[dict] = field(default_factory=list)

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                _json(self, 200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.requests.append(body)
                if fault := outer._fault(body):
                    _json(self, 400, _error(fault, "invalid_request_error", 400))
                    return
                made = len(outer.requests) - 1 - outer._faults
                chosen = outer.script[min(made, len(outer.script) - 1)]
                outer._give(self, chosen(body) if callable(chosen) else chosen, body)

        self._faults = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def _fault(self, body):
        text = json.dumps(body.get("tools", []))
        found = {
            "stream_options": "stream_options" in body,
            "parallel_tool_calls": "parallel_tool_calls" in body,
            "strict": '"strict": true' in text,
            "ref": '"$ref"' in text,
            "stream": bool(body.get("stream")),
        }
        named = next((name for name, has in found.items() if has and name in self.refuses), None)
        if named is not None:
            self._faults += 1
            return f"Unsupported parameter: {named}"
        return None

    def _give(self, handler, answer, body):
        match answer:
            case Status():
                _json(handler, answer.code, _error(answer.message, answer.kind, answer.code), dict(answer.headers))
            case Slow():
                time.sleep(answer.seconds)
                self._give(handler, answer.then, body)
            case Broken():
                self._stream(handler, answer.then, body, stop_after=answer.after)
            case _ if body.get("stream"):
                self._stream(handler, answer, body)
            case _:
                message = {"role": "assistant", "content": answer.text or None}
                if isinstance(answer, Calls):
                    message["tool_calls"] = [
                        {
                            "id": f"call_{n}",
                            "type": "function",
                            "function": {"name": name, "arguments": _arguments(told)},
                        }
                        for n, (name, told) in enumerate(answer.calls)
                    ]
                choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
                _json(handler, 200, {**_base(body), "object": "chat.completion", "choices": [choice], "usage": USAGE})

    def _stream(self, handler, answer, body, stop_after=None):
        chance = random.Random(self.seed + len(self.requests))
        events = list(_events(answer, body, chance))
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        raw = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events[:stop_after])
        if stop_after is None:
            raw += b"data: [DONE]\n\n"
        try:
            while raw:
                size = min(len(raw), chance.choice([1, 2, 7, 40, 400, 4000, 40_000]))
                handler.wfile.write(f"{size:x}\r\n".encode() + raw[:size] + b"\r\n")
                handler.wfile.flush()
                raw = raw[size:]
            if stop_after is None:
                handler.wfile.write(b"0\r\n\r\n")
        except OSError:
            pass
        handler.close_connection = stop_after is not None


def _events(answer, body, chance):
    base = {**_base(body), "object": "chat.completion.chunk"}

    def delta(told, reason=None):
        return {**base, "choices": [{"index": 0, "delta": told, "finish_reason": reason, "logprobs": None}]}

    yield delta({"role": "assistant", "content": ""})
    for piece in _split(answer.text, chance):
        yield delta({"content": piece})
    calls = answer.calls if isinstance(answer, Calls) else ()
    pieces = []
    for index, (name, told) in enumerate(calls):
        head = {"index": index, "id": f"call_{index}", "type": "function", "function": {"name": name, "arguments": ""}}
        yield delta({"tool_calls": [head]})
        pieces.append([(index, piece) for piece in _split(_arguments(told), chance)])
    while any(pieces):  # parallel calls come interleaved
        queue = chance.choice([waiting for waiting in pieces if waiting])
        index, piece = queue.pop(0)
        yield delta({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    yield delta({}, "tool_calls" if calls else "stop")
    if (body.get("stream_options") or {}).get("include_usage"):
        yield {**base, "choices": [], "usage": USAGE}


def _split(text, chance):
    while text:
        size = chance.choice([1, 1, 3, 9, 30] if len(text) < 5_000 else [5_000, 20_000])
        yield text[:size]
        text = text[size:]


def _arguments(told):
    return told if isinstance(told, str) else json.dumps(told)


def _base(body):
    return {"id": "chatcmpl-1", "created": 1_790_000_000, "model": body["model"], "system_fingerprint": "fp"}


def _error(message, kind, code):
    return {"error": {"message": message, "type": kind or "error", "param": None, "code": str(code)}}


def _json(handler, code, value, headers=None):
    raw = json.dumps(value).encode()
    handler.send_response(code)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(raw)))
    for name, text in (headers or {}).items():
        handler.send_header(name, text)
    handler.end_headers()
    handler.wfile.write(raw)
