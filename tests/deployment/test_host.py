"""deploy/install on a Debian 12 and a Debian 13, booted with systemd: installed, healthy, hardened, broken, unchanged.

`make hosttest` runs it, then the other test_host_*.py on the same hosts; Debian's mirror and PyPI must answer.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.deployment.debian_host import APPLY, PATIENCE, Host, lacking

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking() or "a host can be booted")
SERVICES = ("web", "worker@1", "worker@2", "outgoing", "beat", "prepare", "backup")


# In this order: the first tests see a host on which nothing has been done.


def test_without_arguments_it_shows_and_changes_nothing(host: Host) -> None:
    shown = host.install()
    assert shown.returncode == 0, shown.stderr
    for step in ("packages", "user", "code", "venv", "environment", "database", "redis", "units", "nginx", "services"):
        assert re.search(rf"^  {step} +[a-z]", shown.stdout, re.MULTILINE), step
    checked = host.install("--check")
    assert checked.returncode == 1
    assert "packages: postgresql is not installed" in checked.stdout.splitlines()
    assert host.run("id", "tracker").returncode != 0
    assert host.run("ls", "/srv").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--apply",), "--apply needs --domain"),
        (("--apply", "--domain", "tracker.example.org"), "--apply needs --mail"),
        (("--domain", "https://tracker.example.org"), "--domain is 'https://tracker.example.org': give a name"),
        (("--domain", "tracker"), "--domain is 'tracker'"),
        (("--domain", "x.org; reboot"), "--domain is 'x.org; reboot'"),
        (("--domain", "a.example.org", "--mail", "nobody"), "--mail is 'nobody'"),
        (("--record", "atlantis"), "--record is 'atlantis': give one of germany kazakhstan"),
        (("--certificate", "/nowhere.pem"), "give both --certificate and --key"),
        (("--certificate", "/nowhere.pem", "--key", "/etc/passwd"), "--certificate: /nowhere.pem cannot be read"),
        (("--domain",), "--domain needs a value"),
        (("--force",), "--force is not known"),
        (("--check", "--apply"), "give --check or --apply, not both"),
    ],
)
def test_wrong_argument_is_refused(host: Host, arguments: tuple[str, ...], words: str) -> None:
    refused = host.install(*arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("install: ")
    assert words in refused.stderr


def test_host_that_does_not_do_is_refused(host: Host) -> None:
    def refused(before: str, after: str, *, command: str = "/root/clone/deploy/install") -> str:
        done = host.run("sh", "-c", f"{before}; {command}; status=$?; {after}; exit $status")
        assert done.returncode == 2, done.stdout + done.stderr
        return done.stderr

    nobody = "setpriv --reuid nobody --clear-groups bash /tmp/clone/deploy/install"
    assert "root is needed" in refused(
        "cp -R /root/clone/deploy /tmp/; mkdir -p /tmp/clone; mv /tmp/deploy /tmp/clone/", ":", command=nobody
    )
    swap = "mv /etc/os-release /etc/os-release.kept; printf 'ID=ubuntu\\nVERSION_ID=24.04\\n' >/etc/os-release"
    assert "this is ubuntu 24.04: Debian 12 or 13" in refused(swap, "mv /etc/os-release.kept /etc/os-release")
    small = "mount -t tmpfs -o size=1500m small /srv"
    assert "/srv has 1 GiB free: 5 are needed" in refused(small, "umount /srv")
    little = "echo 'MemTotal: 1000000 kB' >/root/meminfo; mount --bind /root/meminfo /proc/meminfo"
    assert "this host has 976 MiB of memory: a host of 2 GB is needed" in refused(little, "umount /proc/meminfo")
    taken = "systemd-run -q --unit=other systemd-socket-activate -l 80 /bin/cat; sleep 1"
    assert "port 80 is taken by systemd-socket" in refused(taken, "systemctl stop other")


def test_it_is_healthy_behind_tls(installed: Host) -> None:
    installed.until_status("/readyz", 200)
    for path in ("/", "/ru/targets/", "/targets.parquet", "/targets.xlsx", "/accounts/login/", "/healthz"):
        assert installed.status(path) == 200, path
    first = re.search(r'href="(/targets/[\w-]+)/"', installed.page("/targets/"))
    assert first, "the record is loaded"
    assert installed.status(f"{first[1]}.png") == 200
    assert installed.status("/", name="other.example.org") == 0


def test_second_run_changes_nothing(installed: Host) -> None:
    installed.run("touch", "/root/began", check=True)
    again = installed.install(*APPLY)
    assert again.returncode == 0, again.stdout + again.stderr
    steps = re.findall(r"^([a-z]+) +(.+)$", again.stdout.partition("\n\n")[0], re.MULTILINE)
    assert {state for _step, state in steps} == {"as it should be"}
    assert len(steps) == 13
    changed = installed.run("find", "/etc", "/srv", "/usr/local", "-newer", "/root/began", "-type", "f").stdout.split()
    assert changed == []
    checked = installed.install("--check")
    assert (checked.returncode, checked.stdout) == (0, "This host is as deploy/install leaves it.\n")


def test_secrets_are_drawn_and_in_no_log(installed: Host) -> None:
    environment = installed.run("cat", "/etc/tracker/environment").stdout
    drawn = re.findall(r"^(?:SECRET_KEY|MFA_KEYS|METRICS_TOKEN)=(\S{32,})$", environment, re.MULTILINE)
    drawn += re.findall(r"://[^:\s]*:([0-9a-f]{48})@", environment)
    assert len(drawn) == 6
    assert len(set(drawn)) == 5, "Redis has one password for broker and cache"
    assert installed.run("stat", "-c", "%U:%G %a", "/etc/tracker/environment").stdout == "root:tracker 640\n"
    logs = installed.run(
        "sh", "-c", "cat /var/log/tracker-install.log /var/log/postgresql/* /var/log/redis/*; journalctl -q --no-pager"
    ).stdout
    assert "migrat" in logs
    assert [secret for secret in drawn if secret in logs] == []


def test_role_owns_its_database_and_may_nothing_else(installed: Host) -> None:
    def asked(statement: str, database: str = "tracker") -> str:
        script = f'. /etc/tracker/environment; psql -X -w -At "${{DATABASE_URL%/tracker}}/{database}" -c "{statement}"'
        done = installed.run("sh", "-c", script)
        return (done.stdout + done.stderr).strip()

    assert asked("SELECT count(*) > 100 FROM projects_target") == "t"
    assert "permission denied" in asked("CREATE DATABASE other")
    assert "permission denied" in asked("CREATE ROLE other")
    assert "permission denied" in asked("SELECT pg_read_file('/etc/passwd')")
    assert "NOAUTH" in installed.run("redis-cli", "ping").stdout


def test_environment_that_is_there_is_not_written_to(installed: Host) -> None:
    installed.run("sed", "-i", "/^CONTACT=/d", "/etc/tracker/environment", check=True)
    before = installed.run("cat", "/etc/tracker/environment").stdout
    checked = installed.install("--check")
    assert (checked.returncode, checked.stdout) == (
        1,
        "environment: /etc/tracker/environment has no CONTACT: copy its line from deploy/environment.example\n",
    )
    assert installed.install("--apply").returncode == 1
    assert installed.run("cat", "/etc/tracker/environment").stdout == before
    installed.run("sh", "-c", "echo CONTACT=editors@example.org >>/etc/tracker/environment", check=True)
    assert installed.install("--apply").returncode == 0


@pytest.mark.parametrize("service", SERVICES)
def test_running_service_is_exposed_to_little(installed: Host, service: str) -> None:
    judged = installed.run("systemd-analyze", "security", f"tracker-{service}").stdout
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged)
    assert exposure, judged
    assert float(exposure[1]) < 3.0


def test_nginx_takes_its_configuration_without_a_warning(installed: Host) -> None:
    tried = installed.run("nginx", "-t")
    assert tried.returncode == 0
    assert "warn" not in tried.stderr
    answer = installed.run(
        *("curl", "-sk", "-o", "/dev/null", "-w", "%{http_version}", "--resolve", "tracker.example.org:443:127.0.0.1"),
        "https://tracker.example.org/healthz",
    )
    assert answer.stdout == "2"


def test_backup_is_made_by_its_unit(installed: Host) -> None:
    installed.run("systemctl", "start", "tracker-backup", check=True)
    (name,) = (name for name in installed.run("ls", "/var/backups/tracker").stdout.split() if name.endswith(".dump"))
    listed = installed.run("pg_restore", "--list", f"/var/backups/tracker/{name}", check=True).stdout
    assert "projects_target" in listed


def test_first_admin_is_made_by_the_printed_command(installed: Host) -> None:
    made = installed.run(
        *("/srv/tracker/deploy/manage", "createsuperuser", "--no-input", "--email", "chief@example.org"),
        DJANGO_SUPERUSER_PASSWORD="a-long-password-of-nobody-else-7",
    )
    assert made.returncode == 0, made.stderr
    assert "Superuser created" in made.stdout


FAULTS = {
    "SECRET_KEY=short": "SECRET_KEY has 5 characters, fewer than 50",
    "SECRET_KEY=replace-me-with-fifty-random-characters-drawn-for-this-server": "SECRET_KEY is the placeholder",
    "ALLOWED_HOSTS=*": "ALLOWED_HOSTS has '*', which stands for every name",
    "DEBUG=1": "DEBUG is 1 beside the address tracker.example.org",
    "DATABASE_URL=mysql://tracker:pass-9@127.0.0.1/tracker": "DATABASE_URL starts with mysql://",
    "DATABASE_URL=postgres://tracker:pass-9@127.0.0.1:5432/tracker": "password authentication failed for user",
    "DATABASE_URL=postgres://tracker:pass-9@127.0.0.1:1/tracker": "at 127.0.0.1:1 does not let us in (Connection",
    "DATABASE_URL=sqlite:////var/lib/tracker/empty.sqlite3": "has no tables of the tracker. Run manage.py migrate",
    "CELERY_BROKER_URL=redis://:pass-9@127.0.0.1:1/0": "CELERY_BROKER_URL: Redis at 127.0.0.1:1 does not answer",
    "CELERY_BROKER_URL=redis://:pass-9@127.0.0.1:6379/0": "Redis at 127.0.0.1:6379 wants another password",
}
PROGRAMS = {
    "web": "gunicorn tracker.wsgi:application --bind unix:/tmp/web.sock --no-control-socket",
    "worker": "celery -A tracker worker --queues celery",
    "outgoing": "celery -A tracker worker --queues outgoing --pool threads",
    "beat": "celery -A tracker beat",
    "command": "python manage.py assess --format json",
}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("fault", FAULTS)
def test_program_ends_with_one_line(installed: Host, fault: str, program: str) -> None:
    if program == "command" and fault.startswith("CELERY_BROKER_URL"):
        pytest.skip("commands need no broker")
    setting = (
        f"set -a; . /etc/tracker/environment; HOME=/var/lib/tracker; {fault}; cd /srv/tracker; "
        f"exec timeout 180 .venv/bin/{PROGRAMS[program]}"
    )
    done = installed.run("setpriv", "--reuid", "tracker", "--regid", "tracker", "--clear-groups", "bash", "-c", setting)
    assert done.returncode == 1, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("The tracker does not start: ")]
    assert len(lines) == 1, done.stderr
    assert FAULTS[fault] in lines[0]
    assert "Traceback" not in done.stdout + done.stderr
    assert "pass-9" not in done.stdout + done.stderr


def test_stranger_sees_nothing_of_a_fault(installed: Host, tmp_path: Path) -> None:
    installed.run(
        "sh", "-c", "cp -p /etc/tracker/environment /root/kept; echo SECRET_KEY=short >>/etc/tracker/environment"
    )
    installed.run("systemctl", "restart", "--no-block", "tracker-web")
    installed.until_status("/", 503)
    page = installed.page("/")
    assert "Сайт скоро снова откроется" in page
    assert "SECRET_KEY" not in page
    end = time.monotonic() + PATIENCE  # readers have the page from the moment at which the former web server ends
    while "The tracker does not start: SECRET_KEY has 5 characters" not in (
        journal := installed.run("journalctl", "-u", "tracker-web", "-q", "--no-pager", "-n", "200").stdout
    ):
        assert time.monotonic() < end, journal
        time.sleep(1)
    installed.run("cp", "-p", "/root/kept", "/etc/tracker/environment", check=True)
    installed.until_status("/readyz", 200)


def test_host_comes_back_after_postgresql_and_redis_were_away(installed: Host) -> None:
    installed.run("systemctl", "restart", "postgresql", "redis-server", check=True)
    installed.until_status("/readyz", 200)
    assert installed.install("--check").returncode == 0
