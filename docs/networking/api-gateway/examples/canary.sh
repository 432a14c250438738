#!/bin/bash
# A canary of a REST API's stage: begin with a tenth of the requests, then promote it or take it back.
set -euo pipefail
step=${1:?begin, promote or undo} api=${2:?the API} stage=${3:?the stage}

update() { aws apigateway update-stage --rest-api-id "$api" --stage-name "$stage" --patch-operations "$1"; }

case $step in
  begin) # the stage keeps its deployment; the new one gets a random tenth of the requests
    aws apigateway create-deployment --rest-api-id "$api" --stage-name "$stage" \
      --canary-settings percentTraffic=10,useStageCache=false ;;
  promote) # the stage takes over the canary's deployment; only then the canary may go
    update '[{"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"}]'
    update '[{"op": "remove", "path": "/canarySettings"}]' ;;
  undo)
    update '[{"op": "remove", "path": "/canarySettings"}]' ;;
  *)
    echo "unknown step: $step" >&2
    exit 2 ;;
esac
