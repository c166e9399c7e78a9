"""References by headline: tied in both directions, whichever story appears first; a doubtful one waits."""

from articles.actions import editing, publishing
from articles.models import Article, EditionLink, LinkState, RelatedLink
from articles.models.links import hint_key
from tests.making import (
    HOUR,
    WEDNESDAY,
    change_story,
    make_live_story,
    make_person,
    make_ready_story,
    make_story,
)

BODY = '<p>The talks went on.</p>\n<aside data-related="read-more-1"></aside>'
ENVOY = "Envoy in Moscow: “no deal”"


def asking(hint=ENVOY, **data):
    return {"body": BODY, "links": [{"key": "read-more-1", "hint": hint, **data}]}


def link_of(article):
    link = RelatedLink.objects.get(article=article)
    return link.state, link.target


def public_link_of(edition):
    link = EditionLink.objects.get(edition=edition)
    return link.target, link.title, link.in_text


def test_a_reference_to_a_story_that_is_out_is_tied_when_saved(rita, pia):
    envoy = make_live_story(pia, headline=ENVOY)

    article = make_story(rita, **asking("ENVOY in Moscow - 'No deal'"))

    assert link_of(article) == (LinkState.RESOLVED, envoy.article)


def test_a_reference_to_a_story_to_come_waits_and_shows_nothing(pia):
    asker = make_live_story(pia, **asking())

    assert link_of(asker.article) == (LinkState.DANGLING, None)
    assert public_link_of(asker) == (None, ENVOY, True)


def test_a_story_that_appears_ties_the_references_that_waited_for_it(rita, pia):
    asker = make_live_story(pia, **asking())
    draft = make_story(rita, headline="A draft", **asking())
    others = make_live_story(pia, headline="Other", **asking("Another headline"))

    envoy = make_live_story(pia, headline=ENVOY)

    assert link_of(asker.article) == link_of(draft) == (LinkState.RESOLVED, envoy.article)
    assert public_link_of(asker) == (envoy.article, ENVOY, True)
    assert link_of(others.article) == (LinkState.DANGLING, None)
    assert public_link_of(others)[0] is None


def test_a_working_copy_that_carries_the_headline_answers_nothing(rita, pia):
    make_story(rita, headline=ENVOY)

    assert link_of(make_story(rita, headline="Asker", **asking())) == (LinkState.DANGLING, None)


def test_a_reference_to_two_stories_of_one_headline_waits_for_a_person(rita, pia):
    first = make_live_story(pia, headline=ENVOY)
    make_live_story(pia, headline=ENVOY)

    article = make_story(rita, headline="Asker", **asking())
    assert link_of(article) == (LinkState.DANGLING, None)

    editing.save(article, by=rita, changes=asking(target=str(first.article.uuid)))
    assert link_of(article) == (LinkState.RESOLVED, first.article)


def test_what_a_person_chose_among_two_survives_the_next_save_of_the_whole_story(rita, pia):
    make_live_story(pia, headline=ENVOY)
    second = make_live_story(pia, headline=ENVOY)
    article = make_story(rita, headline="Asker", **asking(target=str(second.article.uuid)))

    revision = article.revisions.get()
    editing.restore(article, revision, by=rita)

    assert link_of(article) == (LinkState.RESOLVED, second.article)


def test_a_second_story_of_the_headline_takes_nothing_from_the_first_and_ties_nothing(rita, pia):
    asker = make_live_story(pia, **asking())
    first = make_live_story(pia, headline=ENVOY)
    waiting = RelatedLink.objects.get(article=make_story(rita, headline="Late", **asking()))
    waiting.target, waiting.state = None, LinkState.DANGLING
    waiting.save()

    make_live_story(pia, headline=ENVOY)

    assert public_link_of(asker)[0] == first.article
    assert link_of(waiting.article) == (LinkState.DANGLING, None)


def test_a_story_never_refers_to_itself(pia):
    article = make_live_story(pia, headline=ENVOY, **asking()).article

    assert link_of(article) == (LinkState.DANGLING, None)
    assert public_link_of(article.editions.get())[0] is None


def test_a_story_answers_by_a_headline_it_had_before(rita, pia):
    envoy = make_live_story(pia, headline=ENVOY)
    change_story(envoy, pia, WEDNESDAY + HOUR, headline="Envoy leaves")

    article = make_story(rita, headline="Asker", **asking())

    assert link_of(article) == (LinkState.RESOLVED, envoy.article)


def test_an_update_with_a_new_headline_ties_who_waits_for_it(pia):
    asker = make_live_story(pia, **asking())
    envoy = make_live_story(pia, headline="Envoy sets out")

    change_story(envoy, pia, WEDNESDAY + HOUR, headline=ENVOY)

    assert public_link_of(asker)[0] == envoy.article


def test_a_vetoed_reference_is_never_tied_nor_published(rita, pia):
    draft = make_story(rita, headline="A draft", **asking(vetoed=True))
    asker = make_live_story(pia, **asking(vetoed=True))

    make_live_story(pia, headline=ENVOY)

    assert link_of(draft) == link_of(asker.article) == (LinkState.VETOED, None)
    assert list(EditionLink.objects.filter(edition=asker)) == []


def test_a_veto_of_a_tied_reference_stays_over_saves(rita, pia):
    make_live_story(pia, headline=ENVOY)
    article = make_story(rita, headline="A draft", **asking(vetoed=True))

    editing.restore(article, article.revisions.get(), by=rita)

    assert link_of(article)[0] == LinkState.VETOED


def test_a_scheduled_story_ties_but_only_readers_of_its_time_get_it(pia):
    asker = make_live_story(pia, **asking())
    envoy = make_ready_story(pia, headline=ENVOY)

    edition = publishing.schedule(envoy, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)

    assert public_link_of(asker)[0] == envoy
    assert list(Article.objects.filter(editions__in=[edition])) == [envoy]


def test_a_headline_of_signs_alone_ties_nothing(rita, pia):
    waiting = make_story(rita, headline="Waiting", **asking("…?!"))
    out = [{"key": "gov", "url": "https://www.gov.uk/"}, {"key": "odd", "hint": "—"}]
    asker = make_live_story(pia, headline="Asker", links=out)

    make_live_story(pia, headline="?!")

    assert link_of(waiting) == (LinkState.DANGLING, None)
    assert list(EditionLink.objects.filter(edition=asker).values_list("key", "target")) == [
        ("gov", None),
        ("odd", None),
    ]


def test_an_address_with_words_stays_an_address(pia):
    out = [{"key": "gov", "url": "https://www.gov.uk/", "hint": ENVOY}]
    asker = make_live_story(pia, headline="Asker", links=out)

    make_live_story(pia, headline=ENVOY)

    link = EditionLink.objects.get(edition=asker)
    assert (link.url, link.target) == ("https://www.gov.uk/", None)


def test_headlines_are_compared_by_their_letters_and_digits():
    assert hint_key("  Envoy in Moscow: “NO deal”! ") == "envoy in moscow no deal"
    assert hint_key("Straße 2022") == hint_key("STRASSE, 2022")
    assert hint_key("北京：会谈") == "北京 会谈"
    assert hint_key("?! 🎉") == ""
    assert len(hint_key("a" * 400)) == 300


def test_a_story_that_was_withdrawn_stands_in_no_other_ones_way(pia):
    gone = make_live_story(pia, headline="Talks fail").article
    publishing.withdraw(gone, by=pia, note="It was not true.")
    asks = make_live_story(pia, headline="Asks", links=[{"key": "one", "hint": "Talks fail"}]).article
    assert asks.related_links.get().target is None

    answers = make_live_story(pia, headline="Talks fail").article

    assert asks.related_links.get().target == answers


def test_somebody_added_after_the_last_save_is_found_when_the_story_is_published(pia):
    story = make_ready_story(pia, body="<p>Liz Truss spoke.</p>")
    make_person("Liz Truss")

    edition = publishing.publish(story, by=pia, at=WEDNESDAY)

    assert [appearance.entity.name for appearance in edition.appearances.all()] == ["Liz Truss"]
