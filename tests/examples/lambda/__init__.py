"""Tests of the code samples for AWS Lambda."""
