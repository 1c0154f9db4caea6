"""The corrections as an Atom feed, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from projects import wording
from projects.http.public_urls import public_url
from projects.reports.overviews.correction_lines import CorrectionLine
from projects.reports.overviews.corrections import CorrectionList
from projects.templatetags.names import localname, plaintext

from .feeds import Feed, host, other_pages, writable


def correction_feed(
    corrections: CorrectionList, parameters: Mapping[str, str], lang: str, of: Iterable[str] = ()
) -> Feed:
    """One entry for each correction; ids are the same in every language.

    ``parameters`` are those of the address that the feed's other pages keep, ``of`` names what it is limited to.
    """
    place = {name: id for name, id in parameters.items() if name == "territory"}
    feed = Feed(
        title=writable(", ".join((f"{_('Promise tracker')}: {_('Corrections')}", *of))),
        link=public_url("corrections", **place),
        description=None,
        subtitle=_("What was wrong here, what is right, since when it stood, and whose mistake it was."),
        language=lang,
        author_name=_("Promise tracker"),
        feed_url=public_url("corrections-feed", lang=lang, **place),
        feed_guid="/".join((f"tag:{host()},2024:corrections", *place.values())),
        paged=other_pages(
            corrections.page,
            corrections.pages,
            lambda number: public_url("corrections-feed", **parameters, page=str(number)),
        ),
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
