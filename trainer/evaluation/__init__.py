"""How well methods and detectors do: suites, measures, tables, and whether weights are shipped."""
