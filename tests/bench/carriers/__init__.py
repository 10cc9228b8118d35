"""Other programs that carry the same stream: the limit, and peers in the loops people write."""
