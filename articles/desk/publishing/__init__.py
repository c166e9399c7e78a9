"""The publishing panel: putting a story out, and taking it back."""
