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
# What editors see; {kind:words} is the key of what is found by these words, {kind.id:words} its name in addresses.
DESK = {
    "my desk": "/admin/",
    "one desk": "/admin/?desk=world",
    "board": "/admin/desk/board/",
    "board of a section": "/admin/desk/board/?section=politics",
    "this week": "/admin/desk/calendar/",
    "a week": "/admin/desk/calendar/?week=2022-W06",
    "a month": "/admin/desk/calendar/?month=2022-02&section=world",
    "morning list": "/admin/desk/calendar/?budget=2022-02-09",
    "stories": "/admin/articles/article/",
    "stories searched": "/admin/articles/article/?q=talks&state=live",
    "new story": "/admin/articles/article/add/",
    "story": "/admin/articles/article/{stories:liz truss becomes}/change/",
    "history of a story": "/admin/articles/article/{stories:liz truss becomes}/history/",
    "comparing": "/admin/desk/story/{stories.id:liz truss becomes}/compare/",
    "as readers would get it": "/admin/desk/story/{stories.id:liz truss becomes}/look/",
    "notes on a story": "/admin/desk/story/{stories.id:liz truss becomes}/notes/",
    "what one was told": "/admin/desk/inbox/",
    "preview links": "/admin/desk/story/{stories.id:liz truss becomes}/preview-links/",
    "publishing": "/admin/desk/story/{stories.id:liz truss becomes}/publish/",
    "withdrawing": "/admin/desk/story/{stories.id:liz truss becomes}/withdraw/",
    "people": "/admin/people/person/",
    "people searched": "/admin/people/person/?q=liz",
    "person": "/admin/people/person/{people:liz truss}/change/",
    "new person": "/admin/people/person/add/",
    "history of a person": "/admin/people/person/{people:liz truss}/history/",
    "organisations": "/admin/people/organisation/",
    "organisation": "/admin/people/organisation/{organisations:nato}/change/",
    "new organisation": "/admin/people/organisation/add/",
    "history of an organisation": "/admin/people/organisation/{organisations:nato}/history/",
    "pictures": "/admin/articles/image/",
    "picture": "/admin/articles/image/{images:illustration}/change/",
    "history of a picture": "/admin/articles/image/{images:illustration}/history/",
    "topics": "/admin/articles/topic/",
    "topic": "/admin/articles/topic/{topics:diplomacy}/change/",
    "new topic": "/admin/articles/topic/add/",
    "deleting a topic": "/admin/articles/topic/{topics:diplomacy}/delete/",
    "history of a topic": "/admin/articles/topic/{topics:diplomacy}/history/",
    "sections": "/admin/articles/section/",
    "section": "/admin/articles/section/{sections:world}/change/",
    "new section": "/admin/articles/section/add/",
    "history of a section": "/admin/articles/section/{sections:world}/history/",
    "users": "/admin/auth/user/",
    "user": "/admin/auth/user/{users:rita}/change/",
    "new user": "/admin/auth/user/add/",
    "password of a user": "/admin/auth/user/{users:rita}/password/",
    "history of a user": "/admin/auth/user/{users:rita}/history/",
    "groups": "/admin/auth/group/",
    "group": "/admin/auth/group/1/change/",
    "new group": "/admin/auth/group/add/",
    "history of a group": "/admin/auth/group/1/history/",
    "own password": "/admin/password_change/",
    "password changed": "/admin/password_change/done/",
    "signed in again": "/admin/desk/signed-in/",
    "part of the desk": "/admin/articles/",
    "nothing here": "/admin/no-such-page/",
}
# The desk’s other addresses, by name. Nobody may do this, not even Ada.
REFUSED = {"auth_group_delete", "auth_user_delete", "people_organisation_delete", "people_person_delete"}
REFUSED |= {"articles_article_delete", "articles_image_add", "articles_image_delete", "articles_section_delete"}
# These take a form and lead back to a page, or answer a script.
TAKE_A_FORM = {"desk_ask", "desk_assign", "desk_buffer", "desk_bulk", "desk_copy", "desk_move", "desk_note"}
TAKE_A_FORM |= {"desk_presence", "desk_preview", "desk_restore", "desk_save", "desk_split", "desk_topics"}
TAKE_A_FORM |= {"desk_unschedule", "desk_view", "desk_views", "logout"}
ANSWER_DATA = {"autocomplete", "desk_changes", "desk_checks", "desk_embed", "desk_lookup", "desk_picture"}
ANSWER_DATA |= {"desk_token", "jsi18n"}
LEAD_ON = {"view_on_site"}
# Every other page is answered by 200.
STATUS = {"not found": 404, "withdrawn": 410, "nothing here": 404}


def status(name: str) -> int:
    return STATUS.get(name, 200)
