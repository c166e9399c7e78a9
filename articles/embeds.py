"""What from elsewhere may stand in a story: an allow-list of providers, and the frame that each is shown in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from articles import body
from articles.markup import Refused

SOUND_HEIGHT, LIST_HEIGHT, CHART_HEIGHT = 166, 352, 480


@dataclass(frozen=True, slots=True)
class Embed:
    """Something of another site: what it is called, its own page, and the frame that shows it.

    A frame without a `height` is as high as a film that fills the width.
    """

    title: str
    page: str
    frame: str
    height: int | None = None

    @property
    def shown_page(self) -> str:
        """The address of its page as it is read."""
        return self.page.removeprefix("https://").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Provider:
    """A site: the hosts its pages are at, the only host its frames are at, and how to get from one to the other."""

    name: str
    offers: str
    hosts: frozenset[str]
    frame_host: str
    read: Callable[[SplitResult], tuple[str, str, int | None] | None]


def find(address: str) -> Embed | None:
    """Return what stands at that address; None when it is not on the list or no page that can be shown."""
    try:
        parts = urlsplit(address.strip())
        provider = BY_HOST.get(parts.hostname or "")
        usual = parts.scheme == "https" and parts.port is None and not parts.username
    except ValueError:
        return None
    found = provider.read(parts) if provider and usual else None
    if provider is None or found is None:
        return None
    what, path, height = found
    return Embed(f"{what} from {provider.name}", parts.geturl(), f"https://{provider.frame_host}{path}", height)


def check(html: str) -> str:
    """Return a cleaned body as it is; raises Refused when it holds something that readers cannot be shown."""
    for figure in body.parse(html).iter("figure"):
        address = figure.get("data-embed", "")
        if find(address) is None:
            raise Refused(f"{address} cannot be embedded. Readers can be shown {OFFERED}. Make it a link instead.")
    return html


def _youtube(page: SplitResult) -> tuple[str, str, int | None] | None:
    query = parse_qs(page.query)
    if page.hostname == "youtu.be":
        match = re.fullmatch(r"/([-\w]{11})", page.path, re.ASCII)
    elif page.path == "/watch":
        match = re.fullmatch(r"([-\w]{11})", query.get("v", [""])[0], re.ASCII)
    else:
        match = re.fullmatch(r"/(?:shorts|live|embed)/([-\w]{11})/?", page.path, re.ASCII)
    start = re.fullmatch(r"([0-9]{1,6})s?", (query.get("t") or query.get("start") or [""])[0])
    return match and ("video", f"/embed/{match[1]}" + (f"?start={start[1]}" if start else ""), None)


def _vimeo(page: SplitResult) -> tuple[str, str, int | None] | None:
    match = re.fullmatch(r"/(?:video/)?([0-9]{4,12})(?:/([0-9a-f]{6,16}))?/?", page.path)
    if match is None:
        return None
    key = match[2] or parse_qs(page.query).get("h", [""])[0]
    # Without dnt Vimeo keeps who watched.
    return "video", f"/video/{match[1]}?dnt=1" + (f"&h={key}" if re.fullmatch("[0-9a-f]{6,16}", key) else ""), None


def _soundcloud(page: SplitResult) -> tuple[str, str, int | None] | None:
    match = re.fullmatch(r"/[-\w]+/(sets/)?[-\w]+/?", page.path, re.ASCII)
    address = quote(f"https://soundcloud.com{page.path}", safe="")
    return match and ("sound", f"/player/?url={address}", LIST_HEIGHT if match[1] else SOUND_HEIGHT)


def _spotify(page: SplitResult) -> tuple[str, str, int | None] | None:
    kinds = "track|episode|show|album|playlist|artist"
    match = re.fullmatch(rf"(?:/intl-[a-z]+)?/({kinds})/([0-9A-Za-z]{{22}})/?", page.path)
    height = SOUND_HEIGHT if match and match[1] in {"track", "episode"} else LIST_HEIGHT
    return match and ("sound", f"/embed/{match[1]}/{match[2]}", height)


def _datawrapper(page: SplitResult) -> tuple[str, str, int | None] | None:
    match = re.fullmatch(r"/(?:_/)?([0-9A-Za-z]{5})(?:/[0-9]*)?/?", page.path)
    return match and ("chart", f"/{match[1]}/", CHART_HEIGHT)


PROVIDERS = (
    Provider(
        "YouTube",
        "videos",
        frozenset({"www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}),
        "www.youtube-nocookie.com",
        _youtube,
    ),
    Provider("Vimeo", "videos", frozenset({"vimeo.com", "player.vimeo.com"}), "player.vimeo.com", _vimeo),
    Provider("SoundCloud", "sound", frozenset({"soundcloud.com"}), "w.soundcloud.com", _soundcloud),
    Provider("Spotify", "sound", frozenset({"open.spotify.com"}), "open.spotify.com", _spotify),
    Provider(
        "Datawrapper",
        "charts",
        frozenset({"datawrapper.dwcdn.net", "www.datawrapper.de"}),
        "datawrapper.dwcdn.net",
        _datawrapper,
    ),
)
BY_HOST = {host: provider for provider in PROVIDERS for host in provider.hosts}
# What an editor's script offers to embed, and what a reader's browser may put into a frame.
PAGE_HOSTS = sorted(BY_HOST)
FRAME_SOURCES = [f"https://{provider.frame_host}" for provider in PROVIDERS]
OFFERED = ", ".join(f"{provider.offers} from {provider.name}" for provider in PROVIDERS)
