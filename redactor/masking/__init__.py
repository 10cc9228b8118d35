"""Mask operators, one family per file. Each hides a value; none looks at what is around it."""
