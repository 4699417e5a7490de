"""The command line: it reads words, calls the engine and prints."""
