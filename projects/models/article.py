from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.reading.limits import MAX_ARTICLE

from .fields import LONG_TEXT
from .source import Source

MAX_ADDRESS = 2000  # bytes: an index of PostgreSQL takes 2,704 of an address and a hash


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What is known of a text before it is kept; each empty where nobody says it.

    ``text`` is clean (``projects.reading.clean_text``) and has at most ``MAX_ARTICLE`` characters; ``is_cut`` says that
    there was more of it. ``language`` is ``en``, ``ru``, ``kk`` or empty.
    """

    text: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    published: date | None = None
    published_precision: str = "day"
    language: str = ""
    is_cut: bool = False


class ArticleQuerySet(models.QuerySet["Article"]):
    def of_source(self, source_id: str) -> Self:
        """The texts kept beside a source, the latest first."""
        return self.filter(source_id=source_id).order_by("-taken_at", "-id")


class Article(models.Model):
    """A text as it was on a day: what a person or a watch took for reading, and a snapshot beside the source (ADR 33).

    No part of the record: readers never see it. ``sha256`` is that of the text as it was taken, also when the text is
    no longer kept. ``decisions`` say what became of the figures: ``{"start-end": {"state": …}}``.
    """

    class Origin(models.TextChoices):
        PASTED = "pasted", _("pasted")
        FETCHED = "fetched", _("fetched")
        WATCHED = "watched", _("found by a watch")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        READING = "reading", _("is being read")
        DONE = "done", _("was read")
        DROPPED = "dropped", _("was dropped")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        RUSSIAN = "ru", _("Russian")
        KAZAKH = "kk", _("Kazakh")

    url = models.URLField(max_length=MAX_ADDRESS, blank=True, default="")
    title = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    publisher = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    published = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=5, choices=Source.Precision, default=Source.Precision.DAY)
    language = models.CharField(max_length=2, choices=Language, blank=True, default="")
    text = models.TextField(blank=True, default="", max_length=MAX_ARTICLE)
    sha256 = models.CharField(max_length=64, db_index=True, help_text=_("Of the text in UTF-8, as it was taken."))
    is_cut = models.BooleanField(default=False, help_text=_("Whether the text was longer than what is kept of it."))
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    origin = models.CharField(max_length=7, choices=Origin)
    emptied_at = models.DateTimeField(null=True, blank=True, help_text=_("Since when the text is no longer kept."))
    source = models.ForeignKey(Source, models.SET_NULL, null=True, blank=True, related_name="articles")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    decisions = models.JSONField(default=dict, blank=True)
    figure_count = models.PositiveIntegerField(default=0)
    watch = models.ForeignKey("Watch", models.SET_NULL, null=True, blank=True, related_name="articles")
    score = models.FloatField(default=0, help_text=_("How strongly its words speak for an indicator, from 0 to 1."))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["state", "taken_at"], name="article_by_state"),
            models.Index(fields=["taken_by"], name="article_taken_by", condition=Q(taken_by__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["url", "sha256"],
                condition=~Q(url=""),
                name="article_once",
                violation_error_message=_("The same text from the same address is kept once."),
            ),
            models.CheckConstraint(
                condition=~Q(sha256=""),
                name="article_has_a_hash",
                violation_error_message=_("A text is known by its SHA-256."),
            ),
            models.CheckConstraint(
                condition=Q(origin="watched", taken_by__isnull=True, taken_at__isnull=False)
                | Q(origin__in=["pasted", "fetched"], taken_by__isnull=False, taken_at__isnull=False),
                name="article_taken_by_somebody",
                violation_error_message=_("A text was taken by a person, or by a watch."),
            ),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True) & ~Q(text="") | Q(emptied_at__isnull=False, text=""),
                name="article_text_or_emptied",
                violation_error_message=_("An article has a text, or says since when it is no longer kept."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.sha256[:12]
