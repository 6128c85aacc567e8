"""Pure functions: values of the assistant and the index -> HTML in which all text is escaped.

Every word of an article, a file name or a question goes through `words.escape`; nothing else in
this package puts text into HTML.
"""
