"""Templates without the spaces that are for whoever reads a template: they are not sent."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader

# What is shown as it is written keeps its spaces.
_INDENTATION = re.compile(r"<pre\b.*?</pre>|(\n)[ \t]+", re.DOTALL)
# A line that holds only a branch or a loop: the line before it has ended already.
_BRANCH = re.compile(
    r"^(\{% (?:if|elif|else|endif|for|empty|endfor|with|endwith|load)\b(?:(?!%\}).)*%\})\n", re.MULTILINE
)


def without_layout(html: str) -> str:
    """HTML without the indentation of its lines and without the ends of lines that hold only a branch or a loop.

    A line of text still ends in a line break. The number that an error names is that of the line in what is left.
    """
    return _BRANCH.sub(r"\1", _INDENTATION.sub(lambda match: match[1] or match[0], html))


class Loader(AppDirectoriesLoader):
    """Finds templates in the folders of apps; takes the layout out of our own pages, once for each process."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        path = Path(origin.name)
        ours = path.suffix == ".html" and path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts
        return without_layout(contents) if ours else contents
