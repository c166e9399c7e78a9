"""What editors' pages say about times of the newsroom's clock."""

import datetime as dt

from django import template

from articles import timing

register = template.Library()


@register.filter
def shown_by_clock(moment: dt.datetime) -> str:
    """Return "Sun 31 Oct, 01:30 BST" for a moment in the newsroom's zone: day, time and the time that is kept."""
    return f"{moment:%a} {moment.day} {moment:%b}, {moment:%H:%M} {timing.offset(moment)}"
