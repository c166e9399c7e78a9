"""The story form: what it shows, keeps and saves, and the notes beside it."""
