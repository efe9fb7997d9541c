#!/bin/bash
# Starts the built server in front of a simulated VO, and has Debian's pyVO and STILTS ask it by SIA 2.0 and SSA 1.1. Each must
# get the datasets that the command line finds. Installs them if it may. Exit status 3: something that they need is not available here.
set -euo pipefail
cd "$(dirname "$0")/../.."
.ci/debian-packages stilts python3-pyvo python3-astropy

# builds, if need be
./skytrawl --version
temp=$(mktemp -d)
pids=()
finish() {
  kill "${pids[@]}" 2>/dev/null || true
  wait "${pids[@]}" 2>/dev/null || true
  rm -rf "$temp"
}
trap finish EXIT

# await PID FILE LINE WHAT: until the file has a line that begins so
await() {
  for _ in $(seq 300); do
    grep -q "^$3" "$2" && return
    kill -0 "$1" || break
    sleep 0.2
  done
  echo "$4 did not start in time" >&2
  exit 1
}

./skytrawl simvo --services 60 --seed 7 --for 10m >"$temp/simvo" &
pids+=($!)
await $! "$temp/simvo" truth "the simulated VO"
IVOA_REGISTRY=$(sed -n 's/^registry *//p' "$temp/simvo")
export IVOA_REGISTRY XDG_CACHE_HOME=$temp/cache XDG_DATA_HOME=$temp/data
./skytrawl serve --port 0 >"$temp/serve" 2>"$temp/serve.err" &
pids+=($!)
await $! "$temp/serve" http "the server"
server=$(grep -m1 '^http' "$temp/serve")
timeout 400 /usr/bin/python3 testbed/serve/check.py "${server%/}" "$temp"
