"""Overlays with the secrets that docs/containers.md makes: kubectl builds them, and they fit the image.

`tests/kustomize.py` renders them for all tests. Where there is a kubectl that knows components (1.21 or newer), the
first test says whether both render the same.
"""

from __future__ import annotations

import base64
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from tests import kustomize
from tests.kustomize import Manifest, containers, key_of, pods
from tests.launched import ROOT

pytestmark = pytest.mark.once
OVERLAYS = sorted(path.name for path in (ROOT / "deploy/kubernetes/overlays").iterdir())
FOLDERS = ["base", *(f"overlays/{name}" for name in OVERLAYS)]
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()


@pytest.fixture(scope="module")
def kubernetes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of deploy/kubernetes in which every overlay has its secrets, made by the command of the docs."""
    deploy = tmp_path_factory.mktemp("clone") / "deploy"
    ignored = shutil.ignore_patterns("secrets")
    shutil.copytree(ROOT / "deploy/kubernetes", deploy / "kubernetes", ignore=ignored)
    shutil.copytree(ROOT / "deploy/compose", deploy / "compose")
    command = re.search(r"^POSTGRES_HOST=\S+ REDIS_HOST=\S+ \S+make-secrets secrets", docs(), re.MULTILINE)
    assert command, "docs/containers.md has no command for the secrets"
    for name in OVERLAYS:
        folder = deploy / "kubernetes/overlays" / name
        (folder / "secrets").mkdir(mode=0o700)
        (folder / "secrets/email-url").write_text("smtp+tls://user:password@mail.example.org:587\n")
        done = subprocess.run(["sh", "-c", command[0]], cwd=folder, capture_output=True, text=True, check=False)
        missing = re.findall(r"^missing: \S+/(\S+):", done.stderr, re.MULTILINE)
        assert missing == ["tls-certificate.pem", "tls-key.pem"], "those of compose's proxy, which is not here"
    return deploy / "kubernetes"


def docs() -> str:
    return (ROOT / "docs/containers.md").read_text()


def lacking() -> str:
    """Why kubectl cannot build the overlays here; empty where it can."""
    if shutil.which("kubectl") is None:
        return "no kubectl here: the overlays were NOT built by kustomize itself"
    version = subprocess.run(["kubectl", "kustomize", "--help"], capture_output=True, text=True, check=False).stdout
    return "" if "--load-restrictor" in version else "this kubectl is older than 1.21 and knows no components"


@pytest.mark.parametrize("folder", FOLDERS)
def test_kubectl_builds_what_is_checked_here(kubernetes: Path, folder: str) -> None:
    if lacking():
        pytest.skip(lacking())
    built = subprocess.run(
        ["kubectl", "kustomize", kubernetes / folder],
        env={"PATH": os.environ["PATH"], "HOME": str(kubernetes)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, built.stderr) == (0, "")
    manifests = by_key(list(yaml.safe_load_all(built.stdout)))
    expected = by_key(kustomize.rendered(kubernetes / folder))
    for key, manifest in manifests.items():
        if key[0] == "Secret":
            assert manifest.pop("type") == "Opaque"
            secrets = kubernetes / folder / "secrets"
            for name, value in manifest["data"].items():
                assert base64.b64decode(value) == (secrets / name).read_bytes()
                manifest["data"][name] = ""
    assert manifests == expected


def by_key(manifests: list[Manifest]) -> dict[tuple[str, str], Manifest]:
    assert len({key_of(manifest) for manifest in manifests}) == len(manifests)
    return {key_of(manifest): manifest for manifest in manifests}


@pytest.mark.parametrize("folder", FOLDERS)
def test_whatever_is_named_is_there(kubernetes: Path, folder: str) -> None:
    manifests = kustomize.rendered(kubernetes / folder)
    names = {kind: {name for of_kind, name in by_key(manifests) if of_kind == kind} for kind in ("ConfigMap", "Secret")}
    claims = {name for kind, name in by_key(manifests) if kind == "PersistentVolumeClaim"}
    for pod in pods(manifests):
        volumes = pod["spec"]["volumes"]
        assert {
            row["persistentVolumeClaim"]["claimName"] for row in volumes if "persistentVolumeClaim" in row
        } <= claims
        if folder != "base":  # an overlay makes the Secret
            assert {row["secret"]["secretName"] for row in volumes if "secret" in row} <= names["Secret"]
        for container in containers(pod):
            assert {row["configMapRef"]["name"] for row in container["envFrom"]} <= names["ConfigMap"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_one_name_for_readers(kubernetes: Path, folder: str) -> None:
    manifests = by_key(kustomize.rendered(kubernetes / folder))
    settings = manifests["ConfigMap", "tracker-settings"]["data"]
    ingress = manifests["Ingress", "web"]["spec"]
    name = urlsplit(settings["SITE_URL"]).hostname
    assert settings["ALLOWED_HOSTS"].split(",") == [name, "127.0.0.1"], "the probes ask by the second"
    assert [rule["host"] for rule in ingress["rules"]] == [name]
    assert [row["hosts"] for row in ingress["tls"]] == [[name]]
    for row in ingress["tls"]:
        assert f"`{row['secretName']}`" in docs()
    if folder != "base":
        assert "tracker.example.org" not in yaml.safe_dump(list(manifests.values())), "the name of the base is left"


@pytest.mark.parametrize("folder", FOLDERS)
def test_manifests_fit_the_image(kubernetes: Path, folder: str) -> None:
    variables = dict(re.findall(r"([A-Z_]+)=(\S+)", DOCKERFILE[DOCKERFILE.index("ENV PATH=/opt/tracker") :]))
    (port,) = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    (user,) = re.findall(r"^USER (\d+):\1$", DOCKERFILE, re.MULTILINE)
    shipped = re.findall(r"deploy/\S+", "".join(re.findall(r"^COPY (deploy/.+) deploy/$", DOCKERFILE, re.MULTILINE)))
    assert port == variables["PORT"]
    graceful = int(re.findall(r'"--graceful-timeout", "(\d+)"', DOCKERFILE)[0])
    for pod in pods(kustomize.rendered(kubernetes / folder)):
        assert str(pod["spec"]["securityContext"]["runAsUser"]) == user
        for container in containers(pod):
            places = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
            assert places["data"] == variables["TRACKER_DATA"]
            assert places["tmp"] == variables["HOME"] == variables["HEARTBEAT_FOLDER"]
            probes = [container[name] for name in ("startupProbe", "livenessProbe") if name in container]
            for command in (
                container.get("command", []),
                *(probe["exec"]["command"] for probe in probes if "exec" in probe),
            ):
                if command and command[0].startswith("deploy/"):
                    assert command[0] in shipped
                    assert os.access(ROOT / command[0], os.X_OK)
            for row in container.get("ports", []):
                assert str(row["containerPort"]) == port
                waits = int(shlex.split(" ".join(container["lifecycle"]["preStop"]["exec"]["command"]))[1])
                assert waits + graceful < pod["spec"]["terminationGracePeriodSeconds"]
