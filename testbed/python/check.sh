#!/bin/bash
# The Python package, installed as users install it, with Debian's astropy: its tests, against a simulated VO with faults too, and
# its notebook with Debian's Jupyter. Installs these if it may. Exit status 3: something that they need is not available here.
set -euo pipefail
cd "$(dirname "$0")/../.."
missing=()
/usr/bin/python3 -c 'import astropy, setuptools, wheel, pip, pytest, nbconvert, ipykernel' 2>/dev/null \
  || missing=(python3-astropy python3-setuptools python3-wheel python3-pip python3-pytest jupyter-nbconvert python3-ipykernel)
[ ${#missing[@]} = 0 ] || .ci/debian-packages "${missing[@]}"

# builds, if need be
./skytrawl --version
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

# pip leaves files of its own beside what it installs
cp -r python "$temp/python"
/usr/bin/python3 -m pip install --quiet --no-index --no-build-isolation --no-deps --no-warn-script-location --root-user-action=ignore \
  --target "$temp/site" "$temp/python"
export PYTHONPATH=$temp/site PYTHONDONTWRITEBYTECODE=1 SKYTRAWL=$PWD/skytrawl
# whatever the tests start, they also end
timeout 600 /usr/bin/python3 -m pytest -q -p no:cacheprovider --rootdir "$temp/python" "$temp/python/tests"
