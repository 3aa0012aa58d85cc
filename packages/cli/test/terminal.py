"""Runs a program in a pseudo-terminal: terminal.py COLUMNS ROWS PROGRAM ARG...

What it writes comes out of standard output; what comes into standard input is typed into the terminal, so that the
character 3 is Ctrl-C. Ends with the exit code of the program.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

columns, rows = int(sys.argv[1]), int(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])

inputs = [terminal, 0]
while terminal in inputs:
    ready, _, _ = select.select(inputs, [], [])
    if 0 in ready:
        typed = os.read(0, 4096)
        if typed:
            os.write(terminal, typed)
        else:
            inputs.remove(0)
    if terminal in ready:
        try:
            written = os.read(terminal, 65536)
        except OSError:  # Linux says so when the last program in the terminal has ended.
            written = b""
        if written:
            os.write(1, written)
        else:
            inputs.remove(terminal)

_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status) if not os.WIFSIGNALED(status) else 128 + os.WTERMSIG(status))
