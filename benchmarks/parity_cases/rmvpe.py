"""Stub."""


def cases(root):
    """None yet."""
    return []
