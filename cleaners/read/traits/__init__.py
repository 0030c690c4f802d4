"""
What can be counted about the blocks of a page: the numbers that the block model judges by.

A table with one row a block and one column a trait (`TRAITS` names them), made in one pass over the blocks and some
passes over whole columns. Nothing here knows a site or a language: names of classes and words are weighed by the
model's own tables.
"""
