"""The recognizers' own error root.

Must never carry the text under analysis, nor a library error that does.
"""


class RecognizerError(Exception):
    """A recognizer could not finish: what it might have found is unknown.

    Raised instead of returning fewer findings. The message names the recognizer and the cause,
    never the text; callers refuse the record.
    """
