"""What must not stand in a log."""

import logging
import re

TOKEN = re.compile(r"(/preview/)[^/\s\"']+")


class WithoutTokens(logging.Filter):
    """Leaves out the tokens of preview links: who reads the log must not read the story."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(value) for value in record.args)
        return True


def _masked(value: object) -> object:
    return TOKEN.sub(r"\1…", value) if isinstance(value, str) else value
