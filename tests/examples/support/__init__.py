"""What the tests of the code samples share: limits, a Lambda runtime, linters, events."""
