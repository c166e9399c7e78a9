"""Reads a site as a crawler does, by its links, and prints every page: `python -m tests.crawling [address …]`."""

import json
import re
import sys
from collections import deque

import django
from django.conf import settings
from django.test import Client
from lxml.html import document_fromstring

# Different on every answer, and nothing that a reader sees.
NONCE = re.compile(r'(?<=nonce=")[^"]+')
NOT_PAGES = ("/static/", "/admin/")


def crawl(*starts: str) -> dict[str, tuple[int, str]]:
    """Return status and text of every page that links lead to; of a file that is no page, its type."""
    client = Client(SERVER_NAME="localhost")
    found, waiting = {}, deque(starts)
    while waiting:
        address = waiting.popleft()
        if address in found:
            continue
        response = client.get(address, secure=settings.SITE_URL.startswith("https"))
        if "xml" in response["Content-Type"]:
            found[address] = (response.status_code, response.content.decode())
            continue
        if not response["Content-Type"].startswith("text/html"):
            found[address] = (response.status_code, response["Content-Type"])
            response.getvalue()
            continue
        found[address] = (response.status_code, NONCE.sub("", response.content.decode()))
        waiting.extend(_addresses(found[address][1]))
    return found


def _addresses(html: str) -> list[str]:
    links = [link.partition("#")[0] for _, _, link, _ in document_fromstring(html).iterlinks()]
    return [link for link in links if re.match(r"/(?!/)", link) and not link.startswith(NOT_PAGES)]


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(crawl(*(sys.argv[1:] or ["/"]))))
