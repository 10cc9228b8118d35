"""All of Kafka and Faust. Nothing outside this package imports aiokafka, faust or mode."""
