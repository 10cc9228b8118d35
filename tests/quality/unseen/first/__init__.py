"""The first sealed corpus, `unseen_talk`: frames, lists, and how its values are made.

Must never be read by whoever works on `recognizers/` or `tests/quality/train`, nor its misses.
"""
