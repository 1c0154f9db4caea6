"""What a browser may let other sites do with an answer, what a page may use of the device, and what no cache may keep.

``cross_origin`` says whose scripts may read; this says who may show, load and keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

from projects.http.cross_origin import is_public_file

# A page uses nothing of the device but the clipboard, a share sheet, full screen and keys to log in with.
PERMISSIONS = ", ".join(
    [
        *(
            f"{name}=()"
            for name in (
                *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation"),
                *("gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
                *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
            )
        ),
        "fullscreen=(self)",
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)
# Pages about one person, with or without a language before them. Their feeds and files say themselves who keeps them.
_LANGUAGE = r"(?:/[a-z]{2,3})?"
_OF_ONE_PERSON = re.compile(rf"{_LANGUAGE}/(?:accounts|admin|desk|following(?!/week/))/(?:.*/)?\Z")
_SHOWN_BY_OTHERS = re.compile(rf"{_LANGUAGE}/embed/")


def may_be_embedded(path: str) -> bool:
    """Whether other sites may show what is at an address: embeds, pictures, feeds, files and the API.

    Also what an embed is made of: a sandboxed frame is of no site, so that our own letters come from another one.
    """
    return is_public_file(path) or path.startswith(settings.STATIC_URL) or _SHOWN_BY_OTHERS.match(path) is not None


class IsolationMiddleware:
    """Adds the headers to every answer, also to 304, 404 and 429. Stands outside whatever answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        path = request.path_info
        response["Cross-Origin-Resource-Policy"] = "cross-origin" if may_be_embedded(path) else "same-origin"
        if response.get("Content-Type", "").startswith("text/html"):
            response["Permissions-Policy"] = PERMISSIONS
        if _OF_ONE_PERSON.match(path):
            patch_cache_control(response, private=True, no_store=True)
        return response
