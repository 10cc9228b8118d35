"""`python -m redactor`: the same as the `redactor` command. Must never do anything of its own."""

from redactor.cli import main

if __name__ == "__main__":
    main()
