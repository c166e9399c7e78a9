"""Measurements of the newsroom; each prints ratios within one run, and RESULTS.md keeps what was measured."""
