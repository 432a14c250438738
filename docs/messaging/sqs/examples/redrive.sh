#!/usr/bin/env bash
# After the fix: sends dead letters back to the queue they came from.
set -euo pipefail
dead_letters=orders-dead-letters
arn=arn:aws:sqs:eu-west-1:123456789012:$dead_letters
url=https://sqs.eu-west-1.amazonaws.com/123456789012/$dead_letters

# How many there are.
aws sqs get-queue-attributes --queue-url "$url" --attribute-names ApproximateNumberOfMessages

# Not faster than the consumer can work beside the normal load.
aws sqs start-message-move-task --source-arn "$arn" --max-number-of-messages-per-second 20

# How far it is. Its task handle also serves to stop it, with cancel-message-move-task.
aws sqs list-message-move-tasks --source-arn "$arn" --max-results 1
