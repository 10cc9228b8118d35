"""The faults, one table for each thing that is struck."""
