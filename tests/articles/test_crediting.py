"""The ledger of names: found when saved, confirmed or suggested, and an editor's no that is remembered."""

import pytest

from articles.actions import editing
from articles.actions.crediting import decide, find_mentions
from articles.actions.moving import Denied
from articles.models import Article, Mention, MentionState
from articles.workflow import Refused
from tests.making import make_organisation, make_person, make_story, make_user

CONFIRMED, SUGGESTED, REJECTED = MentionState.CONFIRMED, MentionState.SUGGESTED, MentionState.REJECTED


def ledger(article):
    """Return the ledger in reading order: who, as written, where, how sure."""
    rows = Mention.objects.filter(article=article).order_by("paragraph", "offset", "entity__name")
    return [(m.entity.name, m.surface, m.paragraph, m.offset, m.state) for m in rows.select_related("entity")]


def save(article, body, by):
    editing.save(Article.objects.get(pk=article.pk), by=by, changes={"body": body})


def test_a_full_name_and_the_surname_after_it_are_confirmed_without_asking(rita, world):
    make_person("Liz Truss")

    article = make_story(rita, body="<p>Truss? “Liz Truss’s plan”.</p><h2>Truss flies</h2>")

    assert ledger(article) == [
        ("Liz Truss", "Liz Truss", 0, 8, CONFIRMED),
        ("Liz Truss", "Truss", 1, 0, CONFIRMED),
    ]
    assert {mention.decided_by for mention in article.mentions.all()} == {None}


def test_an_alias_that_may_be_somebody_else_is_suggested(rita, world):
    make_organisation("Apple", aliases=[{"name": "The Fruit", "match": "suggest"}])

    article = make_story(rita, body="<p>The Fruit and Apple.</p>")

    assert ledger(article) == [("Apple", "The Fruit", 0, 0, SUGGESTED), ("Apple", "Apple", 0, 14, CONFIRMED)]


def test_a_name_of_two_is_suggested_for_both(rita, world):
    make_person("Ana Ruiz")
    make_person("Ana Ruiz", slug="ana-ruiz-baker")

    article = make_story(rita, body="<p>Ana Ruiz came.</p>")

    assert ledger(article) == [("Ana Ruiz", "Ana Ruiz", 0, 0, SUGGESTED)] * 2


def test_somebody_merged_into_another_is_not_found_under_the_old_record(rita, world):
    liz = make_person("Liz Truss")
    old = make_person("Elizabeth Truss")
    old.merged_into = liz
    old.save()

    assert ledger(make_story(rita, body="<p>Elizabeth Truss came.</p>")) == []


def test_offsets_count_code_points_whatever_stands_before(rita, world):
    make_organisation("NATO")

    article = make_story(rita, body="<p>🇬🇧 👩‍🚀 <em>é</em> &amp; <strong>NATO</strong></p>")

    [mention] = article.mentions.all()
    text = "🇬🇧 👩‍🚀 é & NATO"
    assert text[mention.offset : mention.end] == "NATO"
    assert mention.offset == text.index("NATO")


def test_a_rejection_is_remembered_when_the_text_is_edited(rita, ed):
    make_organisation("May")
    article = make_story(rita, body="<p>May was cold.</p>")

    decide(article, [article.mentions.get().entity], REJECTED, by=ed)
    save(article, "<p>It was cold.</p><p>In May, May was colder.</p>", rita)

    now = [row for row in ledger(article) if row[2] == 1]
    assert now == [("May", "May", 1, 3, REJECTED), ("May", "May", 1, 8, REJECTED)]
    assert {row[4] for row in ledger(article)} == {REJECTED}
    assert {mention.decided_by for mention in article.mentions.all()} == {ed}


def test_a_rejection_is_remembered_while_the_name_is_out_of_the_text(rita, ed):
    make_organisation("May")
    article = make_story(rita, body="<p>May was cold.</p>")
    decide(article, [article.mentions.get().entity], REJECTED, by=ed)

    save(article, "<p>It was cold.</p>", rita)
    save(article, "<p>Then came May.</p>", rita)

    assert [row for row in ledger(article) if row[3] == 10] == [("May", "May", 0, 10, REJECTED)]


def test_a_confirmation_stays_with_the_name_where_it_moves(rita, ed):
    make_organisation("Apple", aliases=[{"name": "The Fruit", "match": "suggest"}])
    article = make_story(rita, body="<p>The Fruit.</p>")

    decide(article, [article.mentions.get().entity], CONFIRMED, by=ed)
    save(article, "<p>Said The Fruit.</p>", rita)

    assert ledger(article) == [("Apple", "The Fruit", 0, 5, CONFIRMED)]
    assert article.mentions.get().decided_by == ed


def test_a_name_nobody_decided_about_goes_with_its_text(rita, world):
    make_organisation("NATO")
    article = make_story(rita, body="<p>NATO met.</p>")

    save(article, "<p>They met.</p>", rita)

    assert ledger(article) == []


def test_finding_again_changes_nothing(rita, ed):
    make_organisation("NATO")
    make_organisation("May")
    article = make_story(rita, body="<p>NATO met in May.</p>")
    decide(article, [article.mentions.get(surface="May").entity], REJECTED, by=ed)
    before = ledger(article)

    find_mentions(article)

    assert ledger(article) == before


def test_an_editor_may_change_her_mind_after_the_text_has_moved_on(rita, ed):
    make_organisation("May")
    make_organisation("NATO")
    article = make_story(rita, body="<p>May was cold.</p>")
    may = article.mentions.get().entity
    decide(article, [may], REJECTED, by=ed)
    save(article, "<p>NATO met in May.</p>", rita)

    decide(article, [may], CONFIRMED, by=ed)

    assert ledger(article) == [("NATO", "NATO", 0, 0, CONFIRMED), ("May", "May", 0, 12, CONFIRMED)]


def test_one_place_cannot_be_two_people(rita, ed):
    first, second = make_person("Ana Ruiz"), make_person("Ana Ruiz", slug="ana-ruiz-baker")
    article = make_story(rita, body="<p>Ana Ruiz came.</p>")
    before = ledger(article)

    with pytest.raises(Refused, match="cannot name two"):
        decide(article, [first, second], CONFIRMED, by=ed)
    assert ledger(article) == before

    decide(article, [first], CONFIRMED, by=ed)
    with pytest.raises(Refused, match="cannot name two"):
        decide(article, [second], CONFIRMED, by=ed)
    assert [m.entity_id for m in article.mentions.filter(state=CONFIRMED)] == [first.pk]


def test_a_decision_is_about_one_story_alone(rita, ed):
    make_organisation("May")
    first, second = (make_story(rita, headline=name, body="<p>May came.</p>") for name in ("One", "Two"))

    decide(first, [first.mentions.get().entity], REJECTED, by=ed)

    assert ledger(second) == [("May", "May", 0, 0, CONFIRMED)]


def test_only_who_may_edit_the_story_decides(rita, ed):
    make_organisation("May")
    article = make_story(rita, body="<p>May came.</p>")
    before = ledger(article)

    with pytest.raises(Denied):
        decide(article, [article.mentions.get().entity], REJECTED, by=make_user("sam", "reporter"))

    assert ledger(article) == before
