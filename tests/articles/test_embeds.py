"""What from elsewhere may stand in a story, and how readers get it: nothing is asked of anybody before a click."""

import pytest
from lxml.html import document_fromstring

from articles import embeds
from articles.actions import editing
from articles.forms.body import BodyField
from articles.models import Edition
from articles.rendering import present
from articles.workflow import Refused
from tests.making import everything, make_live_story, make_story
from tests.reading import links, main, read

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
REFUSED = (
    "{} cannot be embedded. Readers can be shown videos from YouTube, videos from Vimeo, sound from SoundCloud, sound "
    "from Spotify, charts from Datawrapper. Make it a link instead."
)


@pytest.mark.parametrize(
    ("address", "title", "frame", "height"),
    [
        (FILM, "video from YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", None),
        (
            "https://youtu.be/dQw4w9WgXcQ?t=42s",
            "video from YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42",
            None,
        ),
        (
            "https://m.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
            "video from YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            None,
        ),
        ("https://vimeo.com/76979871", "video from Vimeo", "https://player.vimeo.com/video/76979871?dnt=1", None),
        (
            "https://vimeo.com/76979871/0a1b2c3d4e",
            "video from Vimeo",
            "https://player.vimeo.com/video/76979871?dnt=1&h=0a1b2c3d4e",
            None,
        ),
        (
            "https://soundcloud.com/meridian/the-table",
            "sound from SoundCloud",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fmeridian%2Fthe-table",
            166,
        ),
        (
            "https://open.spotify.com/intl-de/episode/4rOoJ6Egrf8K2IrywzwOMk",
            "sound from Spotify",
            "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
            166,
        ),
        (
            "https://datawrapper.dwcdn.net/aB3dE/2/",
            "chart from Datawrapper",
            "https://datawrapper.dwcdn.net/aB3dE/",
            480,
        ),
    ],
)
def test_an_address_of_the_list_has_its_frame(address, title, frame, height):
    assert embeds.find(address) == embeds.Embed(title, address, frame, height)


NOT_EMBEDDED = [
    "https://video.example/1",
    "https://www.youtube.com/feed/trending",
    "https://www.youtube.com/watch?v=../../evil",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload=",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://vimeo.com/channels/staffpicks",
    "https://soundcloud.com/meridian/../x?a",
    "https://open.spotify.com/user/somebody",
    "https://datawrapper.dwcdn.net/../x",
    "https://[::1/",
    "https://www.youtube.com:port/watch?v=dQw4w9WgXcQ",
]


@pytest.mark.parametrize("address", NOT_EMBEDDED)
def test_everything_else_is_refused_when_it_is_saved_and_the_story_stays(address, rita, world):
    story = make_story(rita)
    before = everything()

    with pytest.raises(Refused) as refused:
        editing.save(story, by=rita, changes={"body": f'<p>Look.</p><figure data-embed="{address}"></figure>'})

    assert str(refused.value) == REFUSED.format(address)
    assert everything() == before


def test_the_form_of_a_story_says_the_same():
    field = BodyField()
    field.run_validators = list

    with pytest.raises(Exception, match="cannot be embedded") as refused:
        field.clean('<figure data-embed="https://video.example/1"></figure>')

    assert refused.value.messages == [REFUSED.format("https://video.example/1")]


def test_readers_get_something_to_open_and_the_address(noor, pia, world):
    story = make_live_story(pia, body=f'<p>Look.</p><figure data-embed="{FILM}"></figure><p>Seen?</p>')

    [figure] = main(read(noor.get(story.get_absolute_url()))).iter("figure")

    [frame] = figure.iter("iframe")
    assert {name: value for name, value in frame.attrib.items() if name != "srcdoc"} == {
        "title": "Video from YouTube",
        "sandbox": "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation",
        "allow": "fullscreen; encrypted-media; picture-in-picture",
    }
    assert links(document_fromstring(frame.get("srcdoc"))) == [
        ("Show the video from YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
    ]
    [link] = figure.iter("a")
    assert (link.get("href"), link.text) == (FILM, "youtube.com/watch?v=dQw4w9WgXcQ")


def test_what_is_embedded_adds_no_words_to_a_story(pia, world):
    story = make_live_story(pia, body=f'<p>Look here.</p><figure data-embed="{FILM}"></figure>')

    assert Edition.objects.get(pk=story.pk).word_count == 2


def test_what_an_old_edition_embeds_of_a_site_no_longer_allowed_is_a_link():
    shown = present('<figure data-embed="https://e.x/1?a=1&amp;b=&lt;2"></figure>', {}.get, {})

    assert shown == '<p><a href="https://e.x/1?a=1&amp;b=&lt;2">https://e.x/1?a=1&amp;b=&lt;2</a></p>'


def test_the_sites_that_frames_may_come_from_are_those_of_the_list():
    assert {embed.frame.split("/")[2] for embed in map(embeds.find, EXAMPLES)} == {
        source.removeprefix("https://") for source in embeds.FRAME_SOURCES
    }


EXAMPLES = [
    FILM,
    "https://vimeo.com/76979871",
    "https://soundcloud.com/meridian/the-table",
    "https://open.spotify.com/track/4rOoJ6Egrf8K2IrywzwOMk",
    "https://datawrapper.dwcdn.net/aB3dE/",
]
