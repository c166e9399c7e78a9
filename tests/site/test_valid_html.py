"""Every page is valid HTML, without so much as a remark."""

import pytest

from tests.site import nu
from tests.site.pages import EVERY
from tests.site.serving import ask

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.xdist_group("pages"),
    pytest.mark.skipif(
        bool(nu.missing()),
        reason=f"LEFT OUT: valid HTML. Its checker needs Java and npm; Debian: apt install {' '.join(nu.missing())}",
    ),
]


WRONG = (
    '<!DOCTYPE html>\n<html lang="en"><title>Wrong</title>\n<p id="a">One</p><p id="a">Two</p>\n<section></section>'
)


def test_every_page_is_valid_html_and_what_is_not_is_found(site, tmp_path):
    pages = {name: ask(site, path, Accept_Encoding="gzip").text for name, path in EVERY.items()}
    files = [tmp_path / f"{name}.html" for name in [*pages, "wrong"]]
    for file, page in zip(files, [*pages.values(), WRONG], strict=True):
        file.write_text(page)

    found = nu.check(files)

    wrong = found.pop("wrong")
    assert [line.split(":")[0] for line in wrong] == ["error, line 3", "warning, line 3", "warning, line 4"]
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name in found for line in found[name])
    assert set(found) == set(EVERY)
