"""Exemplar completion: fills a hole with patches of the same photo; the entry is `completion.complete`."""
