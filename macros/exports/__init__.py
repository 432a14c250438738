"""What can be taken away, one format per file: `export(guide, out)` writes it, and gives the files.

What a build puts among the theme's files has `ship(...)`; all else here is what several of them share.
"""
