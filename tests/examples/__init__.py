"""Tests of the code samples, a folder per service, named as in docs; each folder is a package.

A sample `docs/<category>/<service>/examples/<name>.<anything>` is tested in `<service>/test_<name>.py`.
The packages let two services have samples of the same name.
"""
