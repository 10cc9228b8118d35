"""Chinese-aware PII recognizers for logistics text, usable with Presidio or alone."""
