#!/bin/bash
# Promotes a replica on purpose, to see what the application does. In a test environment first.
set -euo pipefail
group=${1:?the replication group} shard=${2:-0001}

# Who is the primary now, and is there anybody to take over?
aws elasticache describe-replication-groups --replication-group-id "$group" \
  --query 'ReplicationGroups[0].[MultiAZ, AutomaticFailover, NodeGroups[].NodeGroupMembers[].[CacheClusterId, CurrentRole]]'

aws elasticache test-failover --replication-group-id "$group" --node-group-id "$shard"

# The story so far; ask again until it is complete: called, failed over, recovering, recovered.
# The last two are told of a node and not of the group, so there is no filter. Watch the application's errors.
aws elasticache describe-events --duration 60
