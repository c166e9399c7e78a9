"""How much script of ours the form of a story loads, packed as it is sent; the editor's library is not ours."""

import gzip
import re

import pytest

from newsroom.staticfiles import lean
from tests.conftest import ROOT

DESK = ROOT / "newsroom" / "static" / "newsroom" / "desk"
SCRIPTS = sorted(path.relative_to(DESK).as_posix() for path in DESK.rglob("*.js"))
# The form's own, the body's, the notes', and what every page of the desk has.
FIRST = [name for name in ("story.js", "body.js", "notes.js", "desk.js") if name in SCRIPTS]


def loaded(name: str, found: set[str]) -> set[str]:
    """Return the modules that one imports at once, and those in turn."""
    if name not in found:
        found.add(name)
        for path in re.findall(r'\bfrom "(?:\./|desk/)([-\w./]+?)(?:\.js)?";', (DESK / name).read_text()):
            loaded(f"{path}.js", found)
    return found


def packed(names: set[str]) -> int:
    return sum(len(gzip.compress(lean((DESK / name).read_text()).encode(), 9)) for name in names)


def test_the_form_of_a_story_loads_at_most_forty_kilobytes_of_our_script():
    everything = set().union(*(loaded(name, set()) for name in FIRST))

    assert {"combobox.js", "saving.js", "keys.js", "body.js", "body/toolbar.js"} <= everything
    assert packed(everything) <= 40_000
    assert packed(loaded("story.js", set())) <= 22_000


def test_a_script_is_sent_without_comments_and_indentation():
    script = '/** Says\n * why. */\nfor (const one of all) {\n  // Never.\n  say("// no comment", one); // stays\n}\n'

    assert lean(script) == 'for (const one of all) {\nsay("// no comment", one); // stays\n}\n'


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_line_of_a_script_begins_inside_a_string(name):
    lines = (DESK / name).read_text().splitlines()

    assert [line for line in lines if line.count("`") % 2] == []
