"""Many texts at once, as arrays: the analysis an archive is built with.

    folding      texts to folded code points        (`index.folding.fold`)
    words        folded texts to numbered words     (`index.analysis.words`)
    vocabulary   words to numbers and back
    statistics   words, characters, bigrams a text  (`index.analysis`)
    counting     (key, unit) pairs to postings
    classes      what a code point is, as a table
    layout       texts laid end to end
    spool        arrays that are needed again later

What each text gives is what the function in brackets gives for it alone; the tests hold them equal.
Here no Python code runs for a single character, and only the first meeting of a word costs a call.
A call works on one batch and takes about 30 bytes a character while it runs.
"""
