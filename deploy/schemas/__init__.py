"""Schemas of foreign resource kinds, and the way they were taken."""
