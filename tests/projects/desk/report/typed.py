"""What people type on the page of a report, and what comes back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

TYPED = {
    "source-url": "https://stat.example.org/2024/half",
    "source-title": "Half a year",
    "source-publisher": "Бюро статистики",
    "source-published": "20.07.2024",
    "source-kind": "official_statistics",
    "figures-TOTAL_FORMS": "1",
    "figures-0-indicator": "projects",
    "figures-0-basis": "absolute",
    "figures-0-value": "90",
    "figures-0-period_start": "2024-01-01",
    "figures-0-period_end": "30.06.2024",
    "figures-0-final": "true",
}
MADE = "byuro-statistiki-2024-07-20"


def second(**texts: str) -> dict[str, str]:
    """A second figure as the page sends it; what is typed in it is in ``texts``."""
    row = {name.replace("-0-", "-1-"): text for name, text in TYPED.items() if "-0-" in name}
    row["figures-1-value"] = ""
    return {**row, **{f"figures-1-{name}": text for name, text in texts.items()}, "figures-TOTAL_FORMS": "2"}


def send(client, act: str = "publish", query: str = "target=pool", **changed: Any) -> Any:
    return client.post(f"{reverse('desk-report')}?{query}", {**TYPED, **changed, "act": act})


def errors(response) -> dict[str, list[str]]:
    """Box → what is said at it, of all forms of the page."""
    entry = response.context["entry"]
    return {
        form.add_prefix(name): list(texts)
        for form in (entry.source, *entry.figures)
        for name, texts in (form.errors.items() if form.is_bound else ())
    }
