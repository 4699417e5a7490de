"""What more than one method uses; the catalog looks for methods beside it, not in it."""
