#!/usr/bin/env bash
# Replays the kept corpus and fuzzes on from it, guided by coverage:
#
#     bash tests/fuzz/run.sh [SECONDS A TARGET] [TARGET…]     # 15 and every target where they are left out
#
# Builds with the usual toolchain: libFuzzer comes as source in a crate, and the coverage that it reads is a pass of
# LLVM that any rustc has, so neither a nightly nor cargo-fuzz is needed. What is new goes to target/fuzz/grown; a
# crash is left in target/fuzz/crashes, and is to become a test, and a member of the corpus.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-15}
[ $# -gt 0 ] && shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(words table parts workbook)
out=$(cd ../.. && pwd)/target/fuzz
triple=$(rustc -vV | sed -n 's/^host: //p')

# A host that is named keeps the flags from build scripts, which have no libFuzzer to report to.
passes="-Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4"
for kind in inline-8bit-counters pc-table trace-compares; do passes+=" -Cllvm-args=-sanitizer-coverage-$kind"; done
RUSTFLAGS="--cfg fuzzing $passes" cargo build --release --locked --target "$triple" --target-dir "$out"

for target in "${targets[@]}"; do
  printf '\n-- %s\n' "$target"
  mkdir -p "$out/grown/$target" "$out/crashes"
  program=("$out/$triple/release/$target" -artifact_prefix="$out/crashes/$target-" -timeout=10 -rss_limit_mb=1024
    -max_len=32768 -print_final_stats=0 -verbosity=0)
  "${program[@]}" -runs=0 "corpus/$target"
  [ "$seconds" -eq 0 ] || "${program[@]}" -max_total_time="$seconds" "$out/grown/$target" "corpus/$target"
done
