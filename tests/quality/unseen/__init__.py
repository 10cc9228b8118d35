"""A sealed corpus: talk of parcels written by someone who had not seen the training room.

Must never be read by whoever works on `recognizers/` or `tests/quality/train`, nor its misses.
"""
