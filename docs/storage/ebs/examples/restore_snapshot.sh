#!/usr/bin/env bash
# Brings a snapshot back as a volume in any zone of its Region: restore_snapshot.sh SNAPSHOT ZONE
set -euo pipefail
snapshot=$1
zone=$2

# The rate is paid for and makes the time predictable: at 300 MiB/s a full 1 TiB takes about an hour.
# The token makes a second call return the same volume instead of a second one. If that one has failed, for want
# of a key say, change the token. If EBS has no capacity for the rate, drop the rate, and change the token too.
aws ec2 create-volume \
  --snapshot-id "$snapshot" \
  --availability-zone "$zone" \
  --volume-type gp3 --iops 6000 --throughput 500 \
  --encrypted --kms-key-id alias/orders-data \
  --volume-initialization-rate 300 \
  --client-token "restore-$snapshot-$zone" \
  --tag-specifications "ResourceType=volume,Tags=[{Key=RestoredFrom,Value=$snapshot}]"

# The volume can be attached long before all blocks have come. This says how far it is, some minutes late:
# percent that have come, and the seconds that the rest will take.
aws ec2 describe-volume-status --filters "Name=availability-zone,Values=$zone" \
  --query "VolumeStatuses[].[VolumeId,InitializationStatusDetails]"
