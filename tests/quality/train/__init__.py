"""The training room of the sequence model; never imported at run time."""
