"""Shows how a network works, in pictures."""
