"""What a newcomer copies works: the page's examples, and a client generated from the document, against a server."""

from __future__ import annotations

import contextlib
import html
import importlib
import io
import os
import re
import shutil
import subprocess
import sys
from urllib.request import urlopen

import pytest
from knox.models import AuthToken
from openapi_spec_validator import OpenAPIV31SpecValidator

from projects.api.example_code import EXAMPLES
from projects.api.index import document
from projects.models import Outcome, Target
from projects.packages.tables import TABLES
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.once

CURL = shutil.which("curl")


def test_document_is_valid_openapi():
    assert not [error.message for error in OpenAPIV31SpecValidator(document()).iter_errors()]


def test_every_table_has_an_example_that_reads_and_one_that_writes():
    shown = {(example.method, example.address) for example in EXAMPLES}
    for table in TABLES:
        address = f"/api/v1/{table.name.replace('_', '-')}/"
        assert {("GET", address), ("POST", address)} <= shown, address
    assert any("revises" in (example.body or {}) for example in EXAMPLES)
    assert any("corrects" in (example.body or {}) for example in EXAMPLES)
    documented = {(method.upper(), path) for path, methods in document()["paths"].items() for method in methods}
    assert shown <= documented


def shown_on_the_page(root):
    """Every example of the page as it is copied, for curl and in Python, in the order in which they were declared."""
    with urlopen(f"{root}/en/api/docs/") as page:
        text = page.read().decode()
    blocks = re.findall(
        r'<details id="example-(\d+)">.*?<code>(.*?)</code></pre>\s*<pre[^>]*><code>(.*?)</code>', text, re.DOTALL
    )
    in_order = sorted(blocks, key=lambda block: int(block[0]))
    return [(html.unescape(curl), html.unescape(python)) for _number, curl, python in in_order]


def run_curl(command, token):
    """What it printed, and the status that it got."""
    command = command.replace("curl ", "curl -sS -w ' %{http_code}' ", 1)
    environment = {**os.environ, "TOKEN": token}
    done = subprocess.run(
        ["/bin/sh", "-c", command], check=True, env=environment, capture_output=True, text=True, timeout=60
    )
    return done.stdout + done.stderr


def run_python(program):
    """What it printed; in this process, since thirty of their own would take long to start."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "example", "exec"), {})  # the page's own text
    return printed.getvalue()


@pytest.fixture
def _no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.django_db(transaction=True)
def test_examples_of_the_page_work_as_they_are_copied(live_server, monkeypatch):
    token = AuthToken.objects.create(UserFactory(editor=True))[1]
    monkeypatch.setenv("TOKEN", token)
    blocks = shown_on_the_page(live_server.url)
    assert len(blocks) == len(EXAMPLES)
    for example, (curl, python) in zip(EXAMPLES, blocks, strict=True):
        made = "201" if example.method == "POST" else "200"
        if CURL is not None:
            printed = run_curl(curl, token)
            assert printed.endswith(f" {made}"), (curl, printed)
        printed = run_python(python)
        assert printed, python
        if example.method == "POST":
            assert printed.startswith("200 " if CURL is not None else "201 "), printed
    assert Target.objects.get(pk="example-roads-2026-revised").revises_id == "example-roads-2026"
    assert Outcome.objects.get(pk="example-roads-h1-corrected").corrects_id == "example-roads-h1"


@pytest.fixture
def generated(tmp_path, monkeypatch):
    """A package that openapi-python-client makes of the document that the server gives."""

    def generate(root):
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--url", f"{root}/api/v1/schema/"]
        options = ["--meta", "none", "--output-path", str(tmp_path / "tracker_client"), "--fail-on-warning"]
        folder = os.path.dirname(sys.executable)
        environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}  # where ruff is
        subprocess.run([*command, *options], check=True, env=environment, timeout=240)
        monkeypatch.syspath_prepend(str(tmp_path))
        return lambda name: importlib.import_module(f"tracker_client.{name}")

    yield generate
    for name in [name for name in sys.modules if name.startswith("tracker_client")]:
        del sys.modules[name]


@pytest.mark.slow
@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.django_db(transaction=True)
def test_generated_client_lists_reads_and_writes(live_server, generated):
    indicator = IndicatorFactory(id="flats")
    TargetFactory(id="flats-2024", indicator=indicator, source=SourceFactory(id="report"))
    OutcomeFactory(id="older", indicator=indicator)
    token = AuthToken.objects.create(UserFactory(editor=True))[1]
    part = generated(live_server.url)
    client = part("client").AuthenticatedClient(base_url=live_server.url, token=token, prefix="Token")

    with client:
        listed = part("api.targets.targets_list").sync(client=client, page_size=5)
        assert (listed.count, [target.id for target in listed.results]) == (1, ["flats-2024"])
        read = part("api.targets.targets_read").sync("flats-2024", client=client)
        assert (read.id, read.assessment.target) == ("flats-2024", "flats-2024")

        models = part("models")
        row = models.NewOutcome.from_dict(
            {
                "indicator": "flats",
                "basis": "absolute",
                "qualifier": "exactly",
                "value": "41",
                "period_end": "2024-06-30",
                "final": True,
                "source": "report",
            }
        )
        create = part("api.outcomes.outcomes_create").sync_detailed
        first, again = (create(client=client, body=row, idempotency_key="once") for _time in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.parsed.id == again.parsed.id == "flats-2024-06-30"
        assert again.headers["Idempotent-Replayed"] == "true"
        refused = create(client=client, body=models.NewOutcome.from_dict({**row.to_dict(), "source": "none"}))
        assert (refused.status_code, refused.parsed.errors[0].parameter) == (400, "source")
