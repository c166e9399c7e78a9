"""Static files under names of their content, also where one of the desk's scripts imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes the hashed name into `import … from "./combobox.js"`; only in the desk's own modules.

    Django can do so in every script, but by a pattern that also meets what only looks like an import.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("newsroom/desk/*.js", ((r"""(?P<matched>\bfrom "(?P<url>\./[-\w./]+)";)""", """from "%(url)s";"""),)),
    )
