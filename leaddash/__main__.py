"""`python -m leaddash`."""

from leaddash.cli import main

main()
