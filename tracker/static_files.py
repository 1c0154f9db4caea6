"""Static files of several releases in one folder: each release finds its own, and gives out those of the others.

While an update goes on, web processes of both releases serve, and one of the former may start anew. Names have a digest
and nothing is taken out of the folder, so that the files of all releases lie beside each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

from tracker.version import REVISION, SHORT, VERSION

OWN_MANIFEST = f"staticfiles-{VERSION}-{REVISION[:SHORT] or 'unknown'}.json"


class ReleaseStorage(CompressedManifestStaticFilesStorage):
    """Names by the manifest of this release; by the latest one where this release has collected nothing."""

    own_manifest = OWN_MANIFEST

    def read_manifest(self) -> str | None:
        own = Path(self.path(self.own_manifest))
        if own.is_file():
            return own.read_text(encoding="utf-8")
        latest: str | None = super().read_manifest()
        return latest

    def save_manifest(self) -> None:
        super().save_manifest()
        own = Path(self.path(self.own_manifest))
        written = own.with_suffix(f".{os.getpid()}")
        written.write_text(Path(self.path(self.manifest_name)).read_text(encoding="utf-8"), encoding="utf-8")
        written.replace(own)  # whoever starts now reads a whole one


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, which lists the folder at its start, and looks again for what it does not know.

    A page of a newer release links to files that were collected since.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.directories.append((os.path.join(os.path.abspath(self.static_root), ""), self.static_prefix))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(self.static_prefix) and path not in self.files:
            static_file = self.find_file(path)
            if static_file is not None:
                self.files[path] = static_file
        response: HttpResponseBase = super().__call__(request)
        return response
