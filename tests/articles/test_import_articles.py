"""The command `import_articles`: what goes in, what it says, and every option."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles import body
from articles.models import Article, Edition, LinkState, MentionState
from articles.workflow import State
from tests.making import everything, make_live_story, make_organisation, make_person, make_user
from tests.running import FIXTURES

SEED = FIXTURES / "stories" / "france-debriefs-us.txt"
EIGHT = (
    "Joe Biden",
    "Emmanuel Macron",
    "Vladimir Putin",
    "Volodymyr Zelenskyy",
    "Olaf Scholz",
    "Liz Truss",
    "Sergey Lavrov",
    "Maria Zakharova",
)
PUBLISHED = ("--section", "world", "--byline", "Staff and agencies", "--publish")


def run(*arguments: object) -> str:
    """Import, and return what was said of it."""
    out = io.StringIO()
    call_command("import_articles", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def imported() -> Article:
    return Article.objects.get(source="file", source_id="france-debriefs-us")


def test_the_seed_story_goes_in_whole(world):
    for name in EIGHT:
        make_person(name)
    make_organisation("NATO")

    said = run(SEED)

    article = imported()
    lines = SEED.read_text().splitlines()
    blocks = body.blocks(article.body)
    subheads = ["UK's Truss travels to Moscow", "Russia rejects 'absurd' claims"]
    assert [article.headline, article.standfirst] == lines[:2]
    assert [block.tag for block in blocks] == [*["p"] * 7, "related", "h2", *["p"] * 3, "h2", *["p"] * 5, "related"]
    assert [block.text for block in blocks if block.tag == "h2"] == subheads
    assert [block.text or "READ MORE" for block in blocks] == [
        line.partition(":")[0] if line.startswith("READ MORE") else line for line in lines[2:]
    ]
    assert [link.hint for link in article.related_links.all()] == [
        "Ukraine: European diplomatic push helping avoid war but tensions persist",
        "US general warns Russia-Ukraine war could spill to Middle East",
    ]
    named = article.mentions.filter(state=MentionState.CONFIRMED).values_list("entity__name", flat=True)
    assert set(named) == {*EIGHT, "NATO"}
    assert said.splitlines() == [
        f"created   {SEED}: “{lines[0]}”; 15 paragraphs, 2 subheads; 2 READ MORE (0 linked, 2 waiting); "
        "8 people, 1 organisations",
        "1 created, 0 changed, 0 unchanged, 0 skipped, 0 broken.",
    ]


def test_without_options_it_is_a_draft_of_the_importer_that_no_reader_sees(world):
    run(SEED)

    article = imported()
    assert (article.state, article.section, article.bylines.count()) == (State.DRAFT, None, 0)
    assert article.language == "en-gb"
    assert (article.created_by.username, article.created_by.has_usable_password()) == ("importer", False)
    assert [revision.label for revision in article.revisions.all()] == ["Imported"]
    assert [entry.by_name for entry in article.history.all()] == ["Importer"]
    assert not Edition.objects.exists()


def test_draft_is_the_default_said_aloud(world):
    run(SEED, "--draft")

    assert imported().state == State.DRAFT
    assert not Edition.objects.exists()


def test_a_reference_to_a_known_story_is_linked_at_once(pia):
    known = "Ukraine: European diplomatic push helping avoid war but tensions persist"
    push = make_live_story(pia, headline=known)

    said = run(SEED)

    assert "2 READ MORE (1 linked, 1 waiting)" in said
    assert [(link.target, link.state) for link in imported().related_links.all()] == [
        (push.article, LinkState.RESOLVED),
        (None, LinkState.DANGLING),
    ]


def test_published_it_is_live_from_the_date_on(world, noor):
    moment = dt.datetime(2022, 2, 9, 20, 14, tzinfo=ZoneInfo("Europe/London"))

    said = run(SEED, *PUBLISHED, "--date", "2022-02-09T20:14")

    article, edition = imported(), Edition.objects.get()
    assert said.splitlines()[0].endswith("; published")
    assert (article.state, article.created_at) == (State.READY, moment)
    assert (edition.live_from, edition.first_published_at, edition.updated_at) == (moment, moment, moment)
    assert (
        noor.get("/2022/02/09/france-debriefs-us-as-top-uk-diplomat-flies-to-russia-to-ease-impasse/").status_code
        == 200
    )


def test_published_without_a_date_it_is_live_at_once(world):
    run(SEED, *PUBLISHED)

    assert Edition.objects.live().count() == 1


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2022-02-09", "2022-02-09T00:00:00+00:00"),
        ("2022-07-09", "2022-07-08T23:00:00+00:00"),
        ("2022-07-09T20:14", "2022-07-09T19:14:00+00:00"),
        ("2022-07-09 20:14:15", "2022-07-09T19:14:15+00:00"),
        ("2022-07-09T20:14+02:00", "2022-07-09T18:14:00+00:00"),
        ("2022-07-09T20:14Z", "2022-07-09T20:14:00+00:00"),
    ],
)
def test_a_date_is_of_the_newsrooms_zone_unless_it_says_another(world, written, moment):
    run(SEED, "--date", written)

    article = imported()
    assert article.created_at == dt.datetime.fromisoformat(moment)
    assert [entry.at for entry in article.history.all()] == [article.created_at]


def test_a_draft_may_be_dated_ahead_but_nothing_is_published_ahead(world):
    ahead = "2999-01-01"

    run(SEED, "--date", ahead)
    before = everything()
    with pytest.raises(CommandError, match="cannot be published for a time to come. Import drafts and schedule them"):
        run(SEED, *PUBLISHED, "--date", ahead)

    assert everything() == before


def test_a_byline_is_a_person_we_know_or_a_free_name(world):
    hanna = make_person("Hanna Lind")

    run(SEED, "--byline", "Hanna Lind", "--byline", "Staff and agencies")

    assert [(line.person, line.name) for line in imported().bylines.all()] == [
        (hanna, ""),
        (None, "Staff and agencies"),
    ]


def test_a_byline_that_two_people_have_is_not_guessed(world):
    make_person("Hanna Lind")
    make_person("Hanna Lind", slug="hanna-lind-of-oslo")
    before = everything()

    with pytest.raises(CommandError, match="2 people are called “Hanna Lind”. Choose one at the desk instead."):
        run(SEED, "--byline", "Hanna Lind")

    assert everything() == before


def test_section_and_language_are_kept_with_every_file(world, tmp_path):
    other = tmp_path / "autre.txt"
    other.write_text("Un titre\nUn chapeau.\nUn paragraphe.\n")

    run(SEED, other, "--section", "world", "--language", "fr")

    kept = Article.objects.order_by("source_id").values_list("source_id", "section__slug", "language")
    assert list(kept) == [("autre", "world", "fr"), ("france-debriefs-us", "world", "fr")]


def test_by_says_on_whose_account(rita):
    run(SEED, "--by", "rita")

    article = imported()
    assert article.created_by == rita
    assert [entry.by for entry in article.history.all()] == [rita]
    assert not User.objects.filter(username="importer").exists()


def test_who_may_not_publish_does_not_by_importing(rita, world):
    before = everything()

    said = run(SEED, *PUBLISHED, "--by", "rita")

    assert said.splitlines() == [
        f"skipped   {SEED}: You may not do “Ready” with this story.",
        "0 created, 0 changed, 0 unchanged, 1 skipped, 0 broken.",
    ]
    assert everything() == before


def test_who_may_not_write_does_not_by_importing(world):
    make_user("visitor")
    before = everything()

    said = run(SEED, "--by", "visitor")

    assert said.startswith(f"skipped   {SEED}: You may not start stories.")
    assert everything() == before


def test_a_story_that_is_not_ready_stays_out_whole_when_it_is_to_be_published(pia):
    before = everything()

    said = run(SEED, "--publish", "--by", "pia")

    reason = "Choose a section. Say who wrote it: add a byline."
    assert said.splitlines()[0] == f"skipped   {SEED}: {reason}"
    assert everything() == before


def test_a_dry_run_says_the_same_and_changes_nothing_at_all(world):
    before = everything()

    said = run(SEED, *PUBLISHED, "--dry-run")

    assert everything() == before
    assert not User.objects.filter(username="importer").exists()
    assert said.splitlines() == [
        *run(SEED, *PUBLISHED).splitlines()[:1],
        "Nothing was changed. It would be: 1 created, 0 changed, 0 unchanged, 0 skipped, 0 broken.",
    ]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--section", "wolrd"), "There is no section “wolrd”. Sections: world."),
        (("--section", ""), "There is no section “”. Sections: world."),
        (("--by", "nobody"), "There is no user “nobody”."),
        (("--date", "yesterday"), "--date: “yesterday” is no date such as 2022-02-09 or 2022-02-09T20:14."),
        (("--date", "2022-02-30"), "--date: “2022-02-30” is no date such as 2022-02-09 or 2022-02-09T20:14."),
        (
            ("--date", "2022-02-09T25:00"),
            "--date: “2022-02-09T25:00” is no date such as 2022-02-09 or 2022-02-09T20:14.",
        ),
        (("--date", ""), "--date: “” is no date such as 2022-02-09 or 2022-02-09T20:14."),
        (("--publish", "--draft"), "Error: argument --draft: not allowed with argument --publish"),
    ],
)
def test_an_option_that_names_nothing_stops_before_anything_is_written(world, option, said):
    before = everything()

    with pytest.raises(CommandError) as refused:
        run(SEED, *option)

    assert str(refused.value) == said
    assert everything() == before


def test_without_any_section_the_refusal_says_so(db):
    with pytest.raises(CommandError, match="There is no section “world”. Sections: none yet."):
        run(SEED, "--section", "world")
