"""Minutes <-> Word: the city's form, the draft out and the edited file back, the list to check.

The only room that imports python-docx; raw Word XML is written in `wordml`, and read in `package`,
`revisions`, `edited` and `comments_file`, nowhere else.
"""
