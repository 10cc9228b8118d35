"""Documents and registers: resident ID, passport, permits, bank card, plate, company code."""
