#!/bin/bash
# Releases a bundle that the build has put into S3:  release.sh shop shop-web my-bundles 2026-11-25.3
set -euo pipefail
application=$1 environment=$2 bucket=$3 label=$4

# A version is fixed: Beanstalk refuses a label that the application has already. If only the next call has failed,
# repeat that one by itself.
aws elasticbeanstalk create-application-version --application-name "$application" --version-label "$label" \
  --source-bundle "S3Bucket=$bucket,S3Key=$application/$label.zip"

# By its label alone: one call cannot change code and settings. The way back is this call with an older label.
aws elasticbeanstalk update-environment --environment-name "$environment" --version-label "$label"

# The update has only begun. These tell how it goes.
aws elasticbeanstalk describe-events --environment-name "$environment" --max-records 20
