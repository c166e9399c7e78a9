"""One address of every type of page, in the demo paper."""

SEED = "/2022/02/09/france-debriefs-us-as-top-uk-diplomat-flies-to-russia-to-ease-impasse/"
CORRECTED = "/2022/02/09/outside-the-us-embassy-in-kiev-a-small-crowd-asks-to-be-heard/"
WITHDRAWN = "/2022/02/04/survey-finds-one-household-in-three-near-the-border-keeps-a-bag-packed/"

# What readers see.
PUBLIC = {
    "home": "/",
    "section": "/world/",
    "article": SEED,
    "article with a correction": CORRECTED,
    "person": "/people/liz-truss/",
    "staff person": "/people/hanna-lind/",
    "organisation": "/organisations/nato/",
    "people A to Z": "/people/",
    "organisations A to Z": "/organisations/",
    "topic": "/topics/diplomacy/",
    "topics": "/topics/",
    "archive": "/archive/",
    "older archive": "/archive/?page=2",
    "year": "/2022/",
    "month": "/2022/02/",
    "day": "/2022/02/09/",
    "history": f"{CORRECTED}history/",
    "change": f"{CORRECTED}history/2/",
    "corrections": "/corrections/",
    "not found": "/no-such-page/",
    "withdrawn": WITHDRAWN,
}
EVERY = PUBLIC | {"sign-in": "/admin/login/"}
# Every other page is answered by 200.
STATUS = {"not found": 404, "withdrawn": 410}


def status(name: str) -> int:
    return STATUS.get(name, 200)
