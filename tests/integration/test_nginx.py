"""deploy/nginx.conf in a real nginx: it loads; unknown hosts get nothing, forged headers and secrets are removed."""

from __future__ import annotations

import http.client
import http.server
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.certificates import certificate
from tests.launched import ROOT, free_port
from tracker.masking import SECRET_PREFIXES

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/bin")
pytestmark = [
    pytest.mark.story,
    pytest.mark.skipif(
        NGINX is None, reason="no nginx here: deploy/nginx.conf was NOT tried; apt-get install nginx-light"
    ),
]
NAME = "tracker.example.org"
SECRET = "s3cret-part-of-an-address"
PATIENCE = 120.0  # seconds that a busy machine may take


@dataclass
class Front:
    """nginx with our configuration, on free ports, in front of a server that notes what it is asked."""

    folder: Path
    plain: int
    tls: int
    requests: list[dict[str, str]] = field(default_factory=list)
    text: str = ""  # the page of the last answer
    held: Event = field(default_factory=Event)  # until it is set, requests for /held/ have no answer

    @property
    def logs(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("*.log"))

    def wait_for_log(self, text: str) -> None:
        """nginx logs a request after its answer, so the client may be faster."""
        end = time.monotonic() + PATIENCE
        while text not in self.logs:
            assert time.monotonic() < end, f"not in the logs: {text}\n{self.logs}"
            time.sleep(0.05)

    def connect(self, sni: str | None = NAME) -> socket.socket:
        """A line over TLS, or over plain HTTP where no name is indicated."""
        line = socket.create_connection(("127.0.0.1", self.plain if sni is None else self.tls), timeout=PATIENCE)
        if sni is not None:
            context = ssl._create_unverified_context()
            line = context.wrap_socket(line, server_hostname=sni)
        return line

    def ask(
        self, path: str, host: str = NAME, sni: str | None = NAME, method: str = "GET", **headers: str
    ) -> http.client.HTTPResponse:
        """The answer, with its page as ``text``."""
        line = self.connect(sni)
        connection = http.client.HTTPConnection(host)
        connection.sock = line
        connection.request(method, path, headers={"Host": host, **headers})
        answer = connection.getresponse()
        self.text = answer.read().decode()
        connection.close()
        return answer


def configuration(folder: Path, plain: int, tls: int, upstream: int) -> Path:
    """Ours in nginx's own frame, with this test's ports and files."""
    site = (ROOT / "deploy/nginx.conf").read_text()
    site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE)
    site = site.replace("listen 80", f"listen 127.0.0.1:{plain}").replace("listen 443", f"listen 127.0.0.1:{tls}")
    site = re.sub(r"/etc/letsencrypt/live/\S+\.pem", str(certificate(folder, NAME)), site)
    site = site.replace("unix:/run/tracker/web.sock", f"127.0.0.1:{upstream}")
    site = re.sub(r"/var/log/(nginx|tracker)/", f"{folder}/", site)
    site = site.replace("/srv/tracker/deploy/", f"{ROOT}/deploy/").replace("/var/www/tracker", f"{folder}/www")
    # As long as shipped a test would only sleep.
    site = re.sub(r"(client_(header|body)_timeout) \d+s", r"\1 1s", site)
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in names)
    file = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""  # it must be allowed to read this test's folder
    file.write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        # Where a test says so, nginx sees the address of a reader who is elsewhere.
        "http {\nset_real_ip_from 127.0.0.1; real_ip_header X-Reader;\n"
        f"{temporary}access_log {folder}/rest.log;\n{site}\n}}\n"
    )
    return file


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    made = Front(tmp_path, free_port(), free_port())

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server calls it so
            made.requests.append({"path": self.path, **self.headers})
            if "held" in self.path:
                made.held.wait(PATIENCE)
            if SECRET in self.path and "away" in self.path:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:  # as above
            self.do_GET()

        def log_message(self, *_said: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Noting) as upstream:
        Thread(target=upstream.serve_forever, args=[0.02], daemon=True).start()
        file = configuration(tmp_path, made.plain, made.tls, upstream.server_port)
        with subprocess.Popen([str(NGINX), "-c", str(file), "-e", str(tmp_path / "error.log")]) as process:
            _until_it_listens(made.plain, process)
            yield made
            made.held.set()
            process.terminate()
        upstream.shutdown()


def _until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "nginx ended by itself"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not listen")


def test_configuration_is_taken_as_it_is_shipped(tmp_path: Path) -> None:
    """The configuration is used as shipped; only the certificate and missing folders are made."""
    file = configuration(tmp_path, free_port(), free_port(), free_port())
    tried = subprocess.run([str(NGINX), "-t", "-c", str(file)], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "test is successful" in tried.stderr
    assert "[warn]" not in tried.stderr


@pytest.mark.parametrize("host", ["evil.example.net", "127.0.0.1", "tracker.example.org.evil.net", ""])
def test_unknown_host_gets_no_page_and_no_redirect(front: Front, host: str) -> None:
    answer = front.ask("/accounts/login/", host=host, sni=None)
    assert answer.status in {400, 421}
    assert answer.getheader("Location") is None
    assert front.requests == []


def test_unknown_name_gets_no_handshake_and_under_a_known_one_no_page(front: Front) -> None:
    with pytest.raises(ssl.SSLError):
        front.ask("/", host="evil.example.net", sni="evil.example.net")
    assert front.ask("/", host="evil.example.net").status == 421
    assert front.requests == []


def test_plain_http_leads_to_the_one_name(front: Front) -> None:
    answer = front.ask("/targets/?a=b", sni=None)
    assert (answer.status, answer.getheader("Location")) == (301, f"https://{NAME}/targets/?a=b")


def test_tracker_hears_the_name_and_the_address_that_nginx_knows(front: Front) -> None:
    lies = {"X-Forwarded-For": "203.0.113.9, 10.0.0.1", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.net"}
    assert front.ask("/targets/", **lies).status == 200
    (heard,) = front.requests
    assert (heard["Host"], heard["X-Forwarded-For"], heard["X-Forwarded-Proto"]) == (NAME, "127.0.0.1", "https")


@pytest.mark.parametrize("language", ["", "ru/"])
@pytest.mark.parametrize("prefix", SECRET_PREFIXES)
def test_secret_part_of_an_address_is_in_no_log(front: Front, prefix: str, language: str) -> None:
    hidden = prefix.replace("e", "%65", 1)
    for path in (f"/{language}{prefix}{SECRET}/", f"/{language}{hidden}{SECRET}/?x={SECRET}"):
        assert front.ask(path, Referer=f"https://{NAME}{path}").status == 200
        assert front.requests[-1]["path"] == path
    front.ask(f"/{language}{prefix}{SECRET}-away/")  # nobody answers: nginx notes an error
    front.wait_for_log(f'"GET /{language}{prefix}***" 200')
    assert SECRET not in front.logs


# --- Floods and slow clients -----------------------------------------------------------------------------------------


def test_flood_from_one_address_gets_429_and_others_are_served(front: Front) -> None:
    """Nobody elsewhere may ask for /readyz: nginx answers by itself, and counts before."""
    with front.connect() as line, line.makefile("rb") as answers:
        for _ in range(7):
            line.sendall(f"GET /readyz HTTP/1.1\r\nHost: {NAME}\r\nX-Reader: 203.0.113.5\r\n\r\n".encode() * 100)
        statuses: list[bytes] = []
        while len(statuses) < 700:
            answer = answers.readline()
            if answer.startswith(b"HTTP/1.1 "):
                statuses.append(answer.split()[1])
    assert set(statuses) == {b"403", b"429"}
    assert set(statuses[:400]) == {b"403"}
    assert front.ask("/", **{"X-Reader": "198.51.100.7"}).status == 200


def test_log_ins_are_counted_where_they_are_sent(front: Front) -> None:
    sent = [front.ask("/ru/accounts/login/", method="POST").status for _ in range(40)]
    assert set(sent[:31]) == {200}
    assert 429 in sent[31:]
    refused = front.ask("/accounts/login/", method="POST")
    assert (refused.status, refused.getheader("Retry-After")) == (429, "30")
    assert "С вашего адреса слишком много запросов" in front.text
    assert front.ask("/accounts/login/").status == 200, "the form itself is read all the same"
    assert front.ask("/accounts/login/", method="POST", **{"X-Reader": "198.51.100.7"}).status == 200


def test_network_of_one_reader_counts_as_one_address(front: Front) -> None:
    sent = [
        front.ask("/accounts/login/", method="POST", **{"X-Reader": f"2001:db8:1:2::{number:x}"}).status
        for number in range(40)
    ]
    assert 429 in sent
    assert front.ask("/accounts/login/", method="POST", **{"X-Reader": "2001:db8:1:3::1"}).status == 200


def test_more_connections_at_once_than_a_reader_needs_get_429(front: Front) -> None:
    with ExitStack() as lines:
        for _ in range(100):
            lines.enter_context(front.connect()).sendall(f"GET /held/ HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        end = time.monotonic() + PATIENCE
        while len(front.requests) < 100:
            assert time.monotonic() < end, len(front.requests)
            time.sleep(0.02)
        assert front.ask("/").status == 429
        assert front.ask("/", **{"X-Reader": "198.51.100.7"}).status == 200


@pytest.mark.parametrize("sni", [NAME, None])
@pytest.mark.parametrize(
    "sent",
    ["GET / HTTP/1.1\r\nHost: tra", f"POST / HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 999\r\n\r\nbegin"],
    ids=["head", "body"],
)
def test_client_that_stops_in_the_middle_is_cut_off(front: Front, sent: str, sni: str | None) -> None:
    with front.connect(sni) as line:
        line.sendall(sent.encode())
        try:
            answer = line.recv(100)
        except ConnectionError:
            answer = b""
    assert not answer or answer.split()[1] in {b"408", b"301"}
    assert front.requests == []


def test_reader_is_told_in_three_languages_when_the_tracker_is_away(front: Front) -> None:
    answer = front.ask("/targets/away-" + SECRET)
    assert (answer.status, answer.getheader("Retry-After")) == (503, "30")
    assert answer.getheader("Content-Type") == "text/html"
    for sentence in ("The site will be back", "Сайт скоро снова откроется", "Сайт жақын арада қайта ашылады"):
        assert sentence in front.text
    assert "nginx" not in front.text.lower()


def test_pages_of_nginx_are_no_addresses_of_their_own(front: Front) -> None:
    assert front.ask("/nginx/away.html").status == 404


def test_old_protocols_are_refused(front: Front) -> None:
    context = ssl._create_unverified_context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSVersion"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSVersion"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", front.tls), timeout=PATIENCE) as line,
        pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"),
    ):
        context.wrap_socket(line, server_hostname=NAME)
