"""The filters of lists: what stands in an address, what it finds, and how it is said in words."""

from articles.filters.stories import Said, StoryFilter

__all__ = ["Said", "StoryFilter"]
