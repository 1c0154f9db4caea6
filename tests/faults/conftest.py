"""One record on servers of their own for the stories of a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import migrated, servers
from tests.faults.clusters import Postgres, first_server
from tests.faults.site import Site
from tests.soak.postmaster import Postmaster


@pytest.fixture(autouse=True, scope="session")
def _programs() -> None:
    """What the stories need of the machine is missed aloud."""
    if lacking := [
        program
        for program in ("initdb", "redis-server")
        if not shutil.which(program) and not any(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    ]:
        pytest.skip(f"faults: not tried, this machine lacks {', '.join(lacking)}")


@pytest.fixture(scope="module")
def primary() -> Iterator[Postgres]:
    with first_server() as server:
        migrated.in_postgresql(server.url)
        yield server


@pytest.fixture(scope="module")
def redis() -> Iterator[servers.Server]:
    with servers.redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def site(primary: Postgres, redis: servers.Server, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tracker with Kazakhstan's record, not yet served."""
    folder = tmp_path_factory.mktemp("site")
    site = Site(folder, DATABASE_URL=primary.url, **servers.of_redis(redis))
    site.load()
    return site


@pytest.fixture
def mail() -> Iterator[Postmaster]:
    server = Postmaster()
    server.open()
    yield server
    server.close()
