"""Suites, one a file: fixed evaluations as data.  Each module holds one in capitals, named like itself."""
