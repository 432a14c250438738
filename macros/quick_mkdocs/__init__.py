"""MkDocs makes the same site in less time: an extra.

Everything works without this folder: MkDocs then builds one page after the other, each time. What is needed
of MkDocs' internals stands here and nowhere else; they are those of 1.6, which gets no new releases.
"""
