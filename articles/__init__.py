"""What we published about the world: working copies, editions and the readers' site."""
