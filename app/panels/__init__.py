"""What stands in the docks and bars of the window."""
