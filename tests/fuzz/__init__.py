"""Coverage-guided fuzzing of what reads untrusted bytes. Run `make fuzz`, or `make fuzz-long`."""
