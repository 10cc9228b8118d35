"""The tests: promises first, one when each, and everyone in them is fictitious."""
