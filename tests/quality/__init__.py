"""How well values are found: the project's own corpus, the evaluation and the training room."""
