"""The `redactor` command, or `python -m redactor`. Must never do more than load it and call it."""

import gc

from redactor.charsets import sets_once


def main() -> None:
    """Load the commands, and run one.

    What is loaded stays: the collector is off meanwhile, and never looks for circles in it.
    """
    gc.disable()
    with sets_once():
        from redactor.cli import main as run  # noqa: PLC0415 -- with the collector off

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
