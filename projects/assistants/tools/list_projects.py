"""Named projects and the stages that sources report of them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.assistants import shapes
from projects.assistants.answers import Answer, Asking, answer_schema
from projects.assistants.parts import NAMED, SOURCE, named, source_in_words, source_object
from projects.http.public_urls import public_url
from projects.models import Programme, ProjectEvent, Territory
from projects.reports.catalogue.projects import NamedProject, project_list
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
from projects.templatetags.names import localname, plaintext

from .tool import Tool, Values

MOST_STAGES = 6  # of one project, the latest
STAGES = tuple(ProjectEvent.Stage.values)
FILTERS = (
    Parameter("programme", Kind.REFERENCE, "Only projects of this programme.", model=Programme),
    Parameter("territory", Kind.REFERENCE, "Only projects in this place or a part of it.", model=Territory),
    Parameter("stage", Kind.CHOICE, "Only projects that came so far, by the last stage reported.", choices=STAGES),
)
STAGE = shapes.members(
    "A stage that a source reports. Attribute it to that source.",
    stage=shapes.one_of(STAGES),
    label=shapes.text(),
    on=shapes.day(),
    note=shapes.text(),
    source=SOURCE,
)
PROJECT = shapes.members(
    id=shapes.text(),
    name=shapes.text(),
    url=shapes.address(),
    programme=NAMED,
    place=NAMED,
    company=shapes.text(),
    stages=shapes.list_of(STAGE, f"Oldest first, the last {MOST_STAGES}; empty where no source reports any."),
)


def list_projects(values: Values, asking: Asking) -> Answer:
    as_of = values.get("as_of", asking.today)
    filters = {parameter.name: values.get(parameter.name) for parameter in FILTERS}
    report = project_list(as_of, **filters, page=values.get("page", 1), lang=asking.lang)
    members = {
        "count": report.count,
        "page": report.page,
        "pages": report.pages,
        "stages": [
            {"stage": code, "label": wording.stage(code, asking.lang), "count": count} for code, count in report.stages
        ],
        "projects": [_project(line, asking.lang) for line in report.lines],
    }
    head = _("Projects: %(count)s; page %(page)d of %(pages)d.") % {
        "count": wording.number(report.count, asking.lang),
        "page": report.page,
        "pages": report.pages,
    }
    given = {name: value for name, value in filters.items() if value}
    url = public_url("projects", **given, page=str(report.page) if report.page > 1 else "", as_of=as_of.isoformat())
    return Answer(as_of, members, "\n".join((head, *(_in_words(line, asking.lang) for line in report.lines))), url)


def _project(line: NamedProject, lang: str) -> dict[str, Any]:
    project = line.project
    return {
        "id": project.id,
        "name": localname(project),
        "url": public_url("project", project.id),
        "programme": named("programme", project.programme),
        "place": named("territory", project.territory),
        "company": project.company,
        "stages": [
            {
                "stage": event.stage,
                "label": wording.stage(event.stage, lang),
                "on": event.date,
                "note": plaintext(event, "note"),
                "source": source_object(event.source),
            }
            for event in line.events[-MOST_STAGES:]
        ],
    }


def _in_words(line: NamedProject, lang: str) -> str:
    last = line.events[-1] if line.events else None
    if last is None:
        return f"- {localname(line.project)} [{line.project.id}] – {_('no stage reported')}"
    stage = wording.stage_on_day(last.stage, last.date, lang)
    return f"- {localname(line.project)} [{line.project.id}] – {stage}. {source_in_words(last.source)}"


LIST_PROJECTS = Tool(
    name="list_projects",
    title="List named projects",
    about=(
        "Lists named projects (a plant, a road) with the stages that sources report of them: announced, begun, "
        "commissioned … A promise of “180 projects” is a count and names none of them: the projects here are those "
        "that sources name, not all that were promised. Find what became of the count with search_promises."
    ),
    parameters=(*FILTERS, AS_OF, PAGING[0]),
    schema=answer_schema(
        count=shapes.count("Projects on all pages."),
        page=shapes.count(),
        pages=shapes.count(),
        stages=shapes.list_of(
            shapes.members(stage=shapes.one_of(STAGES), label=shapes.text(), count=shapes.count()),
            "How many came so far, over all that the other filters leave.",
        ),
        projects=shapes.list_of(PROJECT),
    ),
    answer=list_projects,
)
