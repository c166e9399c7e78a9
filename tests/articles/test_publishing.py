"""What publishing does to a story, and when it is refused."""

from articles.models import Edition
from tests.making import DAY, WEDNESDAY, make_live_story


def test_a_published_story_is_live_from_its_moment_on(pia):
    edition = make_live_story(pia, WEDNESDAY)

    assert list(Edition.objects.live(WEDNESDAY)) == [edition]
    assert list(Edition.objects.live(WEDNESDAY - DAY)) == []
