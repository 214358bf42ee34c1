"""RVC Desk: a desktop studio for AI voice covers."""

__version__ = "0.1.0"
