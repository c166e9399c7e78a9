"""What a story was: its history, two versions word by word, an earlier one brought back."""
