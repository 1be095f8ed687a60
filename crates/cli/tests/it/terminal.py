"""Runs a program on a terminal of 20 columns: `terminal.py COLUMNS PROGRAM ARGUMENT...`. Prints what the terminal shows,
and ends with the program's status, or 124 if it takes longer than a minute."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

columns, command = int(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execv(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
until, shown = time.monotonic() + 60, b""
while True:
    if not select.select([terminal], [], [], max(0, until - time.monotonic()))[0]:
        os.kill(child, signal.SIGKILL)
        sys.exit(124)
    try:
        read = os.read(terminal, 65536)
    except OSError:  # what Linux says at the end
        read = b""
    if not read:
        break
    shown += read
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255)
