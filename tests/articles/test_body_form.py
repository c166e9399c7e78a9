"""The body's field in a form: what comes out is what a body may hold, and its script finds its parts."""

import json
import re

import pytest
from django import forms
from django.contrib.staticfiles import finders

from articles.forms.body import IMPORTS, BodyField
from articles.markup import MAX_BYTES
from tests.conftest import ROOT

DESK = ROOT / "newsroom" / "static" / "newsroom" / "desk"
SPECIFIER = re.compile(r'^(?:import|\}) (?:.* from )?"([^"]+)";$', re.MULTILINE)
LATER = re.compile(r'\bimport\("([^"]+)"\)')


class StoryForm(forms.Form):
    body = BodyField()


def test_a_body_is_kept_as_a_body_may_hold_it():
    form = StoryForm({"body": '<p onclick="x()">One <b>bold</b>\n<script>x()</script></p><div>Two</div>'})

    assert form.is_valid()
    assert form.cleaned_data == {"body": "<p>One <strong>bold</strong></p>\n<p>Two</p>"}


def test_a_body_that_is_too_large_is_refused_with_the_reason():
    form = StoryForm({"body": "x" * (MAX_BYTES + 1)})

    assert form.errors == {
        "body": ["This text has 1,000,001 bytes; at most 1,000,000 fit. Remove pasted pictures or split the story."]
    }


def test_without_a_body_the_body_is_empty():
    form = StoryForm({})

    assert form.is_valid()
    assert form.cleaned_data == {"body": ""}


def test_the_textarea_holds_the_html_for_the_editor_and_for_those_without_script():
    html = str(StoryForm(initial={"body": "<p>A &amp; b</p>"})["body"])

    assert html == (
        '<textarea name="body" cols="40" rows="24" data-body id="id_body">\n'
        "&lt;p&gt;A &amp;amp; b&lt;/p&gt;</textarea>"
    )


def test_the_import_map_and_nothing_else_inline_carries_the_nonce():
    rendered = StoryForm().media.with_nonce("n0nce").render()

    maps = re.findall(r'<script type="importmap" nonce="n0nce">(.*?)</script>', rendered)
    assert [json.loads(found)["imports"] for found in maps] == [
        {name: f"/static/{path}" for name, path in IMPORTS.items()}
    ]
    assert [
        tag for tag in re.findall(r"<script[^>]*>", rendered) if "src=" not in tag and "importmap" not in tag
    ] == []


@pytest.mark.parametrize("path", IMPORTS.values())
def test_every_module_of_the_import_map_is_there(path):
    assert finders.find(path)


@pytest.mark.parametrize("path", sorted(DESK.glob("body/*.js")), ids=lambda path: path.name)
def test_every_module_of_the_editor_is_in_the_map(path):
    assert f"newsroom/desk/body/{path.name}" in IMPORTS.values()


@pytest.mark.parametrize(
    "path", [DESK / "body.js", DESK / "split.js", *sorted(DESK.glob("body/*.js"))], ids=lambda path: path.name
)
def test_a_module_of_the_editor_reaches_others_only_by_the_map(path):
    imported = set(SPECIFIER.findall(path.read_text())) | set(LATER.findall(path.read_text()))

    assert imported <= IMPORTS.keys()
