"""Static files under names of their content, also where one of the desk's scripts imports another."""

import re
from fnmatch import fnmatch
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SCRIPTS = "newsroom/desk/*.js"
# A comment with a line of its own, and what is before a line; no line of ours begins inside a string.
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)\n|^[ \t]+", re.MULTILINE)


def lean(script: str) -> str:
    """Return a script without its comments and indentation, which nobody runs."""
    return COMMENT.sub("", script)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes the hashed name into `import … from "./combobox.js"` and `import("./…")`; only in the desk's own modules.

    Django can do so in every script, but by a pattern that also meets what only looks like an import.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            SCRIPTS,
            (
                (r"""(?P<matched>\bfrom "(?P<url>\./[-\w./]+)";)""", """from "%(url)s";"""),
                (r"""(?P<matched>\bimport\("(?P<url>\./[-\w./]+)"\))""", """import("%(url)s")"""),
            ),
        ),
    )

    def _save(self, name: str, content: Any) -> str:
        if fnmatch(name, SCRIPTS):
            content = ContentFile(lean(b"".join(content.chunks()).decode()).encode())
        return super()._save(name, content)
