"""Redaction in a process of its own, which can be ended if a text hangs or bloats it.

Must never hold a connection or a secret of the brokers: this is where untrusted text is read.
"""
