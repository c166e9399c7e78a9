"""The tests of the newsroom; they mirror the source."""
