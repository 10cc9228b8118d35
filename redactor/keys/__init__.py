"""The keys of keyed masks: what a ring is, and the files it stands in."""
