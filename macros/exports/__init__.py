"""What is made of the guide for use elsewhere, one format per file: `export(guide, out)` gives the files written.

What a build puts among the theme's files has `ship(...)`; all else here is what several of them share.
"""
