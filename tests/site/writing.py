"""Many writers at the newsroom's server, each as the form's script: saving, merging what came back, saving again."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.running import finish, start

TOKEN = "t" * 32
PATIENCE_SECONDS = 60

SET_UP = """
import json, sys, django; django.setup()
from tests.making import make_section, make_story, make_user, signed_in
writers, stories = int(sys.argv[1]), int(sys.argv[2])
world, sessions = make_section("World"), []
for number in range(writers):
    user = make_user(f"writer{number}", "editor")
    world.editors.add(user)
    sessions.append(signed_in(user).cookies["sessionid"].value)
# Each writer has a paragraph, and between two of them stands one that nobody touches.
body = "".join(f"<p>Paragraph of writer {number}.</p><p>Untouched {number}.</p>" for number in range(writers))
made = [make_story(make_user(f"owner{number}", "reporter"), body=body) for number in range(stories)]
print(json.dumps({"sessions": sessions, "stories": [str(story.uuid) for story in made], "body": made[0].body}))
"""

TELL = """
import json, django; django.setup()
from articles.models import Article
print(json.dumps({str(story.uuid): {
    "version": story.version,
    "body": story.body,
    "revisions": {row.version: [row.label, row.snapshot["body"]] for row in story.revisions.all()},
    "history": sorted(story.history.values_list("version", flat=True)),
} for story in Article.objects.all()}))
"""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A data folder with writers who may edit every story; their sessions, the stories, how those begin."""

    folder: Path
    more: dict[str, str]
    sessions: list[str]
    stories: list[str]
    body: str

    @classmethod
    def make(cls, folder: Path, more: dict[str, str], *, writers: int, stories: int) -> "Newsroom":
        made = json.loads(finish(start(folder, "-c", SET_UP, writers, stories, **more)))
        return cls(folder, more, made["sessions"], made["stories"], made["body"])

    def told(self) -> dict[str, Any]:
        """Return of each story what is in the database."""
        return json.loads(finish(start(self.folder, "-c", TELL, **self.more)))


@dataclass
class Writer:
    """Somebody with the form of one story open: what it holds, and what the server said of each save."""

    site: str
    session: str
    number: int
    story: str
    body: str
    version: int = 1
    standfirst: str = ""
    acknowledged: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    trouble: str = ""

    def write(self, times: int, seed: int) -> None:
        """Change the own paragraph so many times; every fifth time the standfirst as well, as all the others do."""
        rng = random.Random(seed * 1000 + self.number)
        try:
            for number in range(times):
                self.save(f"writer {self.number}, round {seed}, save {number}", with_standfirst=number % 5 == 4)
                time.sleep(rng.uniform(0, 0.01))
        except OSError as error:
            self.trouble = repr(error)
        except AssertionError as error:
            self.trouble = str(error)

    def save(self, text: str, *, with_standfirst: bool = False) -> None:
        """Save until it is acknowledged: what both changed stands as this writer has it."""
        before = self.body.split("\n")
        before[2 * self.number] = f"<p>{text}</p>"
        self.body = "\n".join(before)
        if with_standfirst:
            self.standfirst = text
        while True:
            fields = {"body": self.body} | ({"standfirst": self.standfirst} if with_standfirst else {})
            self.unanswered = [text]
            status, answer = self.post({"version": self.version, "label": text, **fields})
            self.unanswered = []
            self.version = answer["version"]
            self.body = answer["merged"].get("body", self.body)
            if status == 200:
                self.acknowledged.append(text)
                return

    def post(self, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return status and answer of one save."""
        wire = http.client.HTTPConnection(urlsplit(self.site).netloc, timeout=PATIENCE_SECONDS)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "X-Requested-With": "fetch",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began = time.perf_counter()
        try:
            wire.request("POST", f"/admin/desk/story/{self.story}/save/", urlencode(fields), headers)
            response = wire.getresponse()
            status, text = response.status, response.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError(repr(error)) from error
        finally:
            wire.close()
        self.seconds.append(time.perf_counter() - began)
        self.statuses.append(status)
        assert status in {200, 409}, f"{status}: {text[:500]}"
        return status, json.loads(text)


def writers_of(newsroom: Newsroom, site: str) -> list[Writer]:
    """Return the writers with the form open; with several stories each is in one, in turn."""
    stories = newsroom.stories
    return [
        Writer(site, session, number, stories[number % len(stories)], newsroom.body)
        for number, session in enumerate(newsroom.sessions)
    ]


def write_at_once(writers: list[Writer], times: int, seed: int = 1) -> list[threading.Thread]:
    """Let all write at the same time; return the threads, to be waited for."""
    threads = [threading.Thread(target=writer.write, args=(times, seed), daemon=True) for writer in writers]
    for thread in threads:
        thread.start()
    return threads


def lost(newsroom: Newsroom, writers: list[Writer]) -> list[str]:
    """Return what is not as it must be: acknowledged saves that no revision holds, stories beside their newest."""
    told, wrong = newsroom.told(), []
    for writer in writers:
        held = list(told[writer.story]["revisions"].values())
        for text in writer.acknowledged:
            bodies = [body for label, body in held if label == text]
            if len(bodies) != 1 or f"<p>{text}</p>" not in bodies[0]:
                wrong.append(f"“{text}” was acknowledged and is {len(bodies)} revisions")
    for story, rows in told.items():
        versions = list(range(1, rows["version"] + 1))
        if rows["history"] != versions or sorted(map(int, rows["revisions"])) != versions:
            wrong.append(f"{story} has version {rows['version']}, history {rows['history']}")
        elif rows["body"] != rows["revisions"][str(rows["version"])][1]:
            wrong.append(f"{story} is not its newest revision")
    return wrong
