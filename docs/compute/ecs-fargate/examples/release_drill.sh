#!/bin/bash
# A drill: releases a broken image on purpose, and watches the circuit breaker take it back.
# release_drill.sh CLUSTER SERVICE FAMILY:REVISION    the last names a task definition that cannot start
set -euo pipefail
cluster=$1 service=$2 broken=$3

# What runs now, to compare with at the end.
aws ecs describe-services --cluster "$cluster" --services "$service" \
  --query 'services[0].[taskDefinition,runningCount,desiredCount]' --output text

aws ecs update-service --cluster "$cluster" --service "$service" --task-definition "$broken" \
  --deployment-configuration '{
    "minimumHealthyPercent": 100, "maximumPercent": 200,
    "deploymentCircuitBreaker": {
      "enable": true, "rollback": true,
      "thresholdConfiguration": {"type": "COUNT", "value": 3}}}' \
  --query 'service.deployments[].[id,rolloutState]' --output text

# Repeat until it says ROLLBACK_SUCCESSFUL. The tasks that served before have served all the time.
aws ecs list-service-deployments --cluster "$cluster" --service "$service" \
  --query 'max_by(serviceDeployments, &createdAt).[status,statusReason]' --output text

# Each failed start leaves a line, the newest first.
aws ecs describe-services --cluster "$cluster" --services "$service" \
  --query 'services[0].events[:5].message' --output text
