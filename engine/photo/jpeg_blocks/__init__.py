"""Saving a JPEG so that only the blocks with changed pixels are encoded again (ITU-T T.81).

The quantised DCT coefficients of all other blocks are read from the file and written as they were: an entropy
coder of our own, as no library with wheels for every platform keeps scans, restart markers and tables.
"""
