from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .indicator import Indicator


class ArticleMatch(models.Model):
    """An indicator that an article of the queue seems to be about; ``place`` 0 is the one it is most about."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="matches", db_index=False)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["article", "place"]
        verbose_name = _("match of an article")
        verbose_name_plural = _("matches of articles")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "indicator"],
                name="article_match_once",
                violation_error_message=_("An article matches an indicator once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.indicator_id}"
