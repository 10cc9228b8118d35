"""A streaming PII redactor for Chinese logistics: raw Kafka topic in, masked Kafka topic out."""
