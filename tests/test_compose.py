"""deploy/compose.yaml: every service is hardened, only the proxy is published, and the proxy logs no secret."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tracker.variables import NAMES

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].partition(":")[0]) > 0
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["healthcheck"]
    assert ("ports" in service) == (name == "proxy")
    assert (
        not [volume for volume in service["volumes"] if "/var/run/docker" in volume] if "volumes" in service else True
    )


def test_servers_reach_nobody() -> None:
    assert COMPOSE["networks"]["data"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["data"]
    assert "world" not in {
        *SERVICES["beat"]["networks"],
        *SERVICES["prepare"]["networks"],
        *SERVICES["proxy"]["networks"],
    }


def test_secrets_are_files_of_known_variables() -> None:
    environment, secrets = SERVICES["web"]["environment"], SERVICES["web"]["secrets"]
    files = {name.removesuffix("_FILE"): path for name, path in environment.items() if name.endswith("_FILE")}
    assert set(files) <= set(NAMES)
    assert all(environment[name] == "" for name in files), "env_file's own value would stand beside the file"
    assert sorted(path.removeprefix("/run/secrets/") for path in files.values()) == sorted(secrets)
    assert {secret for service in SERVICES.values() for secret in service.get("secrets", [])} == set(COMPOSE["secrets"])


def test_proxy_masks_what_nginx_of_a_host_masks() -> None:
    def masked(file: str) -> list[str]:
        text = (ROOT / file).read_text()
        return re.findall(r'"~\*(\^\S+?)" "\$public', text) + re.findall(r"~\* (\^\S+?) \{\s*error_log", text)

    assert masked("deploy/compose/nginx.conf") == masked("deploy/nginx.conf")
    assert len(masked("deploy/nginx.conf")) == 2
