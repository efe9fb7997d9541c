#!/bin/bash
# Writes every format with the built command, against a simulated VO and against a service with texts of all kinds, and has
# Debian's astropy read them. Installs it if it may. Exit status 3: cannot be had here.
set -euo pipefail
cd "$(dirname "$0")/../.."
missing=()
/usr/bin/python3 -c 'import astropy' 2>/dev/null || missing+=(python3-astropy)
[ ${#missing[@]} = 0 ] || .ci/debian-packages "${missing[@]}"

# builds, if need be
./skytrawl --version
temp=$(mktemp -d)
./skytrawl simvo --services 60 --seed 7 --faults 0.2 --for 10m >"$temp/out" &
pid=$!
trap 'kill $pid 2>/dev/null || true; wait $pid 2>/dev/null || true; rm -rf "$temp"' EXIT
for _ in $(seq 300); do
  grep -q '^truth' "$temp/out" && break
  kill -0 $pid || { echo "the simulated VO did not start" >&2; exit 1; }
  sleep 0.2
done
grep -q '^truth' "$temp/out" || { echo "the simulated VO did not start in time" >&2; exit 1; }
registry=$(sed -n 's/^registry *//p' "$temp/out")
export XDG_CACHE_HOME=$temp/cache
timeout 500 /usr/bin/python3 testbed/astropy/check.py "$registry" "$temp"
