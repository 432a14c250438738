#!/usr/bin/env bash
# Breaks one instance, looks at the repair, then rolls out version 2 of the template. Arguments: group, template, instance.
set -euo pipefail
group=$1 template=$2 instance=$3

# The desired number stays, so the group starts another one.
aws autoscaling terminate-instance-in-auto-scaling-group --instance-id "$instance" \
  --no-should-decrement-desired-capacity

# What the group did, and why.
aws autoscaling describe-scaling-activities --auto-scaling-group-name "$group" \
  --query 'Activities[].[StartTime,StatusCode,Cause]' --output table

# A version by number, so that there is a way back.
aws autoscaling start-instance-refresh --auto-scaling-group-name "$group" \
  --desired-configuration "LaunchTemplate={LaunchTemplateId=$template,Version=2}" \
  --preferences 'AutoRollback=true,SkipMatching=true,MinHealthyPercentage=100,MaxHealthyPercentage=150'

# How far it is.
aws autoscaling describe-instance-refreshes --auto-scaling-group-name "$group" --max-records 1
