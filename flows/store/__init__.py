"""
What is kept: captures as they came, what was seen, the corpus and its snapshots.

Importing this imports nothing heavy.
"""
