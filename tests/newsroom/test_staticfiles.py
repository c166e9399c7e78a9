"""The desk's scripts import each other under the names of their content, as every static file is kept."""

import re
from pathlib import Path

from django.apps import apps
from django.contrib import admin as django_admin
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from newsroom.staticfiles import StaticFilesStorage


def collected(folder, files):
    """Return what is in each file after it was collected, by its name without the hash."""
    storage = StaticFilesStorage(location=folder, base_url="/static/")
    for name, text in files.items():
        FileSystemStorage(folder).save(name, ContentFile(text))
    list(storage.post_process({name: (storage, name) for name in files}))
    return {name: (folder / storage.hashed_files[name]).read_text() for name in files}


def test_an_import_of_a_neighbour_gets_the_name_of_its_content(tmp_path, settings):
    settings.STATIC_URL = "/static/"
    files = {
        "newsroom/desk/box.js": 'import { make } from "./parts/make.js";\nimport "editor";\n'
        'import("./parts/make.js").then(make);\n',
        "newsroom/desk/parts/make.js": "export const make = 1;\n",
        "admin/js/other.js": 'import { make } from "./missing.js";\n',
    }

    written = collected(tmp_path, files)

    assert re.fullmatch(
        r'import \{ make \} from "\./parts/make\.[0-9a-f]{12}\.js";\nimport "editor";\n'
        r'import\("\./parts/make\.[0-9a-f]{12}\.js"\)\.then\(make\);\n',
        written["newsroom/desk/box.js"],
    )
    assert written["admin/js/other.js"] == files["admin/js/other.js"]


def test_select2_is_not_among_the_files_that_are_served():
    in_the_admin = Path(django_admin.__file__).parent / "static" / "admin" / "js" / "vendor"
    served = {
        path for finder in get_finders() for path, _ in finder.list(apps.get_app_config("staticfiles").ignore_patterns)
    }

    assert (in_the_admin / "select2" / "select2.full.js").exists()
    assert "admin/js/vendor/jquery/jquery.min.js" in served
    assert [path for path in served if "select2" in path.split("/")] == []
