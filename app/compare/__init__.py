"""The window in which several methods fill the same mask, and one of the fills is taken."""
