"""`python -m registration` is the command `registration`."""

from registration.cli import main

main()
