"""A bookmark that opens the page of a report from any page of the web."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_bookmark_takes_the_address_and_what_is_selected(client, editor, settings) -> None:
    settings.SITE_URL = "https://tracker.example.org"
    html = client.get(reverse("desk-bookmarklet")).content.decode()
    address = unquote(html.split('href="javascript:')[1].split('"')[0]).replace("&#x27;", "'").replace("&amp;", "&")
    assert address.startswith("void(open('https://tracker.example.org/desk/report/?url='")
    assert "encodeURIComponent(location.href)" in address
    assert "getSelection()).slice(0,300)" in address


def test_page_is_for_editors(client) -> None:
    assert client.get(reverse("desk-bookmarklet")).status_code == 302
