"""Archives whose writer is killed, refused by the system, or loses power: what becomes of them.

papers.py         a folder of files that change, and as a plain dict what an archive of it holds
workspace.py      such a folder with its archive, in which commands run
operations.py     what is done to it: a line for each operation
asking.py         an archive asked for all it holds, and compared with the dict
system_calls.py   what a process asks of the file system: seen, counted, refused, cut short
processes.py      a command in a process of its own, killed at a moment
__main__.py       kills at random moments        python -m tests.crash
faults.py         every call refused in turn     python -m tests.crash.faults
traced.py         the same by strace             python -m tests.crash.traced
disk.py           a disk as a power cut leaves it
power.py          power cuts at every moment     python -m tests.crash.power
"""
