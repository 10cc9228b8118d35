"""What every test may ask for."""

pytest_plugins = [
    "tests.support.drawing",
    "tests.support.kafka_fixtures",
    "tests.support.syntax_trees",
]
