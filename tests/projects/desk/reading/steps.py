"""What an editor does on the page of an article, as a browser sends it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.projects.desk.reading.texts import SOURCE


def address(article: Any) -> str:
    return reverse("desk-read-article", args=[article.pk])


def show(client: Any, article: Any, **query: str) -> Any:
    """The page as its template gets it."""
    return client.get(address(article), query).context["page"]


def decide(client: Any, article: Any, card: Any, act: str = "accept", *, htmx: bool = False, **boxes: str) -> Any:
    """Sends the form of a card, with the indicator that is marked on it."""
    sent = {"figure": card.key, "seen": card.token, "act": act, **boxes}
    if card.best is not None:
        sent.setdefault("indicator", card.best.measured.id)
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address(article), sent, headers=headers)


def enter(client: Any, article: Any, act: str = "publish", query: str = "", **boxes: Any) -> Any:
    """Looks at what entering will do, and confirms it."""
    where = f"{address(article)}{query}"
    sent = {**SOURCE, **boxes}
    outlook = client.post(where, {**sent, "act": "look"}).context["outlook"]
    return client.post(where, {**sent, "act": act, "seen": outlook.token})


def mend_boxes(card: Any, **boxes: str) -> dict[str, str]:
    """The boxes of the form of a card, by their names without the prefix."""
    return {f"m{card.key}-{name}": text for name, text in boxes.items()}
