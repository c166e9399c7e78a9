"""Words that an editor links to somebody: a mention at that place whatever they say, gone when the link is."""

import pytest

from articles.actions import editing
from articles.actions.crediting import decide
from articles.models import Article, Edition, Mention, MentionState
from articles.rendering import compile_story
from articles.workflow import Refused
from people.models import Person
from tests.making import WEDNESDAY, everything, make_live_story, make_organisation, make_person, make_story
from tests.reading import part, read, texts

CONFIRMED, SUGGESTED, REJECTED = MentionState.CONFIRMED, MentionState.SUGGESTED, MentionState.REJECTED


@pytest.fixture
def biden(world):
    return make_person("Joe Biden")


@pytest.fixture
def truss(world):
    return make_person("Liz Truss")


def link(who, words):
    return f'<a data-entity="{who.pk}">{words}</a>'


def mark(who, words):
    return f'<a data-entity="person:{who.slug}">{words}</a>'


def ledger(article):
    """Return the ledger in reading order: who, as written, where, how sure."""
    rows = Mention.objects.filter(article=article).select_related("entity")
    return [(m.entity.name, m.surface, m.paragraph, m.offset, m.state) for m in rows]


def compiled(by, html):
    return compile_story(make_story(by, body=html), WEDNESDAY.date()).body_html


def save(article, html, by):
    editing.save(Article.objects.get(pk=article.pk), by=by, changes={"body": html})


def test_linked_words_are_a_confirmed_mention(rita, biden):
    article = make_story(rita, body=f"<p>Rain.</p><p>So {link(biden, 'the <em>president</em>')} said.</p>")

    assert ledger(article) == [("Joe Biden", "the president", 1, 3, CONFIRMED)]


def test_the_mention_goes_when_the_link_goes(rita, biden):
    article = make_story(rita, body=f"<p>So {link(biden, 'the president')} said.</p>")
    assert len(ledger(article)) == 1

    save(article, "<p>So the president said.</p>", rita)

    assert ledger(article) == []


def test_a_link_beats_every_other_meaning_of_its_words(rita, biden):
    make_person("Ana Ruiz")
    make_person("Ana Ruiz", slug="ana-ruiz-baker")
    words = "<p>Ana Ruiz, then {}.</p>"
    article = make_story(rita, body=words.format("Ana Ruiz"))
    assert [state for *_, state in ledger(article)] == [SUGGESTED] * 4

    save(article, words.format(link(biden, "Ana Ruiz")), rita)

    assert ledger(article)[2:] == [("Joe Biden", "Ana Ruiz", 0, 15, CONFIRMED)]


def test_a_link_within_a_longer_name_beats_it(rita, biden, truss):
    article = make_story(rita, body=f"<p>Liz {link(biden, 'Truss')} spoke.</p>")

    assert ledger(article) == [("Joe Biden", "Truss", 0, 4, CONFIRMED)]


def test_a_link_takes_back_the_no_that_was_said_there(rita, truss):
    article = make_story(rita, body="<p>Liz Truss spoke.</p>")
    decide(article, [truss], REJECTED, by=rita)

    save(article, f"<p>{link(truss, 'Liz Truss')} spoke.</p>", rita)

    assert ledger(article) == [("Liz Truss", "Liz Truss", 0, 0, CONFIRMED)]


def test_somebody_linked_cannot_be_rejected_beside_the_text(rita, biden):
    article = make_story(rita, body=f"<p>{link(biden, 'He')} spoke.</p>")
    before = everything()

    with pytest.raises(Refused) as refused:
        decide(article, [biden], REJECTED, by=rita)

    assert str(refused.value) == "“He” is linked to Joe Biden in the text. Remove the link there."
    assert everything() == before


def test_a_link_to_somebody_merged_means_the_one_they_are_now(rita, biden):
    old = make_person("Joseph Biden")
    Person.objects.filter(pk=old.pk).update(merged_into=biden)

    assert ledger(make_story(rita, body=f"<p>{link(old, 'He')} spoke.</p>")) == [("Joe Biden", "He", 0, 0, CONFIRMED)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "the president",
            "“the president” is linked to somebody who is not there. Link it again, or remove the link.",
        ),
        ("x" * 201, "“" + "x" * 201 + "” is linked to somebody who is not there. Link it again, or remove the link."),
    ],
)
def test_a_link_to_nobody_is_refused_and_the_story_stays(words, message, rita, biden):
    article = make_story(rita)
    before = everything()

    with pytest.raises(Refused) as refused:
        save(article, f'<p>So <a data-entity="{biden.pk + 999}">{words}</a> said.</p>', rita)

    assert str(refused.value) == message
    assert everything() == before


def test_a_whole_paragraph_is_no_name(rita, biden):
    with pytest.raises(Refused, match="is too long for the name of somebody. Link fewer words."):
        make_story(rita, body=f"<p>{link(biden, 'long ' * 50)}.</p>")


def test_every_linked_place_in_running_text_opens_the_card(pia, biden, truss):
    html = (
        f"<p>Liz Truss met {link(biden, 'him')}. Joe Biden smiled at Liz Truss.</p>"
        f"<ul><li>Then {link(truss, 'the <em>secretary</em>')} left.</li></ul>"
    )

    assert compiled(pia, html) == (
        f"<p>{mark(truss, 'Liz Truss')} met {mark(biden, 'him')}. Joe Biden smiled at Liz Truss.</p>\n"
        f"<ul><li>Then {mark(truss, 'the <em>secretary</em>')} left.</li></ul>"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>So {} said</h2>", "<h2>So he said</h2>"),
        (
            "<table><tbody><tr><td>{}</td></tr></tbody></table>",
            "<table><tbody><tr><td>he</td></tr></tbody></table>",
        ),
    ],
)
def test_a_link_where_no_card_opens_is_text(html, expected, pia, biden):
    assert compiled(pia, html.format(link(biden, "he"))) == expected


def test_words_that_lead_somewhere_as_well_stay_a_link(pia, biden):
    html = f'<p><a href="/x/" data-entity="{biden.pk}">He</a> spoke.</p>'

    assert compiled(pia, html) == '<p><a href="/x/">He</a> spoke.</p>'


def test_readers_get_the_card_on_the_linked_words(noor, pia, biden):
    story = make_live_story(pia, body=f'<p>"{link(biden, "The president")}" spoke.</p>')

    page = read(noor.get(story.get_absolute_url()))

    assert texts(page.find(".//div[@class='body']"), "button") == ["The president"]
    assert texts(part(page, "Key people in this story"), "b") == ["Joe Biden"]
    assert str(biden.pk) not in Edition.objects.get(pk=story.pk).body_html


def test_somebody_protected_never_shows_whatever_links_them(noor, pia, biden):
    story = make_live_story(pia, body=f"<p>{link(biden, 'The boy')} ran.</p>")
    assert texts(read(noor.get(story.get_absolute_url())), "button")

    Person.objects.filter(pk=biden.pk).update(protection="minor")

    content = noor.get(story.get_absolute_url()).content.decode()
    assert ["<p>The boy ran.</p>" in content, "Biden" in content] == [True, False]


def test_an_organisation_is_linked_as_well(pia, world):
    nato = make_organisation("NATO")

    assert compiled(pia, f"<p>{link(nato, 'The alliance')} met.</p>") == (
        '<p><a data-entity="organisation:nato">The alliance</a> met.</p>'
    )
