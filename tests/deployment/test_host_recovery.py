"""A mistake in the database of a host is undone by the commands of docs/upgrade.md."""

from __future__ import annotations

import re

import pytest

from tests.deployment.debian_host import Host, lacking, until
from tests.launched import ROOT

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking() or "a host can be booted")


def test_database_goes_back_to_just_before_a_mistake(installed: Host) -> None:
    """The commands of docs/upgrade.md, as they stand there, but for days, moments and versions."""
    version = installed.run("ls", "/etc/postgresql", check=True).stdout.strip()
    section = (ROOT / "docs/upgrade.md").read_text().partition("## To any moment\n")[2]
    archive, recover, go_on = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)

    def by_the_page(commands: str) -> None:
        commands = commands.replace("postgresql/15/", f"postgresql/{version}/").replace("@15-main", f"@{version}-main")
        done = installed.run("bash", "-ec", f"cd /\n{commands}")
        assert done.returncode == 0, done.stdout + done.stderr

    installed.run("apt-get", "-qq", "install", "--yes", "--no-install-recommends", "sudo", check=True)
    by_the_page(archive)
    (base,) = installed.run("ls", "/var/backups/base", check=True).stdout.split()
    installed.until_status("/readyz", 200)
    installed.sql("UPDATE projects_source SET title = 'Of after the base backup' WHERE id = 'written-1'")
    before = exported(installed, "before")
    moment = installed.sql("SELECT now()")
    until(
        lambda: installed.sql(f"SELECT now() > timestamptz '{moment}' + interval '1 second'") == "t", "no time goes by"
    )
    installed.sql("TRUNCATE projects_outcome CASCADE")
    assert exported(installed, "mistaken") != before

    by_the_page(recover.replace("2026-03-04 14:59:30+00", moment).replace("2026-03-01T0300", base))
    assert installed.sql("SELECT pg_is_in_recovery(), pg_get_wal_replay_pause_state()") == "t|paused"
    by_the_page(go_on)
    installed.until_status("/readyz", 200)
    assert installed.sql("SELECT title FROM projects_source WHERE id = 'written-1'") == "Of after the base backup"
    assert exported(installed, "recovered") == before
    installed.manage("refresh_assessments", "--verify")


def exported(host: Host, name: str) -> dict[str, str]:
    """The checksum of each file of the record."""
    host.manage("export_package", f"/var/lib/tracker/{name}")
    return dict(
        reversed(line.replace(name, "").split(maxsplit=1))
        for line in host.run("sh", "-c", f"sha256sum /var/lib/tracker/{name}/*", check=True).stdout.splitlines()
    )
