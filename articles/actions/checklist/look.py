"""What is worth a look before readers get a story; nothing of it stops anybody."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.utils.timezone import localtime

from articles.actions.checklist.reading import Check, Problem, Reading, excerpt
from articles.markup import curl
from articles.models import Edition, LinkState, MentionState
from articles.models.links import hint_key
from articles.workflow import Move

HEADLINE, SHORT_HEADLINE, STANDFIRST = (30, 90), 65, (80, 200)
LONGEST_PARAGRAPH = 90
SAME_NEWS = dt.timedelta(hours=48)
# A commission is met within a tenth.
TOLERANCE = 1.1


def _headline_length(reading: Reading) -> Iterator[Problem]:
    yield from _length("headline", "headline", reading.article.headline, *HEADLINE)


def _standfirst_length(reading: Reading) -> Iterator[Problem]:
    yield from _length("standfirst", "standfirst", reading.article.standfirst, *STANDFIRST)


def _length(field: str, label: str, text: str, shortest: int, longest: int) -> Iterator[Problem]:
    if text and not shortest <= len(text) <= longest:
        yield Problem(field, f"The {label} has {len(text)} characters; {shortest} to {longest} read best.")


def _short_headline(reading: Reading) -> Iterator[Problem]:
    article = reading.article
    if len(article.short_headline) > SHORT_HEADLINE:
        much = f"{len(article.short_headline)} characters; fronts have room for {SHORT_HEADLINE}"
        yield Problem("short_headline", f"The short headline has {much}.")
    elif not article.short_headline and len(article.headline) > SHORT_HEADLINE:
        yield Problem("short_headline", f"Fronts have room for {SHORT_HEADLINE} characters: add a short headline.")


def _people(reading: Reading) -> Iterator[Problem]:
    if not any(mention.state == MentionState.CONFIRMED for mention in reading.article.mentions.all()):
        yield Problem("body", "No person or organisation is linked. Type @ in the text to link one.")


def _names(reading: Reading) -> Iterator[Problem]:
    suggested = [m for m in reading.article.mentions.all() if m.state == MentionState.SUGGESTED]
    names = list(dict.fromkeys(mention.surface for mention in suggested))
    if names:
        undecided = f"{_count(len(names), 'suggested name')} still undecided, first “{names[0]}”"
        yield Problem("body", f"{undecided}. Link those who are meant with @.", names[0])


def _related(reading: Reading) -> Iterator[Problem]:
    shown = [link for link in reading.article.related_links.all() if link.state != LinkState.VETOED]
    if not any(link.target_id or link.url for link in shown):
        yield Problem("links", "There is no related story. Add one that readers may want next.")


def _waiting(reading: Reading) -> Iterator[Problem]:
    for link in reading.article.related_links.all():
        if link.state == LinkState.DANGLING:
            shown = "Readers see nothing of it until its story is published"
            yield Problem("links", f"“{link.hint}” waits for its story. {shown}.", link.hint)


def _picture(reading: Reading) -> Iterator[Problem]:
    if reading.lead is None:
        asked = " One was asked for." if reading.article.needs_picture else ""
        yield Problem("picture", f"There is no lead picture.{asked}")


def _notes(reading: Reading) -> Iterator[Problem]:
    notes = reading.article.notes.filter(reply_to=None, resolved_at=None).select_related("by")
    if notes:
        first = notes[0]
        who = first.by.get_full_name() or first.by.get_username()
        said = f"{_count(len(notes), 'open note')}, first of {who}: “{excerpt(first.text)}”"
        yield Problem("notes", said, first.passage)


def _twins(reading: Reading) -> Iterator[Problem]:
    key, at = hint_key(reading.article.headline), reading.live_from
    near = Edition.objects.live_or_coming(at).filter(
        headline_key=key, first_published_at__range=(at - SAME_NEWS, at + SAME_NEWS)
    )
    twin = near.exclude(article=reading.article).defer("body_html", "snapshot").first() if key else None
    if twin:
        when = f"{localtime(twin.first_published_at):%a %-d %b, %H:%M}"
        yield Problem("headline", f"Another story has this headline ({when}). Say what is new in this one.")


def _approval(reading: Reading) -> Iterator[Problem]:
    article = reading.article
    saved_or_approved = Q(move=Move.APPROVE) | Q(version=article.text_version)
    newest = list(article.history.filter(saved_or_approved)[:2])
    # The newest save comes first only if nobody has approved the story since.
    if len(newest) == 2 and newest[0].move != Move.APPROVE:
        when = f"{localtime(newest[0].at):%a %-d %b, %H:%M}"
        yield Problem("history", f"{newest[0].by_name} has changed it since it was approved ({when}).")


def _paragraphs(reading: Reading) -> Iterator[Problem]:
    for text in reading.paragraphs:
        words = len(text.split())
        if words > LONGEST_PARAGRAPH:
            yield Problem("body", f"“{excerpt(text)} …” is a paragraph of {words} words. Part it.", excerpt(text))


def _quotes(reading: Reading) -> Iterator[Problem]:
    texts = reading.paragraphs
    for number, text in enumerate(texts):
        marks = [sign for sign in curl(text) if sign in "“”"]
        # Speech over several paragraphs opens each of them and closes in the last.
        following = curl(texts[number + 1]) if number + 1 < len(texts) else ""
        goes_on = following.startswith("“") and marks.count("“") == marks.count("”") + 1
        if marks.count("“") != marks.count("”") and not goes_on:
            yield Problem("body", f"“{excerpt(text)} …”: a quotation mark opens or closes nothing.", excerpt(text))


def _commission(reading: Reading) -> Iterator[Problem]:
    wanted, words = reading.article.commissioned_words, reading.article.word_count
    if wanted and words > wanted * TOLERANCE:
        yield Problem("body", f"It has {words} words; {wanted} were asked for.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


LOOK = (
    Check("headline_length", "The headline has 30 to 90 characters", _headline_length),
    Check("short_headline", "Fronts have a headline that fits", _short_headline),
    Check("standfirst_length", "The standfirst has 80 to 200 characters", _standfirst_length),
    Check("twins", "No other story of these days has the headline", _twins),
    Check("approval", "Nobody has changed it since it was approved", _approval),
    Check("notes", "Every note is resolved", _notes),
    Check("people", "A person or organisation is linked", _people),
    Check("names", "Every suggested name is decided", _names),
    Check("related", "There is a related story", _related),
    Check("waiting", "No READ MORE waits for its story", _waiting),
    Check("picture", "It has a lead picture", _picture),
    Check("commission", "It has the length that was asked for", _commission),
    Check("paragraphs", "No paragraph is longer than 90 words", _paragraphs),
    Check("quotes", "Quotation marks come in pairs", _quotes),
)
