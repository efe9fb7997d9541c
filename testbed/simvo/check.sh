#!/bin/bash
# Starts a simulated VO and has clients that nobody here wrote judge it: Debian's stilts taplint its TAP services, Debian's
# pyVO its registry, SIA1, SIA2, SSA and TAP services. Installs both if it may. Exit status 3: cannot be had here.
set -euo pipefail
cd "$(dirname "$0")/../.."
missing=()
command -v stilts >/dev/null || missing+=(stilts)
/usr/bin/python3 -c 'import pyvo' 2>/dev/null || missing+=(python3-pyvo)
[ ${#missing[@]} = 0 ] || .ci/debian-packages "${missing[@]}"

temp=$(mktemp -d)
./skytrawl simvo --services 60 --seed 7 --faults 0.2 --truth "$temp/truth.json" --for 10m >"$temp/out" &
pid=$!
trap 'kill $pid 2>/dev/null || true; wait $pid 2>/dev/null || true; rm -rf "$temp"' EXIT
for _ in $(seq 300); do
  grep -q '^truth' "$temp/out" && break
  kill -0 $pid || { echo "the simulated VO did not start" >&2; exit 1; }
  sleep 0.2
done
registry=$(sed -n 's/^registry *//p' "$temp/out")
obscore=$(/usr/bin/python3 - "$temp/truth.json" <<'P'
import json, sys
services = json.load(open(sys.argv[1]))["services"]
print(next(s["access_url"] for s in services
           if s["protocol"] == "OBSTAP" and "fault" not in s and s["table_name"] == "ivoa.obscore").rstrip("/"))
P
)

for url in "$registry" "$obscore"; do
  echo "== stilts taplint $url"
  # LOC wants a table of planned observations, which is none of our concern
  timeout 300 stilts taplint tapurl="$url" \
    stages='TMV TME TMS TMC CPV CAP AVV QGE QPO QAS UWS MDQ OBS UPL EXA' >"$temp/taplint" || true
  tail -n 2 "$temp/taplint"
  if grep -E '^[EF]-' "$temp/taplint" || ! grep -q '^Totals: Errors: 0;' "$temp/taplint"; then
    echo "taplint found errors in $url" >&2
    exit 1
  fi
done

echo "== pyVO"
IVOA_REGISTRY=$registry timeout 300 /usr/bin/python3 testbed/simvo/pyvo-check.py "$temp/truth.json"
