"""Who exists in the world: people and organisations, by every name and office."""
