"""The addresses of the pages (the API's are in ``projects.api.urls``)."""

from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter

from .assistants.view import mcp
from .views import (
    citing,
    compare,
    embeds,
    feeds,
    feeds_of_things,
    files,
    list_files,
    method,
    oembed,
    pages,
    people,
    pictures,
    proposals,
    results,
    search,
    security_txt,
    targets,
    track_records,
    weeks,
)


class WrittenConverter(StringConverter):
    """Whatever somebody may write for an id; what no database takes as text (NUL) is no address at all."""

    regex = r"[^/\x00]+"


register_converter(WrittenConverter, "written")

urlpatterns = [
    path("", pages.show_overview, name="overview"),
    path("programmes/", pages.list_programmes, name="programmes"),
    path("programmes/<written:programme_id>/", pages.show_programme, name="programme"),
    path("programmes/<written:programme_id>/feed.atom", feeds_of_things.feed_of_thing, name="programme-feed"),
    path(
        "programmes/<written:programme_id>/calendar.ics", feeds_of_things.calendar_of_thing, name="programme-calendar"
    ),
    path("targets/", targets.list_targets, name="targets"),
    path("targets/feed.atom", feeds_of_things.feed_of_search, name="targets-feed"),
    path("targets/calendar.ics", feeds_of_things.calendar_of_search, name="targets-calendar"),
    path("inputs.csv", targets.download_all_inputs, name="inputs"),
    path("targets.csv", list_files.download_targets, name="targets-csv"),
    path("targets.<str:format>", list_files.download_list, {"collection": "targets"}, name="targets-file"),
    path("outcomes.<str:format>", list_files.download_list, {"collection": "outcomes"}, name="outcomes-file"),
    path("targets/<written:target_id>.csv", targets.download_inputs, name="target-inputs"),
    path("targets/<written:target_id>.png", pictures.target_png, name="target-png"),
    path("targets/<written:target_id>.svg", pictures.target_svg, name="target-svg"),
    path("targets/<written:target_id>/cite.json", citing.cite_csl, name="target-csl"),
    path("targets/<written:target_id>/cite.bib", citing.cite_bibtex, name="target-bibtex"),
    path("targets/<written:target_id>/card.png", pictures.target_card_png, name="target-card"),
    path("targets/<written:target_id>/revisions.png", pictures.revisions_png, name="target-revisions-png"),
    path("targets/<written:target_id>/revisions.csv", pictures.revisions_csv, name="target-revisions"),
    path("targets/<written:target_id>/bundle.png", pictures.bundle_png, name="target-bundle-png"),
    path("targets/<written:target_id>/bundle.csv", pictures.bundle_csv, name="target-bundle"),
    path("targets/<written:target_id>/trajectory.csv", pictures.trajectory_csv, name="target-trajectory"),
    path("targets/<written:target_id>/", targets.show_target, name="target"),
    path("targets/<written:target_id>/feed.atom", feeds_of_things.feed_of_thing, name="target-feed"),
    path("targets/<written:target_id>/calendar.ics", feeds_of_things.calendar_of_thing, name="target-calendar"),
    path("track-record/", track_records.show_track_record, name="track-record"),
    path("track-record.csv", track_records.download_track_record, name="track-record-csv"),
    path("compare/", compare.compare, name="compare"),
    path("embed/targets/<written:target_id>/", embeds.embed_target, name="embed-target"),
    path("embed/track-record/", embeds.embed_track_record, name="embed-track-record"),
    path("oembed", oembed.oembed, name="oembed"),
    path("organisations/", pages.list_organisations, name="organisations"),
    path("organisations/<written:organisation_id>/", pages.show_organisation, name="organisation"),
    path("organisations/<written:organisation_id>/feed.atom", feeds_of_things.feed_of_thing, name="organisation-feed"),
    path(
        "organisations/<written:organisation_id>/calendar.ics",
        feeds_of_things.calendar_of_thing,
        name="organisation-calendar",
    ),
    path("people/", people.list_people, name="people"),
    path("people/<written:person_id>/", people.show_person, name="person"),
    path("people/<written:person_id>/feed.atom", feeds_of_things.feed_of_thing, name="person-feed"),
    path("people/<written:person_id>/calendar.ics", feeds_of_things.calendar_of_thing, name="person-calendar"),
    path("territories/", pages.list_territories, name="territories"),
    path("territories/<written:territory_id>/", pages.show_territory, name="territory"),
    path("territories/<written:territory_id>/feed.atom", feeds_of_things.feed_of_thing, name="territory-feed"),
    path(
        "territories/<written:territory_id>/calendar.ics", feeds_of_things.calendar_of_thing, name="territory-calendar"
    ),
    path("projects/", pages.list_projects, name="projects"),
    path("projects/<written:project_id>/", pages.show_project, name="project"),
    path("sources/", pages.list_sources, name="sources"),
    path("sources/<written:source_id>/", pages.show_source, name="source"),
    path("search/", search.show_search, name="search"),
    path("search/suggestions/", search.suggest, name="search-suggestions"),
    path("changes/", pages.list_changes, name="changes"),
    path("changes/feed.atom", feeds.feed_changes, name="changes-feed"),
    path("week/", weeks.latest_week, name="weeks"),
    path("week/feed.atom", weeks.feed_weeks, name="weeks-feed"),
    path("week/<written:week_name>/", weeks.show_week, name="week"),
    path("corrections/", pages.list_corrections, name="corrections"),
    path("corrections/feed.atom", feeds.feed_corrections, name="corrections-feed"),
    path("calendar/", pages.show_calendar, name="calendar"),
    path("calendar.png", pictures.calendar_png, name="calendar-png"),
    path("calendar.csv", pictures.calendar_csv, name="calendar-csv"),
    path("calendar.ics", feeds.calendar_of_deadlines, name="calendar-file"),
    path("method/", method.show_method, name="method"),
    path("glossary/", method.show_glossary, name="glossary"),
    path("data/", files.show_data, name="data"),
    path("data/iati.xml", results.download_iati, name="iati"),
    path("data/lists/<str:collection>.<str:format>", list_files.download_list, name="list-file"),
    path("data/record.zip", pages.download_record, name="download"),
    path("data/record.sqlite", files.send_file, {"file_name": "record.sqlite"}, name="record-sqlite"),
    re_path(r"^mcp/?$", mcp, name="mcp"),
    path("data/files/", files.list_files, name="record-files"),
    path("data/files/<written:file_name>", files.send_file, name="record-file"),
    path("data/catalog.jsonld", files.describe_files, name="catalogue"),
    path("propose/", proposals.propose, name="propose"),
    path("propose/sent/", proposals.show_proposal_sent, name="proposal-sent"),
    path("about/", proposals.show_about, name="about"),
    path(".well-known/security.txt", security_txt.security_txt, name="security-txt"),
    path("desk/", include("projects.desk.urls")),
]
