"""Alerts, dashboard and runbook name what is there: metrics are answered, alerts have their section and their test."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tracker import health
from tracker.celery import app

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
WATCHING = ROOT / "deploy" / "watching"
RULES = [rule for group in yaml.safe_load((WATCHING / "alerts.yaml").read_text())["groups"] for rule in group["rules"]]
DASHBOARD = json.loads((WATCHING / "dashboard.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]
METRIC = re.compile(r"\btracker_[a-z_]+[a-z]\b")
SECTION = re.compile(r"^### (\w+)$", re.MULTILINE)


def promtool(*arguments: str | Path) -> str:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is missing: apt-get install --no-install-recommends prometheus")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, cwd=WATCHING)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def answered(client, settings, tmp_path, db) -> set[str]:
    """The names of all samples that /metrics answers, of a tracker that has sent a message and made its files."""
    settings.METRICS_TOKEN = "drawn-at-random"
    page = client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"}).content.decode()
    families = list(text_string_to_metric_families(page))
    return {sample.name for family in families for sample in family.samples} | {family.name for family in families}


# Told only once there is one: nothing was sent, no files were made, and there is no replica, in the answer above.
AT_TIMES = {
    *("tracker_last_sent_timestamp_seconds", "tracker_files_age_seconds", "tracker_replica_lag_seconds"),
    "tracker_oldest_writing_transaction_seconds",
}


@pytest.mark.parametrize(
    "place", ["deploy/watching/alerts.yaml", "deploy/watching/dashboard.json", "docs/operations.md"]
)
def test_metrics_that_are_named_are_answered(place: str, answered: set[str]) -> None:
    named = set(METRIC.findall((ROOT / place).read_text()))
    assert len(named) > 10
    assert named - answered - AT_TIMES == set()
    source = (ROOT / "tracker/metrics.py").read_text()
    assert [name for name in AT_TIMES if f'"{name}"' not in source] == []


def test_metrics_that_are_answered_are_documented(answered: set[str]) -> None:
    written = set(METRIC.findall((ROOT / "docs/operations.md").read_text()))
    ends = ("_bucket", "_count", "_sum", "_created")
    tracker = {name for name in answered if name.startswith("tracker_") and not name.endswith(ends)}
    assert tracker - written - {"tracker_tasks_expired"} == set()


def test_every_alert_has_a_section_in_the_runbook_and_every_section_an_alert() -> None:
    names = [rule["alert"] for rule in RULES]
    sections = SECTION.split((ROOT / "docs/runbook.md").read_text())[1:]
    assert sorted(names) == sorted(sections[::2])
    for name, text in zip(sections[::2], sections[1::2], strict=True):
        for heading in ("Means:", "Readers notice:", "Look at:", "Cure:", "Over when:"):
            assert f"**{heading}** " in text, f"{name} has no {heading}"
    for rule in RULES:
        assert rule["annotations"]["runbook"] == f"docs/runbook.md#{rule['alert'].lower()}"
        assert rule["labels"]["severity"] in {"page", "ticket"}


def test_links_within_the_runbook_lead_to_its_sections() -> None:
    written = (ROOT / "docs/runbook.md").read_text()
    assert set(re.findall(r"\]\(#(\w+)\)", written)) <= {name.lower() for name in SECTION.findall(written)}


def test_every_part_of_readyz_is_watched() -> None:
    watched = {
        "tasks": "NoTaskSucceeds TaskExpired TaskFails", "worker": "WorkerSilent", "outgoing": "OutgoingSilent",
        "schedule": "ScheduleSilent", "digests": "DigestsLate", "queue": "QueueUntouched", "files": "FilesLate",
        "database": "DatabaseAway", "cache": "CacheAway", "broker": "BrokerAway",
        "judging": "JudgingStuck", "replica": "ReplicaAway",
    }  # fmt: skip
    assert watched.keys() == health.PARTS.keys()
    assert {name for names in watched.values() for name in names.split()} <= {rule["alert"] for rule in RULES}


def test_limits_of_alerts_are_those_of_readyz() -> None:
    limits = {rule["alert"]: rule["expr"].rpartition(" ")[2] for rule in RULES}
    silent = {part: str(int(after.total_seconds())) for part, after in health.heartbeats.SILENT_AFTER.items()}
    assert silent == {
        "worker": limits["WorkerSilent"], "outgoing": limits["OutgoingSilent"], "schedule": limits["ScheduleSilent"]
    }  # fmt: skip
    assert limits["NoTaskSucceeds"] == str(int(health.heartbeats.SUCCEEDS_WITHIN.total_seconds()))
    assert limits["TaskFails"] == str(health.heartbeats.FAILS_AT_MOST)


def test_tasks_of_the_runbook_exist() -> None:
    app.loader.import_default_modules()
    named = set(re.findall(r"\b(?:projects|accounts)\.tasks\.\w+", (ROOT / "docs/runbook.md").read_text()))
    assert named
    assert named <= set(app.tasks)


def test_dashboard_can_be_imported_anywhere() -> None:
    names = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
    assert names == {"datasource", "instance"}
    assert "uid" not in DASHBOARD, "Grafana gives each dashboard its own"
    assert set(re.findall(r'"uid": "([^"]*)"', json.dumps(DASHBOARD))) == {"${datasource}"}
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids))
    places = [panel["gridPos"] for panel in DASHBOARD["panels"]]
    cells = [
        (x, y) for at in places for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])
    ]
    assert len(cells) == len(set(cells)), "two panels overlap"
    assert max(x for x, _y in cells) == 23
    assert all(panel["title"] for panel in DASHBOARD["panels"])


def test_alerts_fire_when_they_should_and_are_silent_when_they_should() -> None:
    assert f"{len(RULES)} rules found" in promtool("check", "rules", "alerts.yaml")
    assert "SUCCESS" in promtool("test", "rules", "alerts.test.yaml")
    proved = yaml.safe_load((WATCHING / "alerts.test.yaml").read_text())["tests"]
    cases = [case for test in proved for case in test["alert_rule_test"]]
    for rule in RULES:
        fires = {bool(case.get("exp_alerts")) for case in cases if case["alertname"] == rule["alert"]}
        assert fires == {True, False}, rule["alert"]


def test_configuration_of_prometheus_is_one(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("drawn-at-random")
    written = (WATCHING / "prometheus.yaml").read_text()
    (tmp_path / "prometheus.yaml").write_text(written.replace("/etc/prometheus/tracker-token", str(token)))
    shutil.copy(WATCHING / "alerts.yaml", tmp_path)
    checked = promtool("check", "config", tmp_path / "prometheus.yaml")
    assert f"{len(RULES)} rules found" in checked


def test_queries_of_the_dashboard_are_promql(tmp_path: Path) -> None:
    plain = [query.replace("$__rate_interval", "5m").replace("$instance", ".*") for query in QUERIES]
    rules = [{"record": f"query:{number}", "expr": query} for number, query in enumerate(plain)]
    (tmp_path / "queries.yaml").write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    assert f"{len(QUERIES)} rules found" in promtool("check", "rules", tmp_path / "queries.yaml")
