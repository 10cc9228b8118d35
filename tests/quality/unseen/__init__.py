"""Sealed corpora: talk of parcels written by two hands that had not seen the training room.

Must never be read by whoever works on `recognizers/` or `tests/quality/train`, nor their misses.
"""
