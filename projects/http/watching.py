"""Asks sites for what is watched on them, politely: as their robots.txt has it, with pauses, on their own site only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from projects.actions.host_turns import PAUSE, HostPauses, host_of
from projects.actions.watching.fetch_addresses import Fetched
from projects.http.articles import NoArticleError, Refusal, fetch_article
from projects.http.listings import MOST_MAPS, WITHIN, ElsewhereError, look_at_listing
from projects.http.robots import DisallowedError, Robots
from projects.models import Watch
from projects.models.watch import LookAnswer

# Another attempt brings nothing: nothing is sent there, or a script draws the page.
FINAL = frozenset(
    {
        Refusal.ADDRESS,
        Refusal.PRIVATE,
        Refusal.EMPTY,
        Refusal.KIND,
        Refusal.LETTERS,
        Refusal.OFF,
        Refusal.PDF,
        Refusal.SOUP,
    }
)


class Visitor:
    """One visit to many sites: a sweep's, or that of an editor who tries a watch."""

    def __init__(self, pauses: HostPauses, within: float = WITHIN, most_maps: int = MOST_MAPS) -> None:
        self._pauses, self._robots = pauses, Robots()
        self._within, self._most_maps = within, most_maps

    def look(self, watch: Watch) -> LookAnswer:
        """What a watched source names now. Never raises."""
        answer = look_at_listing(watch, self, _own_site(watch), within=self._within, most_maps=self._most_maps)
        self._pauses.after(watch.url)
        return answer

    def fetch(self, watch: Watch, url: str) -> Fetched:
        """The article at an address that a watched source has named. Never raises."""
        is_own = _own_site(watch)

        def check(address: str) -> None:
            if not is_own(address):
                raise ElsewhereError(address)
            self.check(address)

        try:
            self.pause(url)
            return Fetched(fetch_article(url, check=check))
        except NoArticleError as error:
            return Fetched(error=error.code.value, is_final=error.code in FINAL)
        except DisallowedError as error:
            code = Watch.Error.ROBOTS if error.is_unknown else Watch.Error.DISALLOWED
            return Fetched(error=code.value, is_final=not error.is_unknown)
        except ElsewhereError:
            return Fetched(error=Watch.Error.ELSEWHERE.value, is_final=True)
        finally:
            self._pauses.after(url)

    def pause(self, url: str) -> None:
        """Waits until the host of an address may be asked; longer where its robots.txt asks for it."""
        self._pauses.before(url, max(PAUSE, timedelta(seconds=self._robots.delay(url))))

    def check(self, url: str) -> None:
        """Raises DisallowedError for an address that its site does not want asked for."""
        self._robots.check(url)


def _own_site(watch: Watch) -> Callable[[str], bool]:
    """Whether an address lies on the site of a watch: the same host, one below it or one above it."""
    own = host_of(watch.url).removeprefix("www.")

    def is_own(url: str) -> bool:
        host = host_of(url).removeprefix("www.")
        is_above = "." in host and own.endswith(f".{host}")
        return watch.other_sites or host == own or host.endswith(f".{own}") or is_above

    return is_own
