"""Writes the environment of a new host: the shipped example with its names filled in and its secrets drawn.

environment.py EXAMPLE FILE DOMAIN MAIL EMAIL_URL_FILE WEB_PROCESSES: no secret is an argument; "-" stands for no file.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
from pathlib import Path


def main(example: str, file: str, domain: str, mail: str, email_url_file: str, web_processes: str) -> None:
    email_url = "smtp://127.0.0.1:25" if email_url_file == "-" else Path(email_url_file).read_text().strip()
    redis = f"redis://:{secrets.token_hex(24)}@127.0.0.1:6379"
    values = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "MFA_KEYS": secrets.token_urlsafe(32),
        "METRICS_TOKEN": secrets.token_urlsafe(32),
        "ALLOWED_HOSTS": f"{domain},127.0.0.1",
        "SITE_URL": f"https://{domain}",
        "DATABASE_URL": f"postgres://tracker:{secrets.token_hex(24)}@127.0.0.1:5432/tracker",
        "CELERY_BROKER_URL": f"{redis}/0",
        "CACHE_URL": f"{redis}/1",
        "EMAIL_URL": email_url,
        "MAIL_FROM": f'"Promise tracker <{mail}>"',
        "CONTACT": mail,
        "ABOUT_OPERATOR": "",
        "TRUSTED_PROXIES": "1",
        "WEB_CONCURRENCY": web_processes,
    }
    text = Path(example).read_text()
    for name, value in values.items():
        before, *rest = re.split(rf"(?m)^{name}=.*$", text)
        if len(rest) != 1:
            sys.exit(f"{example} has {len(rest)} lines of {name}")
        text = f"{before}{name}={value}{rest[0]}"
    # Whole or not there, and nobody else's from its first byte on.
    part = Path(f"{file}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as output:
        output.write(text)
        output.flush()
        os.fsync(output.fileno())
    part.rename(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
