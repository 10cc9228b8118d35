"""Ways to reach a person: telephone, mail, chat."""
