"""The stages of a record's way: codec, fields, detect, mask. They do not import each other."""
