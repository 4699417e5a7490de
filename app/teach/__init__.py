"""Teach new damage: lessons, the training in a process of its own, and the window that shows them."""
