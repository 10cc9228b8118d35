"""The trained sequence model that finds names and addresses: characters in, labels out."""
