"""The chaos suite: real brokers, real workers, faults, and an oracle that never looks away."""
