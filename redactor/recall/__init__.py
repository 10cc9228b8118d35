"""What was found in values that come again, so that they are not read again.

Must never hold a value, nor anything that a value can be read or guessed from once the process
has ended.
"""
