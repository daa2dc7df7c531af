"""Is a quotation exact? Finding words in all texts of the edition, and saying what was found."""
