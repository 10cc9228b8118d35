"""An open corpus of Chinese logistics talk to develop against; README.md says how it is labelled.

Must never be taken for a sealed one: its texts and its misses may be shown.
"""
