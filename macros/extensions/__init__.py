"""Python-Markdown extensions, named in mkdocs.yml."""
