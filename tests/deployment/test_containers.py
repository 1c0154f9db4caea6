"""The image and compose as they are shipped, in real containers, from the first start to an upgrade and a restore.

The tests build upon one another: each continues where the one before it ended.
"""

from __future__ import annotations

import csv
import io
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from tests.accounts.logging_in import PASSWORD
from tests.deployment import machine
from tests.deployment.reader import Reader
from tests.deployment.stack import NAME, PARTS, Stack
from tests.launched import ROOT
from tests.soak.postmaster import Postmaster

LACKING = machine.lacking()
pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"containers were NOT run: {LACKING}")
FIRST, SECOND = "a" * 40, "b" * 40
RECORD = ROOT / "projects/data/kazakhstan"
PERSON = "reader@example.org"
MAKE_PERSON = f"""
from allauth.account.models import EmailAddress
from accounts.models import User
person = User.objects.create_user("{{email}}", "{PASSWORD}", role="watcher")
EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
"""


@pytest.fixture(scope="module")
def mail() -> Iterator[Postmaster]:
    postmaster = Postmaster()
    postmaster.open()
    yield postmaster
    postmaster.close()


@pytest.fixture(scope="module")
def layers() -> list[str]:
    """Of the first image, which is built here."""
    machine.bootstrap()
    return machine.build("promise-tracker:first", FIRST)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, mail: Postmaster, layers: list[str]) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    running = Stack(folder, mail.port, "first")
    running.configure()
    try:
        running.start()
        yield running
    finally:
        running.compose("down", "--volumes", "--timeout", "5")


def without_the_last_outcome(folder: Path) -> str:
    """A copy of the shipped record that lacks its latest report; the target that it is about."""
    subprocess.run(["cp", "-r", str(RECORD), str(folder)], check=True)
    rows, targets_file = (
        [*csv.DictReader(io.StringIO((RECORD / f"{n}.csv").read_text()))] for n in ("outcomes", "targets")
    )
    corrected = {row["corrects"] for row in rows}
    targets = {row["indicator"]: row["id"] for row in targets_file}
    last = max(
        (row for row in rows if row["id"] not in corrected and row["indicator"] in targets),
        key=lambda row: row["period_end"],
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if row != last)
    (folder / "outcomes.csv").write_text(text.getvalue(), encoding="utf-8")
    return targets[last["indicator"]]


def bring(stack: Stack, folder: Path, target: str) -> None:
    """A folder of this machine into web's /tmp."""
    archive = subprocess.run(["tar", "c", "-C", str(folder), "."], check=True, capture_output=True).stdout
    for command in (["mkdir", "-p", target], ["tar", "x", "--no-same-owner", "-C", target]):
        name = ["podman", "exec", "--interactive", stack.container("web"), *command]
        subprocess.run(name, env=machine.environment(), input=archive, check=True)


def exported(stack: Stack) -> dict[str, bytes]:
    """The files of the record, as export_package writes them."""
    stack.execute("web", "rm", "-rf", "/tmp/exported")
    stack.manage("export_package", "/tmp/exported")
    command = ["podman", "exec", stack.container("web"), "tar", "c", "-C", "/tmp/exported", "."]
    archive = subprocess.run(command, env=machine.environment(), check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        return {file.name: files.extractfile(file).read() for file in files if file.isfile()}


def people(stack: Stack) -> str:
    code = "from accounts.models import User; print(*User.objects.order_by('email').values_list('email', flat=True))"
    return stack.manage("shell", "--no-imports", "-c", code)


def test_everything_becomes_ready(stack: Stack) -> None:
    stack.wait_until_ready()
    assert FIRST[:12] in stack.get("/healthz")[1]
    assert "Traceback" not in stack.logs()


@pytest.mark.parametrize("service", [*PARTS, "postgres", "redis", "proxy"])
def test_service_has_no_rights_and_writes_no_root(stack: Stack, service: str) -> None:
    status = dict(
        line.split(":\t", 1) for line in stack.execute(service, "cat", "/proc/1/status").splitlines() if ":\t" in line
    )
    assert "0" not in status["Uid"].split()
    assert "0" not in status["Gid"].split()
    assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
    assert status["NoNewPrivs"] == "1"
    for folder in ("/", "/run", "/srv", "/etc", "/var/tmp"):
        stack.execute(service, "sh", "-c", f"! touch {folder}/written 2>/dev/null")
    stack.execute(service, "touch", "/tmp/written")


def test_image_is_small_and_holds_no_tools(stack: Stack) -> None:
    for tool in ("pip", "pip3", "gcc", "git", "curl"):
        stack.execute("web", "sh", "-c", f"! command -v {tool}")
    assert stack.execute("web", "find", "/opt/tracker", "/srv/tracker", "-type", "d", "-name", "tests") == ""
    assert stack.execute("web", "cat", "LICENSE", "LICENSE-DATA", "pyproject.toml")
    size = int(machine.podman("image", "inspect", "--format", "{{.Size}}", "promise-tracker:first"))
    base = int(machine.podman("image", "inspect", "--format", "{{.Size}}", machine.BASE))
    assert size - base < 450_000_000


def test_passwords_are_in_no_argument_and_no_definition(stack: Stack) -> None:
    secrets = [file.read_text().strip() for file in (stack.folder / "secrets").iterdir() if file.suffix != ".pem"]
    for service in (*PARTS, "postgres", "redis", "proxy"):
        seen = machine.podman("inspect", stack.container(service))
        assert not [secret for secret in secrets if secret in seen], service


def test_redis_refuses_whoever_has_no_password(stack: Stack) -> None:
    with redis.Redis(port=stack.ports["redis"]) as client, pytest.raises(redis.AuthenticationError):
        client.ping()
    password = (stack.folder / "secrets/redis.conf").read_text().split()[1]
    with redis.Redis(port=stack.ports["redis"], password=password) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE DATABASE another",
        "CREATE ROLE another",
        "ALTER ROLE tracker CREATEDB",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_role_of_the_tracker_may_not(stack: Stack, statement: str) -> None:
    url = (stack.folder / "secrets/database-url").read_text().strip().replace("@postgres:", "@127.0.0.1:")
    with psycopg.connect(url, autocommit=True) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_role_of_the_tracker_opens_no_other_database(stack: Stack, database: str) -> None:
    url = (stack.folder / "secrets/database-url").read_text().strip().replace("@postgres:", "@127.0.0.1:")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(url.removesuffix("/tracker") + f"/{database}")


def test_reader_follows_a_target_and_gets_a_digest(stack: Stack, mail: Postmaster, tmp_path: Path) -> None:
    target = without_the_last_outcome(tmp_path / "earlier")
    bring(stack, tmp_path / "earlier", "/tmp/earlier")
    stack.manage("import_package", "/tmp/earlier")
    stack.manage("shell", "--no-imports", "-c", MAKE_PERSON.format(email=PERSON))

    reader = Reader(NAME, stack.tls)
    form = reader.form("/accounts/login/", "/accounts/login/")
    status, place, text = reader.ask("/accounts/login/", {**form.fields, "login": PERSON, "password": PASSWORD})
    assert (status, place) == (302, "/following/"), text
    form = reader.form(f"/targets/{target}/", "/following/toggle/")
    assert reader.ask("/following/toggle/", {**form.fields, **dict(form.buttons[:1])})[0] in {302, 303}
    assert reader.ask("/following/")[0] == 200

    stack.manage("import_package", "projects/data/kazakhstan")
    stack.execute("worker", "python", "manage.py", "send_digests", "--user", PERSON, "--early")
    assert mail.recipients[PERSON] == 1


def test_new_release_is_prepared_while_the_former_web_reads(stack: Stack) -> None:
    first, ended, answers = stack.tag, threading.Event(), []
    machine.build("promise-tracker:second", SECOND)
    reader = Reader(NAME, stack.tls)

    def read() -> None:
        while not ended.is_set():
            answers.append(reader.ask("/programmes/")[0])
            time.sleep(0.2)

    thread = threading.Thread(target=read)
    stack.compose("stop", "--timeout", "60", "beat", "worker", "outgoing")
    thread.start()
    stack.tag = "second"
    try:
        stack.run("prepare")
    finally:
        ended.set()
        thread.join()
    assert first == "first"
    assert set(answers) == {200}
    assert FIRST[:12] in stack.get("/healthz")[1]
    stack.up(*PARTS)
    stack.wait_until_ready()
    assert SECOND[:12] in stack.get("/healthz")[1]
    assert reader.ask("/programmes/")[0] == 200, "the proxy has found the new web"


def test_backup_is_restored_to_the_byte(stack: Stack) -> None:
    before, known_people = exported(stack), people(stack)
    assert PERSON in known_people
    assert len(before) > 5
    file = stack.run("backup").strip().splitlines()[-1].strip()
    assert file.startswith("/backups/")
    stack.manage("shell", "--no-imports", "-c", MAKE_PERSON.format(email="later@example.org"))
    assert people(stack) != known_people

    stack.compose("stop", "--timeout", "60", *PARTS)
    stack.run("backup", "deploy/restore", file, "--replace")
    stack.up(*PARTS)
    stack.wait_until_ready()
    assert people(stack) == known_people
    assert exported(stack) == before
    stack.manage("refresh_assessments", "--verify")


def test_image_is_built_twice_to_the_same_layers(layers: list[str]) -> None:
    assert machine.build("promise-tracker:again", FIRST, "--no-cache") == layers
