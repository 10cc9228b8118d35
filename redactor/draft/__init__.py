"""A policy drafted from what stands in a topic: counts of fields and findings, and their YAML."""
