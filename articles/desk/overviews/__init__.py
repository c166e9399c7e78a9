"""What stands where at the desk: my desk, board, calendar, morning list, inbox."""
