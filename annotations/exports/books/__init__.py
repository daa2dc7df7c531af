"""A book of the edition, an article or all of it, as plain parts that EPUB and PDF are made of."""
