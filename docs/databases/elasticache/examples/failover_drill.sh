#!/bin/bash
# Promotes a replica on purpose, to see what the application does. In a test environment first.
set -euo pipefail
group=${1:?the replication group} shard=${2:-0001}

# Who is the primary now, and is there anybody to take over?
aws elasticache describe-replication-groups --replication-group-id "$group" \
  --query 'ReplicationGroups[0].[MultiAZ, AutomaticFailover, NodeGroups[].NodeGroupMembers[].[CacheClusterId, CurrentRole]]'

aws elasticache test-failover --replication-group-id "$group" --node-group-id "$shard"

# The story afterwards: called, failed over, recovering, recovered. Meanwhile, watch the application's errors.
aws elasticache describe-events --source-type replication-group --source-identifier "$group" --duration 60
