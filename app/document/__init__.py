"""What is being edited: photo, mask, history and journal.  No Qt."""
