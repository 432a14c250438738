#!/usr/bin/env bash
# Moves a database to a new major version. Run the parts one by one: days may lie between them.
set -euo pipefail
source=arn:aws:rds:eu-west-1:123456789012:db:shop
deployment=bgd-0123456789abcdef

create() {    # a copy that follows production, on the new version and with parameters of its family
  aws rds create-blue-green-deployment \
    --blue-green-deployment-name shop-upgrade --source "$source" \
    --target-engine-version "$1" --target-db-parameter-group-name "$2"
}

look() {    # before the switch: lag near zero, tests on the green endpoint passed
  aws rds describe-blue-green-deployments --blue-green-deployment-identifier "$deployment"
}

switch() {    # writes stop, green catches up and takes the names; rolled back if it lasts longer than this
  aws rds switchover-blue-green-deployment \
    --blue-green-deployment-identifier "$deployment" --switchover-timeout 120
}

clean_up() {    # removes the deployment, not the old database, which is now called shop-old1
  aws rds delete-blue-green-deployment --blue-green-deployment-identifier "$deployment"
}

"$@"
