"""Scripts run by processes of their own, all forked off one that has loaded what they need: loaded once for all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

FORKING = """
import json, os, sys
{loading}
script = compile(sys.argv[1], "script", "exec")
for case in sys.stdin:
    ends = [os.pipe() for _ in range(2)]
    child = os.fork()
    if not child:
        for number, (_, write) in enumerate(ends, start=1):
            os.dup2(write, number)
        [os.close(end) for pair in ends for end in pair]
        sys.argv = ["script", *json.loads(case)]
        exec(script, {{"__name__": "__main__"}})
        break
    [os.close(write) for _, write in ends]
    told = [open(read, "rb").read().decode() for read, _ in ends]
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), *told]), flush=True)
"""
"""A child goes on behind the loop, to the end that every process takes."""


class Ended(NamedTuple):
    """How a process ended (the negative of a signal that killed it), and the little that it printed."""

    code: int
    out: str
    err: str


def each(loading: str, script: str, cases: Sequence[Sequence[str]]) -> Iterator[Ended]:
    """How the script ends with the arguments of each case, each begun when the one before has been looked at.

    `loading` are the imports it needs.
    """
    command = [sys.executable, "-c", FORKING.format(loading=loading), script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as forking:
        assert forking.stdin is not None
        assert forking.stdout is not None
        for case in cases:
            print(json.dumps(case), file=forking.stdin, flush=True)
            yield Ended(*json.loads(forking.stdout.readline()))
