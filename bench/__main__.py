"""`make bench [ARGS="restore methods …"]`: what Lacuna measures, beside its peers in the same run."""

from __future__ import annotations

import importlib
import sys

PARTS_OF_BENCHMARK = {
    "restore": "one megapixel, a tenth of it text: seconds and memory",
    "outside": "ten photos: pixels changed outside the mask",
    "methods": "each method's time and PSNR beside OpenCV's and scikit-image's own calls",
    "large": "12 megapixels: 600 specks, and an object of 300 px",
    "blind": "12 megapixels: detection, and blind repair",
    "batch": "a folder of 1000 with 50 broken, killed half way and resumed; blind folders and their memory",
    "repeated": "30 photos of LACUNA_BENCH_PHOTOS with a logo and sensor dust: F1, and what is left of them",
    "cancel": "how soon a fill, a batch and the lane hear of a cancel",
    "loading": "100 megapixels from the disk into memory",
    "start": "from the start to a usable window, and to the first paint of 100 megapixels",
    "visit": "a scripted five-minute visit with real mouse events",
}


def main(words: list[str]) -> int:
    wrong = set(words) - set(PARTS_OF_BENCHMARK)
    if wrong:
        print(f"there is no part {', '.join(sorted(wrong))}; there are:", file=sys.stderr)
        for part, what in PARTS_OF_BENCHMARK.items():
            print(f"  {part:<8} {what}", file=sys.stderr)
        return 2
    for part in words or PARTS_OF_BENCHMARK:
        print(f"\n{part}: {PARTS_OF_BENCHMARK[part]}\n")
        importlib.import_module(f"bench.{part}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
