"""Links to a renamed thing go on working, wherever they lead."""

from __future__ import annotations

import pytest
from django.test import Client

from projects.actions.rename_row import rename_row
from projects.models import Organisation, Programme, Source, Target, Territory
from tests.factories import UserFactory
from tests.projects.conftest import NOW

from .test_pages import text

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("record")]


@pytest.fixture
def renamed(record: None) -> None:
    admin = UserFactory(admin=True)
    for thing, new_id in (
        (Target.objects.get(id="count-2024"), "count-in-2024"),
        (Programme.objects.get(id="pool"), "pools"),
        (Organisation.objects.get(id="old-ministry"), "ministry-before"),
        (Source.objects.get(id="report"), "july-report"),
        (Territory.objects.get(id="kz-71"), "kz-ast"),
    ):
        rename_row(row=thing, new_id=new_id, by=admin, at=NOW)


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "/targets/count-2024/?as_of=2024-08-15&utm_source=%D1%8F",
            "/targets/count-in-2024/?as_of=2024-08-15&utm_source=%D1%8F",
        ),
        ("/ru/targets/count-2024/", "/ru/targets/count-in-2024/"),
        ("/targets/count-2024.csv?as_of=2025-01-01", "/targets/count-in-2024.csv?as_of=2025-01-01"),
        ("/embed/targets/count-2024/?lang=kk", "/embed/targets/count-in-2024/?lang=kk"),
        ("/programmes/pool/", "/programmes/pools/"),
        ("/organisations/old-ministry/", "/organisations/ministry-before/"),
        ("/sources/report/", "/sources/july-report/"),
        ("/kk/territories/kz-71/", "/kk/territories/kz-ast/"),
        ("/api/v1/targets/count-2024/?as_of=2024-08-15", "/api/v1/targets/count-in-2024/?as_of=2024-08-15"),
        ("/api/v1/programmes/pool/", "/api/v1/programmes/pools/"),
        ("/api/v1/sources/report/", "/api/v1/sources/july-report/"),
    ],
)
def test_old_address_leads_to_the_new_one_for_good(reader: Client, old: str, new: str) -> None:
    answer = reader.get(old)
    assert answer.status_code == 301
    assert answer["Location"] == new
    there = reader.get(new)
    assert there.status_code == 200
    if there.streaming:
        there.getvalue()


@pytest.mark.usefixtures("renamed")
def test_filter_that_names_a_former_id_is_read_as_the_new_one(reader: Client) -> None:
    assert "3 targets." in text(reader.get("/targets/?programme=pool"))
    assert reader.get("/api/v1/targets/?responsible=old-ministry").json()["count"] == 3
    assert reader.get("/compare/?targets=count-2024&targets=money-1").status_code == 200
    assert reader.get("/targets/?programme=never-was").status_code == 404


@pytest.mark.usefixtures("renamed")
def test_only_reading_is_redirected(reader: Client) -> None:
    assert reader.post("/targets/count-2024/").status_code == 405
    assert reader.get("/targets/count-2023/").status_code == 404


def test_admin_renames_on_the_desk_and_an_editor_may_not(client: Client) -> None:
    client.force_login(UserFactory(admin=True))
    change = client.get("/admin/projects/target/count-2024/change/")
    assert "/admin/projects/target/count-2024/rename/" in change.content.decode()
    page = "/admin/projects/target/count-2024/rename/"
    assert "Every row that names it follows" in client.get(page).content.decode()
    refused = client.post(page, {"new_id": "money-1"})
    assert "is taken" in refused.content.decode()
    assert client.post(page, {"new_id": "count"})["Location"] == "/admin/projects/target/count/change/"
    assert client.get("/targets/count-2024/")["Location"] == "/targets/count/"
    assert "count-2024" in client.get("/admin/projects/renamedid/").content.decode()

    client.force_login(UserFactory(editor=True))
    assert client.get("/admin/projects/target/count/rename/").status_code in (302, 403)
    assert "rename/" not in client.get("/admin/projects/target/count/change/").content.decode()
