#!/usr/bin/env bash
# Fails the primary's health check on purpose, looks at the answer, and ends the drill. Arguments: zone, name, check.
set -euo pipefail
zone=$1 name=$2 check=$3

# From here on a healthy endpoint counts as unhealthy. Nothing in the Region is touched. The way back is set first:
# a call that seems to fail may have been carried out.
trap 'aws route53 update-health-check --health-check-id "$check" --no-inverted' EXIT
aws route53 update-health-check --health-check-id "$check" --inverted

# What each health checker says, and what Route 53 answers now. Repeat both in a second window for some minutes.
aws route53 get-health-check-status --health-check-id "$check" \
  --query 'HealthCheckObservations[].[Region,StatusReport.Status]' --output table
aws route53 test-dns-answer --hosted-zone-id "$zone" --record-name "$name" --record-type A --query RecordData

read -rp "Press Enter to end the drill " || true
