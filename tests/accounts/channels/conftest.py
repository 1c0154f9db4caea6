"""A web server on this machine that takes what is posted to it, and answers as a test wants."""

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest


@dataclass
class Receiver:
    """``answers`` are given one after another, the last one again and again: a status, and headers.

    ``raw`` are bytes given instead of them, one after another, as long as there are any that are not empty.
    """

    url: str = ""
    answers: list = field(default_factory=lambda: [(200, {})])
    taken: list = field(default_factory=list)
    raw: list = field(default_factory=list)

    @property
    def said(self):
        return [json.loads(body) for _path, _headers, body in self.taken]


@pytest.fixture
def receiver(settings):
    box = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):  # http.server calls it so
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.taken.append((self.path, dict(self.headers), body))
            if box.raw and (line := box.raw.pop(0)):
                self.wfile.write(line)
                return
            status, headers = box.answers.pop(0) if len(box.answers) > 1 else box.answers[0]
            content = json.dumps(headers.pop("body", {})).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    box.url = f"http://127.0.0.1:{server.server_port}/hook?from=tracker"
    settings.WEB_HOOK_NETWORKS = ["127.0.0.0/8"]
    yield box
    server.shutdown()
    server.server_close()
