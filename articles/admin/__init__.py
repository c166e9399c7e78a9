"""The editors' doors in Django's admin: its site, the stories, the lists beside them, accounts."""

from articles.admin import accounts, lists, stories

__all__ = ["accounts", "lists", "stories"]
