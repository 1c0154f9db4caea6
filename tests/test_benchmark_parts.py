"""A long benchmark is run in parts: its databases stay in a folder, and some of its costs are chosen."""

from __future__ import annotations

import psycopg
import pytest

from tests import servers
from tests.benchmarks import bench_growth
from tests.benchmarks.growth.costs import costs, memories

pytestmark = pytest.mark.once


@pytest.mark.postgresql
def test_databases_stay_for_the_next_run() -> None:
    with servers.folder_of("kept") as folder:
        for runs in (1, 2):
            with servers.postgresql(keep=folder) as server, psycopg.connect(server.url) as connection:
                connection.execute("CREATE TABLE IF NOT EXISTS run (number integer)")
                connection.execute("INSERT INTO run VALUES (1)")
                assert connection.execute("SELECT count(*) FROM run").fetchone() == (runs,)
            assert (folder / "data").is_dir()


def test_costs_are_chosen_by_words_in_their_names() -> None:
    chosen = bench_growth.chosen([*costs(), *memories()], ["digests", "inputs"])
    assert [cost.name for cost in chosen] == ["digests of a thousand people", "inputs of all verdicts, as CSV"]
    assert len({cost.name for cost in [*costs(), *memories()]}) == len([*costs(), *memories()])


def test_word_of_no_cost_is_refused_before_anything_is_loaded() -> None:
    with pytest.raises(SystemExit, match=r"^no cost is named by no-such; all: /, /targets/, .*digests of a thousand"):
        bench_growth.compare("PostgreSQL", "postgres://127.0.0.1:1/away", ["no-such"])
