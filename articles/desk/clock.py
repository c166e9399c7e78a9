"""The newsroom's clock: the zone in which the desk reads and writes every time."""

from zoneinfo import ZoneInfo

from django.conf import settings


def newsroom_zone() -> ZoneInfo:
    """Return the zone of `TIME_ZONE`, whatever zone the one who asks is in."""
    return ZoneInfo(settings.TIME_ZONE)
