"""The demo paper on its real server, in a real browser."""
