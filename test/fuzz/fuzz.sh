#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Has libFuzzer search with one target for FUZZ_SECONDS (60), from the current folder: what a target does
# not survive goes to crashes/, what reaches code that nothing reached before to found/NAME.
#   fuzz.sh PROGRAM NAME DICTIONARY SEEDS...
set -euo pipefail
program=$1 name=$2 dictionary=$3
shift 3

folders=() files=
for seed; do
    if [ -d "$seed" ]; then
        folders+=("$seed")
    elif [ -e "$seed" ]; then
        files+=${files:+,}$seed
    else
        echo "skipped: there is no $seed"
    fi
done
options=(-max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=2048 -max_len=8192
    -print_final_stats=1 "-artifact_prefix=crashes/$name-")
if [ -f "$dictionary" ]; then
    options+=("-dict=$dictionary")
fi
if [ -n "$files" ]; then
    options+=("-seed_inputs=$files")
fi
mkdir -p crashes "found/$name"
export UBSAN_OPTIONS=print_stacktrace=1
exec "$program" "${options[@]}" "found/$name" "${folders[@]}"
