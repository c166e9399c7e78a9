"""The house rules that no other tool watches: the readers' one gate, and how large a thing may grow."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.any_database

HOUSES = ("newsroom", "articles", "people")
# Everything that answers readers; a door that is opened later is to be named here.
READERS_SIDE = ("articles/views", "articles/templatetags", "articles/api", "articles/search")
READERS_MODULES = ("people/views.py", "articles/feeds.py", "articles/sitemaps.py")
MODULE, FUNCTION, TEMPLATE = 300, 40, 120


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


MODULES = [path for path in sources(*HOUSES) if "migrations" not in path.parts]
MIGRATIONS = [path for path in sources(*HOUSES) if "migrations" in path.parts]
READERS = [*sources(*READERS_SIDE), *(ROOT / name for name in READERS_MODULES if (ROOT / name).exists())]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def named(paths):
    """Parametrize over paths, each test named by its path in the project."""
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.relative_to(ROOT).as_posix())


def working_copies(source: str) -> list[int]:
    """Return the lines that reach for the working copy."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if is_working_copy(node)]


def is_working_copy(node: ast.AST) -> bool:
    """Tell whether this names the working copy, its module, or a module through which it can be had."""
    match node:
        case ast.ImportFrom(module="articles.models.articles"):
            return True
        case ast.ImportFrom(module=module, names=names):
            banned = {"Article", "*"} | ({"models", "actions"} if module == "articles" else set())
            return not banned.isdisjoint(alias.name for alias in names)
        case ast.Import(names=names):
            return any(alias.name.startswith(("articles.models", "articles.actions")) for alias in names)
        case ast.Name(id="Article") | ast.Attribute(attr="Article"):
            return True
        case ast.Constant(value=value):
            return value in {"Article", "articles.Article"}
    return False


def functions(path: Path) -> dict[str, int]:
    tree = ast.parse(path.read_text())
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {f"{path.name}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1 for node in found}


def without_comments(template: str) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", template, flags=re.DOTALL)


@named(READERS)
def test_the_readers_side_never_reaches_for_a_working_copy(path):
    assert working_copies(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "from articles.models import Article",
        "from articles.models import Edition, Article as A",
        "from articles.models import *",
        "from articles.models.articles import ArticleQuerySet",
        "from articles import models",
        "import articles.models as m",
        "from django.apps import apps\napps.get_model('articles', 'Article')",
        "Edition.article.field.related_model.Article",
    ],
)
def test_the_watch_at_the_gate_sees_every_way_round(source):
    assert working_copies(source) != []


def test_the_watch_lets_editions_through():
    assert working_copies("from articles.models import Edition\nedition.article_id") == []


def test_there_are_modules_and_templates_to_watch():
    names = {path.relative_to(ROOT).as_posix() for path in READERS}

    assert {"articles/views/article.py", "articles/templatetags/newsroom.py", "people/views.py"} <= names
    assert len(MODULES) > 50
    assert len(TEMPLATES) > 30


@named([path for path in MODULES if path.read_text().strip()] + MIGRATIONS)
def test_every_module_opens_by_saying_what_lives_in_it(path):
    if path.name == "__init__.py" and not path.read_text().strip():
        return
    is_generated = path.name == "0001_initial.py"

    assert is_generated or ast.get_docstring(ast.parse(path.read_text()))


@named(MODULES)
def test_a_module_can_be_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= MODULE


@named(MODULES)
def test_a_function_can_be_seen_at_once(path):
    assert {name: lines for name, lines in functions(path).items() if lines > FUNCTION} == {}


@named(TEMPLATES)
def test_a_template_is_a_page_at_most(path):
    assert len(path.read_text().splitlines()) <= TEMPLATE


@named(TEMPLATES)
def test_a_template_trusts_no_text_and_has_nothing_inline(path):
    template = without_comments(path.read_text())

    assert re.findall(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off", template) == []
    assert re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:", template, flags=re.IGNORECASE) == []
    # A script is a file of ours, or data that is not run.
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", template, flags=re.IGNORECASE | re.DOTALL)
    assert [s for s in scripts if not ("src=" in s[0] and not s[1].strip()) and "json" not in s[0]] == []


def test_only_the_two_places_that_vouch_for_their_html_mark_text_as_safe():
    calls = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"mark_safe", "SafeString"}
    }

    assert calls == {"articles/rendering.py", "articles/templatetags/newsroom.py"}


@named(MODULES)
def test_nothing_happens_behind_a_save(path):
    tree = ast.parse(path.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    in_classes = [
        node.name
        for cls in ast.walk(tree)
        if isinstance(cls, ast.ClassDef)
        for node in cls.body
        if isinstance(node, ast.FunctionDef)
    ]

    assert imported & {"receiver", "post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed"} == set()
    assert "save" not in in_classes
