#!/usr/bin/env bash
# Tests the page in Debian's chromium, against a simulated VO with faults. SCREENS names a folder for the pictures of docs/serve.md.
# Installs what it needs, if it may. Exit status 3: something that it needs is not available here.
set -euo pipefail
cd "$(dirname "$0")/../.."
missing=()
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
[ -x /usr/bin/chromium ] || missing+=(chromium)
/usr/bin/python3 -c 'import astropy' 2>/dev/null || missing+=(python3-astropy)
[ ${#missing[@]} = 0 ] || .ci/debian-packages "${missing[@]}"

node=$(node --version)
case $node in
  v[0-9].* | v1[0-9].*)
    echo "playwright needs Node.js 20 or newer; this is $node"
    exit 3
    ;;
esac

# builds, if need be
./skytrawl --version
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
cp testbed/page/*.mjs testbed/page/SampTool.java testbed/page/package.json testbed/page/package-lock.json "$temp"
(cd "$temp" && npm ci --silent --no-audit --no-fund)
node --test server/src/test/page/
export SKYTRAWL=$PWD/skytrawl
# for the SAMP hub of the tests
jdk=$(. cli/src/dist/lib/launch.sh && find_java javac && echo "$jdk")
jars=(cli/target/lib/jsamp-*.jar)
# Debian's Python has its astropy
export PYTHON=/usr/bin/python3 PYTHONPATH=$PWD/python
export JAVA=$jdk/bin/java JSAMP=$PWD/${jars[0]}
(cd "$temp" && timeout 400 node --test --test-concurrency=1 page.test.mjs)
