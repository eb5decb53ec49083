"""Hostile input, made by machine: one function a reader, from bytes to nothing, that raises on any violation.

    target              what a target is, and which there are
    targets/NAME        one target: what is called, what must hold, what to begin with
    readers             what every reader is held to
    damage, packing     inputs taken apart; files told in a few bytes, packed soundly and then damaged
    atheris_driver      a process that runs one, guided by the branches it takes (libFuzzer)
    hypothesis_driver   the same without guidance, where atheris has no wheel
    findings            what was found: one input for each place that failed, the smallest seen
    limits              the memory and the time that one input may take
    found/NAME/         inputs that once failed, replayed by `test_found.py` with every run of the tests

`python -m tests.fuzz TARGET --minutes 30` runs one, `make fuzz FUZZ="--minutes 30"` all.
"""
