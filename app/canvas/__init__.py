"""The photo on screen: view, tools, mask overlay, comparison."""
