#!/usr/bin/env bash
# Starts Modelyard for one action: start.sh <action>. The inputs go to stdin and leave the environment, so that no other
# process of the job can read the token from there.
set -euo pipefail
program="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/dist/main.js"
stop() { # why: the outputs say that nothing could be judged, rather than nothing
  echo "::error title=Modelyard::$1"
  echo 'verdict=inconclusive' >>"${GITHUB_OUTPUT:-/dev/null}"
  exit 3
}
if ! command -v node >/dev/null 2>&1; then
  stop 'Node 20.19 or newer is needed, and there is no node on PATH. Put actions/setup-node before this step.'
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  stop "Node 20.19 or newer is needed; node on PATH is $(node --version). Put actions/setup-node before this step."
fi
# One pipe for both streams keeps log commands in order with what training prints.
exec env -u MODELYARD_INPUTS node "$program" action "$1" 2>&1 < <(printf '%s' "$MODELYARD_INPUTS")
