"""What the demo paper promises: the seed story word for word, and enough of everything around it."""

import datetime as dt
import json
import re
from collections import Counter, defaultdict

import pytest
from lxml.html import HtmlElement, document_fromstring

from articles import body
from articles.markup import curl
from tests.articles.conftest import SCHEDULED, WITHDRAWN, Paper
from tests.reading import headings, links, main, part, text, texts
from tests.running import FIXTURES

pytestmark = pytest.mark.xdist_group("papers")

SEED = "/2022/02/09/france-debriefs-us-as-top-uk-diplomat-flies-to-russia-to-ease-impasse/"
SEED_FILE = FIXTURES / "stories" / "france-debriefs-us.txt"
EIGHT = {
    "Joe Biden": "US President",
    "Emmanuel Macron": "President of France",
    "Vladimir Putin": "President of Russia",
    "Volodymyr Zelenskyy": "President of Ukraine",
    "Liz Truss": "UK Foreign Secretary",
    "Olaf Scholz": "Chancellor of Germany",
    "Sergey Lavrov": "Russian Foreign Minister",
    "Maria Zakharova": "Russian Foreign Ministry spokesperson",
}


@pytest.fixture(scope="module")
def records() -> dict[str, list[dict]]:
    """The fixture's rows by table."""
    found = defaultdict(list)
    for row in json.loads((FIXTURES / "meridian.json").read_text()):
        found[row["model"].partition(".")[2]].append(row["fields"])
    return found


@pytest.fixture(scope="module")
def further(records) -> list[dict]:
    """Every story but the seed's."""
    return [article for article in records["article"] if article["source_id"] != SEED_FILE.stem]


@pytest.fixture
def seed(loaded) -> HtmlElement:
    status, html = loaded.pages[SEED]
    assert status == 200
    return document_fromstring(html)


def day(paper: Paper, address: str) -> list[str]:
    """Return where the archive of a day leads."""
    return [link for _, link in links(main(document_fromstring(paper.pages[address][1])))]


def of_story(rows: list[dict], article: dict, key: str = "article") -> list[dict]:
    return [row for row in rows if row[key] == [article["uuid"]]]


def test_the_paper_has_its_six_sections(records, loaded):
    slugs = [section["slug"] for section in records["section"]]

    assert slugs == ["world", "politics", "business", "climate", "culture", "opinion"]
    assert [loaded.pages[f"/{slug}/"][0] for slug in slugs] == [200] * 6


def test_readers_get_the_seed_story_word_for_word(seed):
    lines = [" ".join(curl(line).split()) for line in SEED_FILE.read_text().splitlines()]
    written = [line for line in lines if not line.startswith("READ MORE")]

    said = [heading for heading in texts(main(seed), "h1", "h2", "p") if heading in written]

    assert len(written) == 2 + 15 + 2
    assert said == written


def test_the_seed_story_is_dated_9_february_2022(seed, loaded):
    first = next(main(seed).iter("time"))

    assert (first.get("datetime"), text(first)) == ("2022-02-09T20:14+00:00", "9 Feb 2022, 20:14 GMT")
    assert SEED in day(loaded, "/2022/02/09/")


def test_one_reference_of_the_seed_story_leads_on_and_the_other_is_invisible(seed, records):
    uuid = next(row["uuid"] for row in records["article"] if row["source_id"] == SEED_FILE.stem)
    hints = {link["hint"]: link["state"] for link in records["relatedlink"] if link["article"] == [uuid]}
    push = "Ukraine: European diplomatic push helping avoid war but tensions persist"
    general = "US general warns Russia-Ukraine war could spill to Middle East"

    assert hints == {push: "resolved", general: "dangling"}
    leads = {address for said, address in links(main(seed)) if push in said}
    assert leads == {"/2022/02/08/ukraine-european-diplomatic-push-helping-avoid-war-but-tensions-persist/"}
    assert "general warns" not in text(seed)


def test_the_eight_people_are_who_they_were_on_the_day(seed):
    people = part(seed, "Key people in this story")

    assert "Roles on 9 February 2022" in text(people)
    assert sorted(links(people)) == sorted(
        (f"{name} {role}", f"/people/{name.lower().replace(' ', '-')}/") for name, role in EIGHT.items()
    )


def test_the_organisations_of_the_seed_story_have_pages(seed, loaded):
    named = {address for _, address in links(main(seed)) if re.fullmatch("/organisations/[-a-z]+/", address)}

    assert {"/organisations/nato/", "/organisations/white-house/", "/organisations/kremlin/"} < named
    assert {loaded.pages[address][0] for address in named} == {200}


def test_there_are_at_least_24_further_stories_and_none_is_a_stub(further, records):
    lengths = {a["source_id"]: body.word_count(a["body"]) for a in further}
    filed = {
        a["source_id"]: len((FIXTURES / "stories" / f"{a['source_id']}.txt").read_text().split()) for a in further
    }

    assert sum(150 <= length <= 700 for length in lengths.values()) >= 24
    assert {name: length for name, length in filed.items() if not 150 <= length <= 700} == {}


def test_each_story_has_subheads_quotes_bylines_topics_and_references(further, records):
    lacking = []
    for article in further:
        blocks = body.blocks(article["body"])
        parts = {
            "subheads": [block for block in blocks if block.tag == "h2"],
            "quotes": re.findall(r"[\"“][^\"”]{12,}[\"”]", body.plain_text(article["body"])),
            "bylines": of_story(records["byline"], article),
            "topics": of_story(records["articletopic"], article, "content_object"),
            "references": [block for block in blocks if block.tag == "related"],
        }
        lacking += [(article["source_id"], name) for name, found in parts.items() if not found]

    assert lacking == []


def test_every_person_and_organisation_is_described(records):
    kinds = Counter(entity["kind"] for entity in records["entity"])

    assert kinds["person"] >= 8 and kinds["organisation"] >= 8
    assert [entity["slug"] for entity in records["entity"] if not entity["description"] or not entity["bio"]] == []


def test_positions_are_dated_and_have_sources(records):
    assert [p["title"] for p in records["position"] if not p["start"] or not p["source"].startswith("http")] == []
    assert {p["end_precision"] for p in records["position"]} | {p["start_precision"] for p in records["position"]} == {
        "day",
        "month",
        "year",
    }
    holders = {p["person"][1] for p in records["position"]}
    assert [entity["slug"] for entity in records["entity"] if entity["kind"] == "person"] != []
    assert {name.lower().replace(" ", "-") for name in EIGHT} <= holders


def test_names_are_known_as_others_write_them(records):
    names = defaultdict(set)
    for alias in records["alias"]:
        names[alias["entity"][1]].add(alias["name"])

    assert "Volodymyr Zelensky" in names["volodymyr-zelenskyy"]
    assert "North Atlantic Treaty Organization" in names["nato"]
    assert sum(bool(names[name.lower().replace(" ", "-")]) for name in EIGHT) >= 6


def test_there_is_a_story_in_every_state(records):
    states = {article["state"] for article in records["article"]}

    assert states == {"planned", "draft", "submitted", "changes", "ready", "spiked"}


def test_there_is_an_edition_of_every_kind(records):
    kinds = {edition["kind"] for edition in records["edition"]}

    assert kinds == {"publication", "fix", "update", "correction", "clarification", "withdrawal"}


def test_a_correction_is_live_with_its_note(records, loaded):
    corrections = [edition for edition in records["edition"] if edition["kind"] == "correction"]

    [corrected] = corrections
    assert corrected["live_until"].startswith("9999")
    story = document_fromstring(
        loaded.pages[f"/{corrected['published_on'].replace('-', '/')}/{corrected['slug']}/"][1]
    )
    listed = document_fromstring(loaded.pages["/corrections/"][1])
    assert curl(corrected["note"]) in curl(text(main(story)))
    assert curl(corrected["note"]) in curl(text(main(listed)))


def test_an_update_is_live_and_says_when(records, loaded):
    updates = [e for e in records["edition"] if e["kind"] == "update" and e["live_until"].startswith("9999")]

    assert updates
    for edition in updates:
        address = f"/{edition['published_on'].replace('-', '/')}/{edition['slug']}/"
        page = document_fromstring(loaded.pages[address][1])
        shown = [dt.datetime.fromisoformat(moment.get("datetime")) for moment in main(page).iter("time")]
        assert shown[:2] == [dt.datetime.fromisoformat(edition[name]) for name in ("first_published_at", "updated_at")]


def test_a_withdrawn_story_is_gone_and_a_scheduled_one_not_yet_there(records, loaded):
    withdrawn = next(edition for edition in records["edition"] if edition["kind"] == "withdrawal")
    status, html = loaded.pages[WITHDRAWN]

    assert status == 410
    assert curl(withdrawn["note"]) in curl(text(document_fromstring(html)))
    assert loaded.pages[SCHEDULED][0] == 404
    addresses = {f"/{e['published_on'].replace('-', '/')}/{e['slug']}/" for e in records["edition"]}
    assert {WITHDRAWN, SCHEDULED} < addresses
    linked = {link for _, html in loaded.pages.values() for link in re.findall('href="([^"#]+)', html)}
    assert addresses - linked == {WITHDRAWN, SCHEDULED}


def test_every_picture_is_credited_described_and_shown(records, loaded):
    assert {image["credit"] for image in records["image"]} == {"Illustration: Meridian"}
    assert [use["caption"] for use in records["imageuse"] if not use["alt"] or not use["caption"]] == []
    pictures = {address: answer for address, answer in loaded.pages.items() if address.startswith("/media/")}
    assert {tuple(answer) for answer in pictures.values()} == {(200, "image/webp")}
    assert {address.split("/")[-1][:36] for address in pictures} == {image["uuid"] for image in records["image"]}


def test_the_front_page_is_led_by_the_seed_story(loaded):
    home = document_fromstring(loaded.pages["/"][1])

    assert next(address for _, address in links(main(home)) if address.startswith("/2")) == SEED
    assert headings(home)
