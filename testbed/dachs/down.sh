#!/bin/bash
# Ends the server that start.sh started, by its own pid; one that was started otherwise is left alone.
run=${DACHS_RUN:-$(cd "$(dirname "$0")" && pwd)/run}
[ -f "$run/dachs.pid" ] || exit 0
pid=$(cat "$run/dachs.pid")
kill "$pid" 2>/dev/null
for _ in $(seq 50); do
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.2
done
kill -9 "$pid" 2>/dev/null
rm -f "$run/dachs.pid"
true
