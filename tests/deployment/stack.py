"""deploy/compose.yaml, run by podman-compose on the network of this machine, with ports and secrets of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.certificates import certificate
from tests.deployment import machine
from tests.launched import ROOT, free_port

NAME = "tracker.example.org"
PATIENCE = 600.0  # seconds; a machine may be busy with other tests
PARTS = ("web", "worker", "outgoing", "beat")


@dataclass
class Stack:
    """The services, by the names of compose. ``tag``: of the tracker's image."""

    folder: Path
    mail_port: int
    tag: str
    project: str = f"deploytest{os.getpid()}"
    ports: dict[str, int] = field(default_factory=lambda: {n: free_port() for n in ("web", "postgres", "redis")})
    plain: int = field(default_factory=free_port)
    tls: int = field(default_factory=free_port)

    def configure(self) -> None:
        """What an operator does by docs/containers.md."""
        example = (ROOT / "deploy/environment.example").read_text()
        (self.folder / "environment").write_text(example.replace("WEB_CONCURRENCY=4", "WEB_CONCURRENCY=2"))
        site = (ROOT / "deploy/compose/nginx.conf").read_text().replace("web:8000", f"web:{self.ports['web']}")
        site = site.replace("listen 8080", f"listen 127.0.0.1:{self.plain}")
        (self.folder / "nginx.conf").write_text(site.replace("listen 8443", f"listen 127.0.0.1:{self.tls}"))
        secrets = self.folder / "secrets"
        first = self._make_secrets()
        assert first.returncode == 1
        assert first.stderr.count("missing: ") == 3
        (secrets / "email-url").write_text(f"smtp://127.0.0.1:{self.mail_port}\n")
        (self.folder / "made").mkdir()
        both = certificate(self.folder / "made", NAME).read_bytes()
        for name in ("tls-certificate.pem", "tls-key.pem"):
            (secrets / name).write_bytes(both)
        drawn = (secrets / "secret-key").read_text()
        again = self._make_secrets()
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
        assert (secrets / "secret-key").read_text() == drawn, "what is there stays"
        assert secrets.stat().st_mode & 0o077 == 0, "others may look into the folder of secrets"

    def _make_secrets(self) -> subprocess.CompletedProcess[str]:
        where = {"POSTGRES_HOST": f"postgres:{self.ports['postgres']}", "REDIS_HOST": f"redis:{self.ports['redis']}"}
        command = [str(ROOT / "deploy/compose/make-secrets"), str(self.folder / "secrets")]
        return subprocess.run(command, env={**os.environ, **where}, capture_output=True, text=True, check=False)

    def compose(self, *arguments: str) -> str:
        """What podman-compose printed. Raises AssertionError with all it said."""
        files = ("--file", "deploy/compose.yaml", "--file", "tests/deployment/compose.host.yaml")
        options = ("--in-pod=false", "--podman-run-args=--read-only-tmpfs=false")  # podman's own holes in the root
        variables = {
            **{f"{name.upper()}_PORT": str(port) for name, port in self.ports.items()},
            "TRACKER_SECRETS": str(self.folder / "secrets"),
            "TRACKER_ENVIRONMENT": str(self.folder / "environment"),
            "PROXY_CONFIGURATION": str(self.folder / "nginx.conf"),
            "TRACKER_TAG": self.tag,
        }
        command = [sys.executable, "-m", "podman_compose", "-p", self.project, *files, *options, *arguments]
        environment = {**machine.environment(), **variables}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}\n{self.logs()}"
        return done.stdout

    def container(self, service: str) -> str:
        return f"{self.project}_{service}_1"

    def up(self, *services: str) -> None:
        """Starts services, and waits until compose's own health checks are content."""
        self.compose("up", "--detach", "--no-deps", "--force-recreate", *services)
        for service in services:
            self.wait_for_health(service)

    def start(self) -> None:
        """Everything, in the order of ``depends_on``."""
        self.up("postgres", "redis")
        self.run("prepare")
        self.up(*PARTS)
        self.up("proxy")

    def run(self, service: str, *command: str) -> str:
        """What a one-shot service printed, or another command in its place."""
        return self.compose("--profile", "tools", "run", "--rm", "--no-deps", "-T", service, *command)

    def wait_for_health(self, service: str) -> None:
        end = time.monotonic() + PATIENCE
        command = ["podman", "healthcheck", "run", self.container(service)]
        while subprocess.run(command, env=machine.environment(), capture_output=True, check=False).returncode:
            assert time.monotonic() < end, f"{service} is not healthy: {self.logs()}"
            time.sleep(1)

    def execute(self, service: str, *command: str, text: str | None = None) -> str:
        return machine.podman("exec", "--interactive", self.container(service), *command, text=text)

    def manage(self, *arguments: str) -> str:
        return self.execute("web", "python", "manage.py", *arguments)

    def get(self, path: str) -> tuple[int, str]:
        """Status (0: nobody answers) and text of an address of web, past the proxy."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['web']}{path}", timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            return 0, ""

    def wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while self.get("/readyz")[0] != 200:
            assert time.monotonic() < end, f"not ready: {self.get('/readyz')} {self.logs()}"
            time.sleep(1)

    def logs(self) -> str:
        names = machine.podman("ps", "--all", "--format", "{{.Names}}", check=False).split()
        mine = [name for name in names if name.startswith(f"{self.project}_")]
        command = ["podman", "logs", "--tail", "30"]
        return "\n".join(
            f"=== {name}\n"
            + subprocess.run(
                [*command, name],
                env=machine.environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            ).stdout
            for name in mine
        )
