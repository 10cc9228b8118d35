"""Files and standard input through the detector or the pipeline, line by line.

Must never hold a whole file, and never drop a line silently.
"""
