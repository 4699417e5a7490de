"""Measures methods and detectors: suites, metrics, tables, and the decision whether weights are shipped."""
