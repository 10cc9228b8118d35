"""The laptop's set-up."""
