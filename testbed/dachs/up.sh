#!/bin/bash
# A DaCHS with our collections on 127.0.0.1:8080: installed if it is missing, started if it is not running.
# Exit status 3: cannot be had here (no root, or no Debian).
set -e
cd "$(dirname "$0")"
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
if curl -sf -o /dev/null http://127.0.0.1:8080/__system__/tap/run/availability 2>/dev/null; then
  echo "DaCHS is running already"
  # only root can fill it, as only root can have started it
  if [ "$(id -u)" = 0 ] && [ -d /var/gavo/inputs/rr ]; then
    ./setup.sh --if-changed
    ./fill-registry.sh --if-changed
  fi
  exit 0
fi
[ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null || {
  echo "DaCHS can be installed only as root on Debian"
  exit 3
}
if dpkg-query -W -f '${Status}' gavodachs2-server 2>/dev/null | grep -q 'install ok installed'; then
  pg_ctlcluster 15 main status >/dev/null || pg_ctlcluster 15 main start 3>&-
  ./setup.sh
  ./start.sh
  ./fill-registry.sh
else
  apt-get update -q
  ./install.sh
fi
