"""The role of DATABASE_URL: --sql FILE prints the statement that gives it its rights and password, --try FILE logs in.

FILE is the tracker's environment. The statement holds a SCRAM-SHA-256 verifier (RFC 5803), not the password, so that
no log of the server can show it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROUNDS = 4096  # as PostgreSQL does it itself


def statement(password: str) -> str:
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ROUNDS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    encoded = (b64encode(part).decode() for part in (salt, stored, server))
    verifier = "SCRAM-SHA-256${}:{}${}:{}".format(ROUNDS, *encoded)
    rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
    return f"ALTER ROLE tracker {rights} PASSWORD '{verifier}';"


def main(what: str, file: str) -> int:
    address = re.search(r"(?m)^DATABASE_URL=(\S+)$", Path(file).read_text())
    if not address:
        sys.exit(f"{file} has no DATABASE_URL")
    url = urlsplit(address[1])
    if what == "--sql":
        print(statement(unquote(url.password or "")))
        return 0
    password = {"PGPASSWORD": unquote(url.password or "")}
    place = ["-h", str(url.hostname), "-p", str(url.port or 5432), "-U", "tracker", "-d", "tracker"]
    command = ["psql", "-X", "-q", "-w", *place, "-c", "SELECT 1"]
    tried = subprocess.run(command, env={**os.environ, **password}, capture_output=True, check=False)  # noqa: S603  # ours
    return tried.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
