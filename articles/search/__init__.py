"""Finding text: one interface over the full-text search of the database in use, SQLite's FTS5 or PostgreSQL's."""

from articles.search.index import DESK, Index
from articles.search.words import Document, Excerpt, Piece, terms

__all__ = ["DESK", "Document", "Excerpt", "Index", "Piece", "terms"]
