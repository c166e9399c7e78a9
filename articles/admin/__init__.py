"""The editors' doors in Django's admin: its site, the stories, the lists beside them."""

from articles.admin import lists, stories

__all__ = ["lists", "stories"]
