"""The short way: a record written as others before it is read and written without taking it apart.

Must never take a record that the long way, through every stage, would treat otherwise.
"""
