"""deploy/kubernetes: manifests that Kubernetes takes, restricted pods, policies and selectors that meet them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests import kustomize
from tests.kustomize import containers, key_of, pods
from tracker.variables import NAMES

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
BASE, EXAMPLE = ROOT / "deploy/kubernetes/base", ROOT / "deploy/kubernetes/overlays/example"
COMPONENT = "app.kubernetes.io/component"


@pytest.fixture(scope="module")
def example() -> list[kustomize.Manifest]:
    return kustomize.rendered(EXAMPLE)


def of_kind(kind: str, manifests: list[kustomize.Manifest]) -> dict[str, Any]:
    return {manifest["metadata"]["name"]: manifest["spec"] for manifest in manifests if manifest["kind"] == kind}


def selects(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    wanted = selector.get("matchLabels", {})
    operators = {"In": lambda value, values: value in values, "NotIn": lambda value, values: value not in values}
    return all(labels.get(name) == value for name, value in wanted.items()) and all(
        operators[row["operator"]](labels.get(row["key"]), row["values"])
        for row in selector.get("matchExpressions", [])
    )


def test_every_file_is_in_a_kustomization() -> None:
    for file in (ROOT / "deploy/kubernetes").rglob("*.yaml"):
        if file.name != "kustomization.yaml":
            listed = (file.parent / "kustomization.yaml").read_text()
            assert re.search(rf"(- |path: ){file.name}$", listed, re.MULTILINE), file


def test_kubernetes_takes_every_manifest(example: list[kustomize.Manifest]) -> None:
    for manifest in example:
        kubernetes_validate.validate(manifest, "1.31", strict=True)
    assert len({key_of(manifest) for manifest in example}) == len(example)
    assert {manifest["metadata"].get("namespace") for manifest in example} == {None, "promise-tracker"}


def test_pod_is_restricted_and_of_the_one_image(example: list[kustomize.Manifest]) -> None:
    templates = pods(example)
    assert len(templates) == 6
    for template in templates:
        spec = template["spec"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["runAsUser"] == spec["securityContext"]["fsGroup"] == 10001
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(spec)
        for container in containers(template):
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert container["image"] == "registry.example.org/promise-tracker:0.1.0"
            assert container["resources"]["requests"].keys() == {"cpu", "memory"}
            assert "memory" in container["resources"]["limits"]
            mounts = {mount["name"] for mount in container["volumeMounts"]}
            assert {"data", "secrets", "tmp"} <= mounts <= {volume["name"] for volume in spec["volumes"]}


def test_selector_meets_its_pods(example: list[kustomize.Manifest]) -> None:
    labels = [template["metadata"]["labels"] for template in pods(example)]
    deployments = of_kind("Deployment", example)
    assert set(deployments) == {"web", "worker", "outgoing", "beat"}
    for name, spec in deployments.items():
        own = spec["template"]["metadata"]["labels"]
        assert own[COMPONENT] == name
        assert [selects(spec["selector"], of_one) for of_one in labels].count(True) == 1
    for kind in ("PodDisruptionBudget", "Service"):
        for name, spec in of_kind(kind, example).items():
            selector = spec["selector"] if kind == "PodDisruptionBudget" else {"matchLabels": spec["selector"]}
            assert [row[COMPONENT] for row in labels if selects(selector, row)] == [name]
    for name, spec in of_kind("NetworkPolicy", example).items():
        assert any(selects(spec["podSelector"], row) for row in labels), f"{name} selects nobody"
    assert of_kind("HorizontalPodAutoscaler", example)["web"]["scaleTargetRef"]["name"] in deployments
    (rule,) = of_kind("Ingress", example)["web"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"]["name"] in of_kind("Service", example)


def test_settings_and_secrets_are_those_of_the_tracker(example: list[kustomize.Manifest]) -> None:
    (settings,) = [row["data"] for row in example if row["kind"] == "ConfigMap"]
    (secret,) = [row for row in example if row["kind"] == "Secret"]
    files = {name.removesuffix("_FILE"): value for name, value in settings.items() if name.endswith("_FILE")}
    plain = {name for name in settings if not name.endswith("_FILE")}
    assert {*plain, *files} <= {*NAMES, "WEB_CONCURRENCY"}
    assert not plain & set(files)
    assert {path.removeprefix("/run/secrets/tracker/") for path in files.values()} == set(secret["data"])
    assert not {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "CACHE_URL", "CELERY_BROKER_URL", "MFA_KEYS"} & plain
    for template in pods(example):
        (volume,) = [row["secret"] for row in template["spec"]["volumes"] if row["name"] == "secrets"]
        assert volume["secretName"] == secret["metadata"]["name"]


@pytest.mark.parametrize(("folder", "reach"), [(BASE, {"outgoing"}), (EXAMPLE, {"outgoing", "web"})])
def test_few_reach_the_world(folder: Path, reach: set[str]) -> None:
    manifests = kustomize.rendered(folder)
    policies = of_kind("NetworkPolicy", manifests)
    assert policies["nothing"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    parts, incoming = set(), set()
    for spec in policies.values():
        selected = [
            t["metadata"]["labels"][COMPONENT]
            for t in pods(manifests)
            if selects(spec["podSelector"], t["metadata"]["labels"])
        ]
        if spec.get("ingress"):
            incoming |= set(selected)
        for rule in spec.get("egress", []):
            blocks = [to["ipBlock"] for to in rule["to"] if "ipBlock" in to]
            world = [block for block in blocks if block["cidr"] in {"0.0.0.0/0", "::/0"}]
            assert all({"10.0.0.0/8", "fc00::/7"} & set(block["except"]) for block in world)
            if world and {port["port"] for port in rule["ports"]} & {80, 443}:
                parts |= set(selected)
    assert parts == reach
    assert incoming == {"web"}
    web = of_kind("Deployment", manifests)["web"]["template"]["spec"]["containers"][0]
    assert web["env"] == [{"name": "FETCH_PAGES", "value": str(int("web" in reach))}]


def test_web_stays_in_service_while_a_worker_is_away(example: list[kustomize.Manifest]) -> None:
    web = of_kind("Deployment", example)["web"]["template"]["spec"]["containers"][0]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert web[probe]["httpGet"]["path"] == "/healthz"
        assert web[probe]["httpGet"]["httpHeaders"] == [{"name": "Host", "value": "127.0.0.1"}]
    beat = of_kind("Deployment", example)["beat"]
    assert (beat["replicas"], beat["strategy"]) == (1, {"type": "Recreate"})


def test_parts_run_what_compose_runs(example: list[kustomize.Manifest]) -> None:
    services = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]
    for name, spec in of_kind("Deployment", example).items():
        (container,) = spec["template"]["spec"]["containers"]
        assert " ".join(container.get("command", [])) == services[name].get("command", "")
