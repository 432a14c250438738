#!/usr/bin/env bash
# Gives functions the concurrency that they and their neighbors need.
set -euo pipefail

# What the account has, and what is left for functions without a reservation.
aws lambda get-account-settings \
  --query 'AccountLimit.[ConcurrentExecutions, UnreservedConcurrentExecutions]'

# At most 40 at a time, as the database takes no more. And always 40, whatever others do.
aws lambda put-function-concurrency \
  --function-name order-writer --reserved-concurrent-executions 40

# Its queue uses at most 30 of them: messages wait in the queue and are not throttled.
aws lambda update-event-source-mapping \
  --uuid 8a1c6e0e-2f3d-4a59-9f5b-0d7c1b2e3f40 --scaling-config MaximumConcurrency=30

# Ten initialized environments for the alias that customers wait for.
aws lambda put-provisioned-concurrency-config \
  --function-name checkout --qualifier live --provisioned-concurrent-executions 10

# An emergency stop, for a function that writes nonsense: zero throttles every invocation. Asynchronous events then go
# to the failure destination, or are lost. For a queue or a stream disable the mapping instead.
aws lambda put-function-concurrency \
  --function-name nightly-export --reserved-concurrent-executions 0
