"""What the sidecar says of itself: logs and metrics. Must never say what a record holds."""
