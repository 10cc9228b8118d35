"""Whether masked output obeys a standard: rules, counts, coordinates, never a value."""
