"""Settings as data, and the file they live in."""
