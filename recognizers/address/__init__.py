"""The parts of a Chinese address."""
