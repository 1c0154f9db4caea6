"""No sequence of clicks of one editor makes a reader see a figure that no second person saw (REVIEW=two).

One editor opens every address of the admin, of the desk and of the API, fills in each form that they find there with
other figures, confirms every doubt, and presses each of its buttons; then the same with each draft that came of it. The
record holds nothing new in the end, and nothing else: rows may only have gone, by erasing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

from projects.actions.articles.keep_article import keep_article
from projects.desk.articles import views as articles
from projects.models import Article, AuditEntry, Correction, Draft
from projects.models.article import ArticleText
from projects.packages.one_row import cells_of
from projects.packages.tables import TABLES
from tests.factories import SourceFactory
from tests.html_forms import forms_of
from tests.projects.actions.recorded import AT, PRINTED
from tests.projects.admin.conftest import record  # noqa: F401  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

# What is typed into a field, by its name; another text everywhere else.
TYPED = {
    "value": "95",
    "qualifier": "at_least",
    "period_start": "2024-01-01",
    "period_end": "2024-06-30",
    "announced": "2024-06-03",
    "published": "2024-07-15",
    "date": "2024-07-01",
    "deadline": "2024-11-30",
    "window_start": "2024-01-01",
    "reporting_interval_days": "31",
    "url": "https://example.org/other",
    "archived_url": "https://example.org/archived",
    "currency": "KZT",
    "investment": "5",
    "capacity": "6",
    "capacity_unit": "vehicles",
    "jobs": "7",
    "id": "another-row",
    "new_id": "another-id",
    "source": "printed",
    "indicator": "",
    "reason": "We copied it wrongly.",
    "final": "on",
}
LEFT = {  # as they are: without them nothing is sent, or the row is another
    *(
        "csrfmiddlewaretoken",
        "seen",
        "draft_version",
        "version",
        "kept-as",
        "next",
        "basis",
        "accumulation",
        "corrects",
    ),
    *("revises", "interim_for", "programme", "project", "responsible", "territory", "parent", "succeeds", "same_as"),
    *("upper_value", "rounded_to", "baseline_value", "baseline_start", "baseline_end", "compared_with_start"),
    *("compared_with_end", "succeeded_on", "withdrawn", "language", "_selected_action", "action", "select_across"),
}
ROWS = 2  # of each table are edited


def contents():
    """Table and id → cells, of every row of the record."""
    return {
        (table.name, str(row.pk)): tuple(sorted(cells_of(row).items()))
        for table in TABLES
        for row in table.model._default_manager.all()
    }


class Clicks:
    """One editor at the browser: what was opened and what was sent, by status."""

    def __init__(self, client):
        self.client, self.sent, self.opened = client, Counter(), set()

    def walk(self, address):
        page = self.client.get(address, follow=True)
        self.opened.add(address)
        assert page.status_code < 500, address
        if page.status_code != 200 or "text/html" not in page["Content-Type"]:
            return
        here = page.redirect_chain[-1][0] if page.redirect_chain else address
        for form in forms_of(page.content.decode()):
            if form.method == "post" and "logout" not in form.action:
                for button in form.buttons or [("", "")]:
                    self.send(urljoin(here, form.action or here), form, button)

    def send(self, address, form, button):
        """As it is typed; then again with whatever the page asks about, as a determined editor would."""
        data = {name: self.typed(name, value, form) for name, value in form.fields.items()}
        data |= {name: values for name, values in form.choices.items() if name in {"as_printed", "_selected_action"}}
        for _turn in range(4):
            answer = self.post(address, {**data, button[0]: button[1]} if button[0] else data)
            if answer.status_code not in {200, 400, 409} or "text/html" not in answer.get("Content-Type", ""):
                return
            more = self.asked_of(answer)
            if not more.items() - data.items():
                return
            data |= more

    def post(self, address, data):
        answer = self.client.post(address, data)
        self.sent[urlsplit(address).path, answer.status_code] += 1
        assert answer.status_code < 500, (address, data)
        return answer

    def typed(self, name, value, form):
        short = re.split(r"[-_.](?=\w+$)", name)[-1] if name not in TYPED else name
        options = form.choices.get(name, [])
        if name in LEFT or name.startswith("meanwhile-"):
            return value
        if options:
            return next((option for option in reversed(options) if option != value), value)
        return TYPED.get(name, TYPED.get(short, f"{value} changed"[:50])) or value

    def asked_of(self, answer):
        """The boxes and choices that a form came back with."""
        choices = {}
        for form in forms_of(answer.content.decode()):
            for name, values in form.choices.items():
                if name == "as_printed":
                    choices[name] = tuple(values)
                elif name.endswith(("-understood", "-rounded")) or name.startswith("meanwhile-"):
                    choices[name] = values[0]
        return choices


def admin_addresses():
    """Every page of the admin on every row of the record."""
    for table in TABLES:
        name = f"admin:projects_{table.model._meta.model_name}"
        prefix = name.removeprefix("admin:") + "_"
        yield from (
            reverse(f"admin:{of_all}")
            for of_all, arguments in names_below("admin/", prefix)
            if not arguments and "history" not in of_all
        )
        for row_id in table.model._default_manager.order_by("pk").values_list("pk", flat=True)[:ROWS]:
            for what in actions_on_a_row(table.model):
                yield reverse(f"{name}_{what}", args=[row_id])
        if not table.is_claim:
            version = table.model.history.order_by("id").first()
            yield reverse(f"{name}_simple_history", args=[version.id, version.pk])


def actions_on_a_row(model):
    """By name, of the admin's own addresses with an id."""
    prefix = f"projects_{model._meta.model_name}_"
    for name, arguments in names_below("admin/", prefix):
        if set(arguments) == {"object_id"}:
            yield name.removeprefix(prefix)


def names_below(branch, prefix):
    def walk(patterns, route=""):
        for pattern in patterns:
            path = route + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path)
            elif path.startswith(branch) and (pattern.name or "").startswith(prefix):
                yield pattern.name, tuple(pattern.pattern.converters)

    return list(walk(get_resolver(settings.ROOT_URLCONF).url_patterns))


def unlike_drafts():
    """One draft of every kind, way in, state and sort of change."""
    drafts = {}
    for draft in Draft.objects.order_by("-pk"):
        changes = tuple((change["table"], change["action"]) for change in draft.changes)
        drafts[draft.kind, draft.origin, draft.state, changes] = draft
    return list(drafts.values())


def desk_addresses():
    drafts = [{"draft_id": draft.pk} for draft in unlike_drafts()]
    article = Article.objects.get(origin=Article.Origin.PASTED).pk
    others = {"desk-import-template": {"table_name": "outcomes", "kind": "csv"}}
    others["desk-read-figure"] = {"article_id": article, "figure": "8-13"}
    queries = {"desk-report": "?target=pool-0", "desk-publishers-join": "?keep=Ministry&other=Another"}
    for name, parts in names_below("desk/", "desk"):
        of_row = {part: pk for part, pk in (("import_id", 1), ("article_id", article)) if part in parts}
        for arguments in drafts if name == "desk-draft" else [others.get(name, of_row)]:
            yield reverse(name, kwargs=arguments) + queries.get(name, "")


def send_rows_to_the_api(clicks):
    """A row like each that is recorded, under another id; by the session, which is nobody's token."""
    for table in TABLES:
        path = reverse(f"api-{table.name.replace('_', '-')}")
        for row in table.model._default_manager.order_by("pk")[:ROWS]:
            body = {name: cell for name, cell in cells_of(row).items() if cell and name not in {"revises", "corrects"}}
            body = {name: {"true": True, "false": False}.get(cell, cell) for name, cell in body.items()}
            body |= {"id": f"sent-{row.pk}", "our_slip": None} if "our_slip" in body else {"id": f"sent-{row.pk}"}
            answer = clicks.client.post(path, body, "application/json")
            clicks.sent[path, answer.status_code] += 1
            assert answer.status_code in {202, 400, 409}, answer.content


@pytest.fixture
def web(monkeypatch):
    """A web on which every page has a text."""
    page = ArticleText("In 2023 40 projects were launched.", language="en")
    monkeypatch.setattr(articles, "fetch_article", lambda url: replace(page, url=url))


@pytest.mark.usefixtures("web")
def test_one_editor_alone_shows_readers_nothing_new(own_desk, author, record, settings):  # noqa: F811  # the fixture
    settings.ALLOWANCES = dict.fromkeys(settings.ALLOWANCES, 1_000_000)  # a minute is long, and nothing may hide behind
    source = SourceFactory(id="printed", published=PRINTED)
    text = ArticleText("In 2024 90 projects were launched.", published=PRINTED, language="en")
    keep_article(text, by=author, at=AT, origin=Article.Origin.PASTED)
    for row_id in ("half-0", "half-0-2", "stage-0"):  # so that they may erase and move them
        kind = "projectevent" if row_id == "stage-0" else "outcome"
        AuditEntry.objects.create(action="record", object_type=kind, object_id=row_id, done_at=AT, done_by=author)
    before = contents()
    clicks = Clicks(own_desk)
    for address in [*admin_addresses()]:
        if "/erase/" not in address and "/move/" not in address:
            clicks.walk(address)
    send_rows_to_the_api(clicks)
    for draft in unlike_drafts():
        for do in ("publish", "submit", "publish"):
            answer = clicks.post(reverse("desk-draft", args=[draft.pk]), {"do": do, "version": draft.version})
            assert answer.status_code in {302, 403} if do == "submit" else answer.status_code == 403
    for address in [*desk_addresses()]:
        clicks.walk(address)
    drafted = Counter(
        change["table"] for changes in Draft.objects.values_list("changes", flat=True) for change in changes
    )
    assert contents() == before
    assert not Draft.objects.filter(state="published").exists()
    assert set(drafted) >= {table.name for table in TABLES}, "a form of each table was filled in well enough"

    for address in [*admin_addresses()]:  # and what may be taken out at once
        if "/erase/" in address or "/move/" in address:
            clicks.walk(address)
    assert contents().items() <= before.items()
    assert ("sources", source.pk) in contents()
    assert Correction.objects.exists(), "something was taken out"
