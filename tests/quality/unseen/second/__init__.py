"""The second sealed corpus, `fresh_talk`: frames by another hand, values by a grammar of rows.

Must never be read by whoever works on `recognizers/` or `tests/quality/train`, nor its misses.
"""
