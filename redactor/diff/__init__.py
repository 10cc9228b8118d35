"""Two policies over the same records: where one masks less, or more, than the other."""
