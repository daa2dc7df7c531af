"""The site of a bundle: the pages that readers see, as files that lead to each other without a server or a script.

places.py     which file a page is, and where an address of the site lies among the files
fetching.py   a page as an anonymous reader sees it in English
pages.py      the same page with its links led to files, and without what needs a server
shell.py      what stands around every page
citations.py  the citations of everything, in every style and as files
writing.py    all of it, into a folder
"""
