"""Runs on a host: takes the requests of web hooks, and notes the id of each.

Where the file STOP is, it stops the sender at the next request, and never answers that one.
"""

import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event

FOLDER = Path("/run/hook-receiver")
IDS, STOP = FOLDER / "ids", FOLDER / "stop"
PORT = 8099


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        with IDS.open("a") as file:
            file.write(f"{self.headers['webhook-id']}\n")
        if STOP.exists():
            STOP.unlink()
            subprocess.run(["systemctl", "kill", "--kill-whom=main", "--signal=STOP", "tracker-outgoing"], check=True)
            Event().wait()
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    IDS.touch()
    ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
