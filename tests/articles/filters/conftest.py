"""A paper with one story of each kind, to be found by each filter."""

import pytest

from articles.actions import editing, moving, publishing
from articles.models import Article, EditionKind
from articles.workflow import State
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_image,
    make_live_story,
    make_organisation,
    make_person,
    make_ready_story,
    make_section,
    make_story,
    make_topic,
    withhold,
)

LATER = WEDNESDAY + 2 * HOUR


@pytest.fixture
def paper(rita, ed, pia, world) -> None:
    """At LATER, one story for each place on both axes, under its own headline."""
    make_section("Europe", parent=world)
    make_section("Sport")
    planned = make_story(pia, headline="planned", section="sport")
    Article.objects.filter(pk=planned.pk).update(state=State.PLANNED, assignee=rita)
    make_story(rita, headline="draft", section="europe")
    for name in ("submitted", "changes", "spiked"):
        story = make_story(rita, headline=name)
        moving.submit(story, by=rita)
        if name == "changes":
            moving.ask_changes(story, by=ed, why="Who says so?")
        if name == "spiked":
            moving.spike(story, by=ed)
    make_ready_story(pia, headline="ready")
    publishing.schedule(make_ready_story(pia, headline="scheduled"), by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)
    make_live_story(pia, headline="live")
    make_live_story(pia, headline="expired", expires_at=(WEDNESDAY + HOUR).isoformat())
    withdrawn = make_live_story(pia, headline="withdrawn")
    publishing.withdraw(_reread(withdrawn), by=pia, note="It was wrong.", at=LATER)
    pending = make_live_story(pia, headline="pending")
    editing.save(_reread(pending), by=pia, changes={"standfirst": "More."}, at=LATER)
    updating = make_live_story(pia, headline="live and scheduled")
    editing.save(_reread(updating), by=pia, changes={"standfirst": "More."}, at=LATER)
    publishing.schedule(_reread(updating), by=pia, at=WEDNESDAY + DAY, now=LATER, kind=EditionKind.UPDATE)
    corrected = make_live_story(pia, headline="corrected")
    change_story(corrected, pia, LATER, EditionKind.CORRECTION, "It was Tuesday.", standfirst="On Tuesday.")
    taken_back = make_ready_story(pia, headline="taken back")
    publishing.schedule(taken_back, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)
    publishing.unschedule(taken_back, by=pia, at=LATER)
    withhold(make_live_story(pia, headline="withheld"))


@pytest.fixture
def pieces(rita, pia, world) -> None:
    """Stories that differ in what they are made of."""
    make_person("Liz Truss")
    make_person("Ian Bond")
    make_organisation("NATO")
    make_topic("Diplomacy")
    image = str(make_image().uuid)
    make_story(pia, headline="plain", body="")
    make_story(pia, headline="people", body="<p>Liz Truss spoke to NATO in a very long sentence.</p>")
    make_story(pia, headline="bond", bylines=[{"person": "ian-bond"}])
    make_story(rita, headline="ritas", topics=["diplomacy"])
    make_story(pia, headline="pictured", picture={"image": image, "alt": "A table"})
    make_story(pia, headline="no alt", picture={"image": image})
    make_story(pia, headline="decorative", picture={"image": image, "is_decorative": True})
    make_story(pia, headline="embargoed", embargo_until=(WEDNESDAY + DAY).isoformat())
    make_story(pia, headline="embargo over", embargo_until=WEDNESDAY.isoformat())
    make_story(pia, headline="held", legal_hold=True)


def _reread(edition) -> Article:
    return Article.objects.get(pk=edition.article_id)
