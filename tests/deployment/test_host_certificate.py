"""certbot gets and renews a certificate by the words that deploy/install prints, from a test authority."""

from __future__ import annotations

import json
import re

import pytest

from tests.deployment.debian_host import Host, lacking, until

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking() or "a host can be booted")

# Debian's test authority: it asks the host for the challenge on port 80, as Let's Encrypt does.
AUTHORITY = {
    "listenAddress": "127.0.0.1:14000", "managementListenAddress": "127.0.0.1:15000", "httpPort": 80, "tlsPort": 443,
    "certificate": "/root/authority.pem", "privateKey": "/root/authority.key", "ocspResponderURL": "",
    "externalAccountBindingRequired": False,
}  # fmt: skip


def test_certbot_gets_and_renews_a_certificate(installed: Host) -> None:
    installed.run("apt-get", "-qq", "install", "--yes", "--no-install-recommends", "certbot", "pebble", check=True)
    name = "tracker.example.org"
    start = f"""
echo '127.0.0.1 {name}' >>/etc/hosts
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -keyout /root/authority.key -out /root/authority.pem
echo '{json.dumps({"pebble": AUTHORITY})}' >/root/authority.json
systemd-run --unit=authority --setenv=PEBBLE_VA_NOSLEEP=1 --setenv=PEBBLE_WFE_NONCEREJECT=0 \
  pebble -config /root/authority.json
"""
    installed.run("bash", "-ec", start, check=True)
    directory = ("curl", "-s", "--cacert", "/root/authority.pem", "https://localhost:14000/dir")
    until(lambda: installed.run(*directory).stdout, "the test authority does not answer")

    advice = installed.install("--apply", "--domain", name).stdout
    words = re.search(r"then (certbot certonly .*? --deploy-hook 'systemctl reload nginx')", advice, re.DOTALL)
    files = re.search(r"(--certificate\s+\S+fullchain\.pem --key \S+privkey\.pem)", advice)
    assert words, advice
    assert files, advice
    options = "--server https://localhost:14000/dir --non-interactive --agree-tos -m editors@example.org"
    trusting = {"REQUESTS_CA_BUNDLE": "/root/authority.pem"}
    got = installed.run("bash", "-c", f"{words[1]} {options}", **trusting)
    assert got.returncode == 0, got.stdout + got.stderr
    applied = installed.install("--apply", *files[1].split())
    assert applied.returncode == 0, applied.stdout + applied.stderr
    first = served_certificate(installed)
    assert "Pebble" in first

    renewed = installed.run("certbot", "renew", "--force-renewal", "--no-random-sleep-on-renew", **trusting)
    assert renewed.returncode == 0, renewed.stdout + renewed.stderr
    until(lambda: served_certificate(installed) != first, "nginx serves the former certificate")
    assert installed.install("--check").returncode == 0


def served_certificate(host: Host) -> str:
    """Who signed what nginx serves, and its number."""
    ask = "openssl s_client -connect 127.0.0.1:443 -servername tracker.example.org </dev/null 2>/dev/null"
    return host.run("sh", "-c", f"{ask} | openssl x509 -noout -issuer -serial").stdout
