#!/bin/sh
# Brings the libraries of the page from npm into src/main/resources/org/skytrawl/server/page/vendor, at fixed versions, with their
# licences. Imports get relative paths, since a page under a strict Content-Security-Policy has no import map. VENDORED lists what
# came from where; VendoredTest compares the files with it.
set -eu
cd "$(dirname "$0")/src/main/resources/org/skytrawl/server/page/vendor"
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
: >VENDORED
# vendor PACKAGE VERSION FILE NAME
vendor() {
  (cd "$temp" && npm pack --silent "$1@$2" >/dev/null && tar xzf "$1-$2.tgz" && rm -rf "$1" && mv package "$1")
  sed -e 's/from *"preact"/from ".\/preact.js"/; s/from *.d3-array./from ".\/d3-array.js"/; /^\/\/# sourceMappingURL/d' "$temp/$1/$3" >"$4.js"
  cp "$temp/$1/LICENSE" "$1.LICENSE"
  echo "$4.js $1 $2 $3 package-sha256=$(sha256sum "$temp/$1-$2.tgz" | cut -d' ' -f1) sha256=$(sha256sum "$4.js" | cut -d' ' -f1)" >>VENDORED
}
vendor preact 11.2.0 dist/preact.mjs preact
vendor preact 11.2.0 hooks/dist/hooks.mjs hooks
vendor htm 3.1.1 dist/htm.module.js htm
vendor d3-array 3.2.5 dist/d3-array.mjs d3-array
vendor d3-geo 3.1.2 dist/d3-geo.mjs d3-geo
