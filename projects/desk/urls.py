"""The addresses of the desk, below ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.desk.source_lookup import find_source
from projects.desk.understood import show_understood

urlpatterns: list[URLPattern] = [
    path("source/", find_source, name="desk-source"),
    path("understood/", show_understood, name="desk-understood"),
]
