"""What a body may hold, and how text from anywhere is made harmless."""

from articles.markup.lines import clean_line, clean_text, curl
from articles.markup.soup import MAX_BYTES, MAX_DEPTH, Refused
from articles.markup.structure import clean

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Refused", "clean", "clean_line", "clean_text", "curl"]
