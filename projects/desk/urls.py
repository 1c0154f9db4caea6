"""The addresses of the desk, below ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.desk import article_queue, publishers
from projects.desk.announcement import views as announcement
from projects.desk.archives.views import list_copies
from projects.desk.articles.views import download_text, show_article, take_text
from projects.desk.bookmarklet import show_bookmarklet
from projects.desk.home import show_desk
from projects.desk.imports import views as imports
from projects.desk.reading import start_views as reading_start
from projects.desk.reading import views as reading
from projects.desk.report.views import edit_report, show_effects
from projects.desk.review import queue_views
from projects.desk.review import views as review
from projects.desk.second_reader.views import show_second_reader
from projects.desk.source_lookup import find_source
from projects.desk.understood import show_understood

urlpatterns: list[URLPattern] = [
    path("", show_desk, name="desk"),
    path("archives/", list_copies, name="desk-archives"),
    path("articles/take/", take_text, name="desk-article-take"),
    path("articles/<int:article_id>/", show_article, name="desk-article"),
    path("articles/<int:article_id>/text", download_text, name="desk-article-text"),
    path("bookmarklet/", show_bookmarklet, name="desk-bookmarklet"),
    path("drafts/", queue_views.list_drafts, name="desk-drafts"),
    path("drafts/filters/", queue_views.save_filter, name="desk-filters"),
    path("drafts/<int:draft_id>/", review.show_draft, name="desk-draft"),
    path("report/", edit_report, name="desk-report"),
    path("report/effects/", show_effects, name="desk-report-effects"),
    path("announcement/", announcement.enter_announcement, name="desk-announcement"),
    path("announcement/read/", announcement.read_announcement, name="desk-announcement-read"),
    path("import/", imports.list_imports, name="desk-imports"),
    path("import/<int:import_id>/", imports.show_import, name="desk-import"),
    path("import/<int:import_id>/progress", imports.show_progress, name="desk-import-progress"),
    path("import/<int:import_id>/problems.csv", imports.download_problems, name="desk-import-problems"),
    path("import/templates/<slug:table_name>.<slug:kind>", imports.download_template, name="desk-import-template"),
    path("read/<int:article_id>/second/", show_second_reader, name="desk-second-reader"),
    path("read/", reading_start.start_reading, name="desk-read"),
    path("read/<int:article_id>/", reading.show_article, name="desk-read-article"),
    path("read/<int:article_id>/about/", reading_start.describe, name="desk-read-about"),
    path("read/<int:article_id>/close/", reading_start.close_article, name="desk-read-close"),
    path("read/<int:article_id>/effects/", reading.show_effects, name="desk-read-effects"),
    path("read/<int:article_id>/figures/<slug:figure>/", reading.show_figure, name="desk-read-figure"),
    path("read/queue/", article_queue.list_queue, name="desk-read-queue"),
    path("read/queue/<int:article_id>/", article_queue.move_article, name="desk-read-queue-move"),
    path("source/", find_source, name="desk-source"),
    path("understood/", show_understood, name="desk-understood"),
    path("publishers/", publishers.list_publishers, name="desk-publishers"),
    path("publishers/alike/", publishers.list_alike, name="desk-publishers-alike"),
    path("publishers/join/", publishers.join_publishers, name="desk-publishers-join"),
    path("publishers/part/", publishers.part_publishers, name="desk-publishers-part"),
    path("publishers/apart/", publishers.keep_publishers_apart, name="desk-publishers-apart"),
]
