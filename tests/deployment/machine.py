"""Containers on a machine that reaches no registry of images: bases from Debian's packages, podman with runc.

What was bootstrapped, and podman's storage, stay in DEPLOYTEST_CACHE (default ~/.cache/promise-tracker/containers):
1.5 GB, which may be deleted at any time.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.launched import ROOT

CACHE = Path(os.environ.get("DEPLOYTEST_CACHE") or Path.home() / ".cache/promise-tracker/containers").absolute()
PROGRAMS = {"podman": "podman", "runc": "runc", "mmdebstrap": "mmdebstrap"}  # program: Debian's package
BASE = "docker.io/library/debian:bookworm-slim"
BASES = {
    "base": (BASE, "python3,python3-venv,ca-certificates"),
    "postgres": ("localhost/bootstrapped-postgres", "postgresql"),
    "redis": ("localhost/bootstrapped-redis", "redis-server"),
    "nginx": ("localhost/bootstrapped-nginx", "nginx-light"),
}
# Under the names that deploy/compose.yaml asks for.
STAND_INS = {
    "postgres": "docker.io/library/postgres:15",
    "redis": "docker.io/library/redis:7",
    "nginx": "docker.io/library/nginx:1.28",
}
EPOCH = "1700000000"
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
CONFIGURATION = {
    # Every container shares this machine's network; healthy or not is asked by the tests, for want of systemd's timers.
    "containers.conf": '[containers]\nnetns = "host"\ndefault_ulimits = ["nofile=20000:20000", "nproc=1024:1024"]\n'
    '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n',
    "storage.conf": f'[storage]\ndriver = "overlay"\ngraphroot = "{CACHE}/storage"\n'
    'runroot = "/run/promise-tracker-containers"\n',
    "pip.conf": f"[global]\ncert = {CERTIFICATES}\n",
}


def lacking() -> str:
    """What this machine lacks to run containers; empty if nothing."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        return f"apt-get install {' '.join(missing)}"
    if os.geteuid() != 0:
        return "be root: mmdebstrap and podman build with chroot isolation need it"
    return "" if importlib.util.find_spec("podman_compose") else "podman-compose (requirements-dev.txt)"


def environment() -> dict[str, str]:
    """Podman's own: its configuration lies in the cache, not in this machine's."""
    folder = CACHE / "conf"
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "https_proxy", "http_proxy") if name in os.environ},
        "CONTAINERS_CONF": str(folder / "containers.conf"),
        "CONTAINERS_STORAGE_CONF": str(folder / "storage.conf"),
    }


def podman(*arguments: str, check: bool = True, text: str | None = None) -> str:
    """What podman printed. Raises AssertionError with its errors."""
    command = ["podman", *arguments]
    done = subprocess.run(command, env=environment(), input=text, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"
    return done.stdout.strip()


def bootstrap() -> None:
    """Makes the bases, once, and the images that stand in for those of a registry."""
    (CACHE / "conf").mkdir(parents=True, exist_ok=True)
    for name, text in CONFIGURATION.items():
        (CACHE / "conf" / name).write_text(text)
    for name, (image, packages) in BASES.items():
        tar = CACHE / f"{name}.tar"
        if not tar.exists():
            part = tar.with_suffix(".part.tar")
            command = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={packages}", "bookworm", str(part)]
            subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH})
            part.rename(tar)
        if podman("images", "--quiet", image) == "":
            podman("import", "--quiet", str(tar), image)
    for name, image in STAND_INS.items():
        folder = str(ROOT / "tests/deployment/images")
        _build(image, "--file", f"{folder}/{name}.Dockerfile", folder)


def build(tag: str, revision: str, *options: str) -> list[str]:
    """Builds the tracker's image as docs/containers.md says; the digests of its layers."""
    mounts = ("--volume", f"{CERTIFICATES}:{CERTIFICATES}:ro", "--volume", f"{CACHE}/conf/pip.conf:/etc/pip.conf:ro")
    arguments = ("--build-arg", f"BASE={BASE}", "--build-arg", f"TRACKER_REVISION={revision}")
    _build(tag, *mounts, *arguments, *options, "--file", str(ROOT / "deploy/Dockerfile"), str(ROOT))
    layers: list[str] = json.loads(podman("image", "inspect", "--format", "{{json .RootFS.Layers}}", tag))
    return layers


def _build(tag: str, *arguments: str) -> None:
    # The mounts of this machine's certificates are no part of a layer; the time of all files is one.
    podman(
        "build", "--quiet", "--isolation=chroot", "--network=host", "--format=docker", f"--timestamp={EPOCH}",
        "--tag", tag, *arguments,
    )  # fmt: skip
