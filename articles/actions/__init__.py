"""Every write to a story: each verb checks, changes and records in one transaction."""
