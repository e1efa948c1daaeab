"""The workstation's first process, inside the jail.

It opens terminals for the backend, which talks to it over standard input and output, and gives it the socket that
listens at the proxy's port of the jail's own loopback, the only way out.

A frame in either direction is a head of 6 bytes (type, terminal, length of the payload, big-endian) and the payload.
To the agent:   O open (JSON: argv, cols, rows) · D data · R resize (cols, rows as two 16-bit numbers)
                P pause (1) or go on (0) · K kill · C run a command without a terminal (JSON: argv)
From the agent: D data · X ended (exit code in one byte) · F the limit of files without a name is reached
"""

import fcntl
import json
import os
import queue
import resource
import signal
import socket
import stat
import struct
import sys
import termios
import threading
import time

HEAD = struct.Struct(">cBI")
CHANNEL = 4  # what the backend has opened for the listening socket
MIB = 1024 * 1024


class Terminal:
    """One shell on a pseudo-terminal of the jail's own."""

    def __init__(self, number, argv, cols, rows):
        self.number = number
        self.master, slave = os.openpty()
        self.resize(cols, rows)
        # Opened again in the child after it has become a session's leader, which makes it the controlling terminal: job control works.
        tty = os.ttyname(slave)
        actions = [(os.POSIX_SPAWN_OPEN, 0, tty, os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)]
        self.pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=actions, setsid=True, setsigdef=[signal.SIGPIPE])
        os.close(slave)
        self.going = threading.Event()
        self.going.set()
        self.input = queue.Queue()
        for run in (self.read, self.write):
            threading.Thread(target=run, daemon=True).start()
        threading.Thread(target=self.wait, daemon=True).start()

    def resize(self, cols, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def read(self):
        while True:
            self.going.wait()
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return  # EIO: nothing has the terminal open any more
            send(b"D", self.number, data)

    def write(self):
        while True:
            data = self.input.get()
            try:
                while data:
                    data = data[os.write(self.master, data) :]
            except OSError:
                return

    def wait(self):
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        # What was printed last is still on its way through the reader.
        time.sleep(0.1)
        send(b"X", self.number, bytes([code if code >= 0 else 128 - code]))

    def kill(self):
        """Ends every job of the shell's session. They are stopped first, so that none multiplies meanwhile."""
        stopped = set()
        while fresh := session_members(self.pid) - stopped:
            signal_all(fresh, signal.SIGSTOP)
            stopped |= fresh
        signal_all(stopped, signal.SIGKILL)


def session_members(leader):
    return {pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if session_of(pid) == leader}


def signal_all(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass  # it ended by itself


def session_of(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            state, _parent, _group, session = stat.read().rpartition(")")[2].split()[:4]
    except OSError:
        return None  # it ended meanwhile
    return None if state == "Z" else int(session)


def run(argv):
    """Runs a command to its end, unseen."""
    nowhere = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in range(3)]
    os.waitpid(os.posix_spawnp(argv[0], argv, os.environ, file_actions=nowhere, setsigdef=[signal.SIGPIPE]), 0)


out_lock = threading.Lock()


def send(kind, number, payload):
    with out_lock:
        data = memoryview(HEAD.pack(kind, number, len(payload)) + payload)
        while data:
            data = data[os.write(1, data) :]


def read_exactly(count):
    data = b""
    while len(data) < count:
        chunk = os.read(0, count - len(data))
        if not chunk:
            sys.exit(0)  # the backend is gone
        data += chunk
    return data


def hand_over(listener):
    """Gives the proxy's listening socket to the backend in the words of Node's `process.send(message, server)`."""
    words = {"cmd": "NODE_HANDLE", "type": "net.Server", "msg": {}}
    with socket.socket(fileno=CHANNEL) as channel:
        socket.send_fds(channel, [json.dumps(words).encode() + b"\n"], [listener.fileno()])
        channel.recv(1024)  # it has it; what the learner starts finds the channel closed


def unnamed_bytes():
    """What open files take that have been deleted, which nobody sees who walks through the folders."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            for name in os.listdir(f"/proc/{pid}/fd"):
                file = os.stat(f"/proc/{pid}/fd/{name}")
                if file.st_nlink == 0 and stat.S_ISREG(file.st_mode):
                    found[file.st_dev, file.st_ino] = file.st_blocks * 512
        except OSError:
            continue  # it ended meanwhile, or is not the learner's
    return sum(found.values())


def watch_unnamed(most):
    while unnamed_bytes() <= most:
        time.sleep(2)
    send(b"F", 0, b"")


def limit(limits):
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
    with open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")  # when the machine runs out of memory, learners' programs end first


def main():
    options = json.loads(sys.argv[1])
    os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))  # whatever the backend was started with stays out
    limit(options["limits"])
    threading.stack_size(MIB // 4)
    with socket.create_server(("127.0.0.1", options["proxyPort"]), backlog=64) as listener:
        hand_over(listener)
    threading.Thread(target=watch_unnamed, args=(options["unnamedBytes"],), daemon=True).start()
    terminals = {}
    while True:
        kind, number, length = HEAD.unpack(read_exactly(HEAD.size))
        payload = read_exactly(length)
        if kind in b"OC":
            try:
                asked = json.loads(payload)
                if kind == b"C":
                    run(asked)
                else:
                    terminals[number] = Terminal(number, **asked)
            except (OSError, RuntimeError):
                send(b"X", number, b"\x7e")  # the limit of processes is reached
            continue
        terminal = terminals.get(number)
        if terminal is None:
            continue
        if kind == b"D":
            terminal.input.put(payload)
        elif kind == b"R":
            terminal.resize(*struct.unpack(">HH", payload))
        elif kind == b"P":
            terminal.going.clear() if payload == b"\x01" else terminal.going.set()
        elif kind == b"K":
            terminal.kill()  # here, since at the limit of processes no thread can be started


main()
