"""The packages of requirements-extra.txt, which images have and ``make run`` has not."""

from __future__ import annotations

from importlib.util import find_spec

INSTALL = "pip install --no-deps --require-hashes -r requirements-extra.txt"


def is_installed(package: str) -> bool:
    """Whether a package is here. It is not imported."""
    return find_spec(package) is not None
