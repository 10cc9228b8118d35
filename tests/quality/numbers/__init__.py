"""Numbers and codes made from their standards, in the shapes people write, to measure detection."""
