#!/bin/sh
# Installs the locked sidecar into one folder, byte-compiled: the steps of the image, also run by
# `make image-check` where no container engine is.
# Usage: PYTHON=python3.11 sh install.sh SOURCE TARGET
set -eu
source=$1
target=$2
pip="$PYTHON -m pip --disable-pip-version-check --no-cache-dir --quiet"

# Wheels only, every hash checked; jieba ships no wheel and is pure Python.
$pip install --require-hashes --only-binary=:all: --no-binary=jieba --no-compile --target "$target" \
    --requirement "$source/requirements.lock"
PIP_CONSTRAINT="$source/deploy/image/build-constraints.txt" \
    $pip install --no-deps --no-compile --upgrade --target "$target" "$source"

# What no run needs: tests, headers, type stubs of compiled modules, build sources, launchers.
find "$target" -depth -type d \( -name tests -o -name test -o -name include \) \
    -not -path '*/confluent_kafka/*' -exec rm -rf {} +
find "$target" -type f \( -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' -o -name '*.c' \
    -o -name '*.cpp' -o -name '*.h' \) -delete
rm -rf "$target/bin"

# Data of subpackages that nothing here imports: places and carriers of phone numbers, jieba's
# neural tagger.
rm -rf "$target/phonenumbers/geodata" "$target/phonenumbers/carrierdata" "$target/jieba/lac_small"

# Symbols for debuggers are more than half of the compiled modules.
find "$target" -type f -name '*.so*' -not -path '*.libs/*' -exec strip --strip-unneeded {} +

# Never stale, never written at run time: the sources of an image do not change.
"$PYTHON" -m compileall -q -j 2 --invalidation-mode unchecked-hash "$target"
