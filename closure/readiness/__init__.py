"""What still stands in the way of closing a programme, and how it was explained."""
