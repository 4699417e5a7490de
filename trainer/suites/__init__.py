"""Suites, fixed evaluations as data.  Each module defines one, whose name is the module's in capitals."""
