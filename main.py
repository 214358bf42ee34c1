"""Start RVC Desk from a checkout: `python main.py`, with the same arguments as `rvcdesk`."""

from rvcdesk.app import main

if __name__ == "__main__":
    raise SystemExit(main())
