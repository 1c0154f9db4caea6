"""The corrections as an Atom feed, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from projects import wording
from projects.http.country import TERRITORY
from projects.http.public_urls import public_url
from projects.reports.overviews.correction_lines import CorrectionLine
from projects.reports.overviews.corrections import CorrectionList
from projects.templatetags.names import localname, plaintext

from .feeds import Feed, host, other_pages, writable


def correction_feed(
    corrections: CorrectionList,
    filters: Mapping[str, str],
    address: Callable[[int], str],
    lang: str,
    of: Iterable[str] = (),
) -> Feed:
    """One entry for each correction; ids are the same in every language.

    ``filters`` are those of the address, ``address`` that of each page of the feed, ``of`` names what it is limited to.
    """
    feed = Feed(
        title=writable(", ".join((f"{_('Promise tracker')}: {_('Corrections')}", *of))),
        link=public_url("corrections", **filters),
        description=None,
        subtitle=_("What was wrong here, what is right, since when it stood, and whose mistake it was."),
        language=lang,
        author_name=_("Promise tracker"),
        feed_url=address(corrections.page),
        feed_guid=f"tag:{host()},2024:{_name(filters)}",
        paged=other_pages(corrections.page, corrections.pages, address),
    )
    for line in corrections.lines:
        feed.add_item(
            title=writable(f"{wording.correction(line.kind, lang)} · {correction_subject(line)}"),
            link=public_url("target", line.page) if line.page else public_url("corrections"),
            description=escape(writable(" · ".join(correction_sentences(line, lang)))),
            unique_id=f"tag:{host()},2024:correction/{line.key}",
            updateddate=line.recorded_at,
            categories=[line.whose],
        )
    return feed


def _name(filters: Mapping[str, str]) -> str:
    """By what a feed of corrections is known for good: a place is a part of its path, other filters its query."""
    path = "/".join(("corrections", *(id for name, id in filters.items() if name == TERRITORY.name)))
    query = urlencode(sorted((name, value) for name, value in filters.items() if name != TERRITORY.name))
    return f"{path}?{query}" if query else path


def correction_subject(line: CorrectionLine) -> str:
    """What a correction is about, by name."""
    thing = line.indicator or line.project
    return localname(thing) if thing is not None else plaintext(line.wrong, "title")


def correction_sentences(line: CorrectionLine, lang: str) -> Iterator[str]:
    """What was wrong, what is right, since when it stood, who noticed, and why."""
    cited = f" ({wording.isolated(line.cites)})" if line.cites else ""
    yield _("Wrong: %(what)s") % {"what": f"{line.wrong_text(lang)}{cited}"}
    if line.right is not None:
        yield _("Right: %(what)s") % {"what": line.right_text(lang)}
    elif line.moved_to is not None:
        yield _("The same figure, for: %(what)s") % {"what": localname(line.moved_to)}
    else:
        yield _("It does not belong here, and nothing stands in its place.")
    if line.whose == "ours":
        start, end = timezone.localtime(line.entered_at), timezone.localtime(line.recorded_at)
        yield _("Stood: %(when)s") % {"when": wording.stood(start, end, lang)}
        yield _("Noticed by: %(who)s") % {"who": wording.isolated(wording.noticed_by(line.noticed_by, lang))}
    if line.reason:
        yield wording.read_plainly(line, "reason", lang)
