#!/bin/sh
# Rebuilds static/ from the sources here. Needs node and ../.venv; the output is committed, so that a fresh machine needs no node.
set -eu
cd "$(dirname "$0")"
out=../static
npm ci --no-fund --no-audit --silent

# The characters of nearly every page; _page.scss names the same ones.
usual="U+0000-017F,U+1E80-1E85,U+1EF2-1EF3,U+2000-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+22EF,U+25A0-25FF,U+2713"
mkdir -p "$out/fonts"
for weight in Regular Semibold; do
  cp "node_modules/source-sans/TTF/SourceSans3-$weight.ttf" "$out/fonts/"
  cp "node_modules/source-sans/WOFF2/TTF/SourceSans3-$weight.ttf.woff2" "$out/fonts/SourceSans3-$weight.woff2"
  ../.venv/bin/pyftsubset "$out/fonts/SourceSans3-$weight.ttf" --unicodes="$usual" --flavor=woff2 \
    --layout-features+=tnum,lnum --output-file="$out/fonts/SourceSans3-$weight-usual.woff2"
done
cp node_modules/source-sans/LICENSE.md "$out/fonts/SourceSans3-LICENSE.md"
cp node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf "$out/fonts/"
cp node_modules/dejavu-fonts-ttf/LICENSE "$out/fonts/DejaVuSans-LICENSE.txt"
chmod 644 "$out"/fonts/*

cp icon.svg early.js "$out/"
node_modules/.bin/esbuild init.js --bundle --minify --format=esm --target=es2020 --legal-comments=none \
  --banner:js="/*! With parts of GOV.UK Frontend: MIT licence. */" --log-level=warning --outfile="$out/init.js"

node_modules/.bin/esbuild editor/index.js --bundle --minify --format=esm --target=es2022 --legal-comments=none \
  --banner:js="/*! With ProseMirror and markdown-it: MIT licence. */" --log-level=warning --outfile="$out/editor.js"

# tests/programme/test_assets.py compares this sum with the sources, so that the stylesheet cannot go stale.
sum=$(cat $(ls *.scss *.js editor/*.js purge.mjs package-lock.json | LC_ALL=C sort) | sha256sum | cut -d' ' -f1)
{
  echo "/*! Built by assets/build.sh from sources with SHA-256 $sum. GOV.UK Frontend: MIT licence. */"
  node_modules/.bin/sass --no-source-map --no-charset --style=compressed --quiet-deps app.scss | node purge.mjs
} > "$out/app.css"
