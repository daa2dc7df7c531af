"""Dates and numbers as each language of the interface writes them: see FORMAT_MODULE_PATH in Django's documentation.

Pages name a format ("DATE_FORMAT"), never its letters: Russian needs the genitive of the month (E), English does not.
"""
