"""`python -m rvcdesk`, for launchers that start modules: the same arguments as `rvcdesk`."""

from rvcdesk.app import main

if __name__ == "__main__":
    raise SystemExit(main())
