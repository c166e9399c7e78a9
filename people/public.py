"""How a public page is answered: without a cookie, compressed, and never older than the truth."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import set_response_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Let a view answer GET and HEAD only, compressed, and let caches keep the page but ask before each use.

    A page may change at any second, when an edition starts or ends; one that has not changed is answered by 304.
    """

    @require_safe
    @conditional_page
    @gzip_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "public, no-cache")
        if response.status_code == HTTPStatus.OK:
            # Before the compression, which adds random bytes: the page as written decides whether it is the same one.
            set_response_etag(response)
        return response

    return answer
