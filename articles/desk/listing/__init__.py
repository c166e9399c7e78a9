"""The story list: what is found, in which order, and what is done to several at once."""
