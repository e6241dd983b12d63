#!/bin/sh
# Rebuilds static/ from the sources here. Needs node; the output is committed, so that a fresh machine needs none.
set -eu
cd "$(dirname "$0")"
out=../static
npm ci --no-fund --no-audit --silent

mkdir -p "$out/fonts"
for weight in Regular Semibold; do
  cp "node_modules/source-sans/TTF/SourceSans3-$weight.ttf" "$out/fonts/"
  cp "node_modules/source-sans/WOFF2/TTF/SourceSans3-$weight.ttf.woff2" "$out/fonts/SourceSans3-$weight.woff2"
done
cp node_modules/source-sans/LICENSE.md "$out/fonts/SourceSans3-LICENSE.md"
cp node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf "$out/fonts/"
cp node_modules/dejavu-fonts-ttf/LICENSE "$out/fonts/DejaVuSans-LICENSE.txt"
chmod 644 "$out"/fonts/*

# The last line of the bundle names a source map that we do not serve.
sed 's|//# sourceMappingURL=.*||' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js > "$out/govuk-frontend.min.js"
cp init.js icon.svg "$out/"

# tests/programme/test_assets.py compares this sum with the sources, so that the stylesheet cannot go stale.
sum=$(cat $(ls *.scss init.js package-lock.json | LC_ALL=C sort) | sha256sum | cut -d' ' -f1)
{
  echo "/*! Built by assets/build.sh from sources with SHA-256 $sum. GOV.UK Frontend: MIT licence. */"
  node_modules/.bin/sass --no-source-map --no-charset --style=compressed --quiet-deps app.scss
} > "$out/app.css"
