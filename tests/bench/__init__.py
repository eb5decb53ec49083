"""The benchmark: this engine and its peers on one corpus, in one run.

    python -m tests.bench ../shared/corpora/xwlb.jsonl.xz --articles 2000

    corpus    the articles, the same for every engine      queries   chosen from them, by a seed
    truth     brute force: how many units match            engines   one adapter each
    launch    one process, its time and its memory         worker    what runs inside that process
    measure   all processes of a run, and the medians      outcome   figures beside what is right
    machine   where it was measured                        table     what is printed

`docs/benchmarks/README.md` says what each figure means.
"""
