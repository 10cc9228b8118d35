"""The demo: a fictitious courier's day through the real sidecar on an embedded broker."""
