import { spawn } from 'node:child_process'
import { lstatSync, readlinkSync } from 'node:fs'
import type { Server, Socket } from 'node:net'
import type { Duplex, Readable, Writable } from 'node:stream'
import { join } from 'node:path'
import { proxyVariables, type Tools } from '#lab'

/** What a learner's programs may use. */
export const JAIL_LIMITS = {
  /** Processes and threads. */
  NPROC: 512,
  /** Bytes of one file. */
  FSIZE: 32 * 1024 * 1024,
  /** Bytes of memory that one process writes to. */
  DATA: 1024 * 1024 * 1024,
  NOFILE: 1024,
  CORE: 0,
}
/** What files may take that were deleted while programs have them open. */
const UNNAMED_BYTES = 64 * 1024 * 1024

/** Connections that a workstation's programs have at a time; kubectl and aws take a few each. */
const MAX_CONNECTIONS = 256

const PROXY_PORT = 3128
const CA = '/etc/ssl/lab.pem'
const AWS_DATA = '/opt/aws-data'
const HERE = import.meta.dirname
const HEAD_BYTES = 6

/** What a workstation is made of. */
export interface Programs {
  /** Absolute paths. */
  bwrap: string
  python: string
  tools: Tools
  /** What the aws CLI knows otherwise here: how long it waits. */
  awsData: string
}

export interface JailOptions {
  programs: Programs
  /** Kept across restarts: `/home/learner` and `/tmp` of the workstation. */
  home: string
  tmp: string
  /** Certificate of the lab's authority, a file. */
  caFile: string
  /** The course's pages with their files, seen as `/opt/course`. */
  course: string
  /** A user of its own for the jail, where the backend runs as root; its processes are then counted by themselves. */
  userId?: number
}

/** What a jail tells of its terminals. */
export interface JailListener {
  onData(terminal: number, bytes: Buffer): void
  onExit(terminal: number, exitCode: number): void
  /** A program of the jail has connected to its proxy. */
  onConnection(socket: Socket): void
  /** Deleted files that are still open take too much; only the jail's end frees them. */
  onUnnamedFiles(): void
  /** The jail is gone, and every shell with it. */
  onEnd(): void
}

/** A workstation's processes: no network but the gateway, no files but its own, no rights. */
export interface Jail {
  open(terminal: number, size: { cols: number; rows: number }): void
  write(terminal: number, bytes: Uint8Array): void
  resize(terminal: number, size: { cols: number; rows: number }): void
  /** Stops reading what a terminal prints, so that its programs wait. */
  pause(terminal: number, paused: boolean): void
  /** Runs a command without a terminal, before anything that is asked for later. */
  run(argv: readonly string[]): void
  /** Ends a terminal's shell and everything that it started. */
  kill(terminal: number): void
  /** Ends the jail. Resolves when nothing of it runs any more. */
  close(): Promise<void>
}

/**
 * Starts a jail; resolves when its proxy listens. The agent makes that socket, on the jail's loopback, and hands it over as processes of
 * Node's hand each other servers: connections are accepted in here, and nothing has to be carried from one network to the other.
 * @throws when bubblewrap cannot make one here, with what it said.
 */
export async function openJail(options: JailOptions, listener: JailListener): Promise<Jail> {
  const { programs, userId } = options
  const agent = [programs.python, '-IS', '/opt/agent.py', JSON.stringify(AGENT_OPTIONS)]
  const isolate = [
    '--chdir',
    '/home/learner',
    '--unshare-user',
    '--uid',
    '1000',
    '--gid',
    '1000',
    '--disable-userns',
    '--cap-drop',
    'ALL',
  ]
  // As root: mounts with root's rights, then a user of its own, then what is left of rights is dropped in a user namespace.
  const command =
    userId === undefined
      ? agent
      : [
          ['setpriv', '--reuid', `${userId}`, '--regid', `${userId}`, '--clear-groups', '--no-new-privs'],
          [programs.bwrap, '--dev-bind', '/', '/', '--die-with-parent', ...isolate, '--'],
          agent,
        ].flat()
  const rights =
    userId === undefined ? isolate : ['--cap-drop', 'ALL', '--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID']
  // By a pipe, since a learner sees the command line of the first process.
  const child = spawn(programs.bwrap, ['--args', '3', ...command], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'ipc'],
    env: {},
    cwd: '/',
  })
  const [input, output, errors, args] = child.stdio as unknown as [Writable, Readable, Readable, Duplex]
  let said = ''
  errors.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
  for (const pipe of [input, args]) pipe.on('error', () => child.kill('SIGKILL'))
  args.end([...rights, ...mounts(options), ...environment()].map((text) => `${text}\0`).join(''))

  const send = (type: string, terminal: number, payload: Uint8Array = Buffer.alloc(0)) => {
    const head = Buffer.alloc(HEAD_BYTES)
    head.write(type)
    head[1] = terminal
    head.writeUInt32BE(payload.length, 2)
    input.write(Buffer.concat([head, payload]))
  }

  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const listening = new Promise<Server>((resolve, reject) => {
    child.once('message', (_message, handle) => resolve(handle as Server))
    const read = readFrames(output, (type, terminal, payload) => {
      if (type === 'D') listener.onData(terminal, payload)
      else if (type === 'X') listener.onExit(terminal, payload[0] ?? 0)
      else if (type === 'F') listener.onUnnamedFiles()
    })
    read.catch(() => child.kill('SIGKILL'))
    child.on('error', reject)
    child.on('close', () => {
      reject(new Error(`the jail did not start: ${said.trim() || 'no reason given'}`))
      listener.onEnd()
    })
  })
  const proxy = await listening
  // A learner's programs must not use up the connections of the whole backend.
  proxy.maxConnections = MAX_CONNECTIONS
  proxy.on('connection', (socket: Socket) => listener.onConnection(socket))
  void ended.then(() => proxy.close())

  return {
    open: (terminal, { cols, rows }) => {
      const argv = ['/bin/bash', '--rcfile', '/etc/workstation.bashrc', '-i']
      send('O', terminal, Buffer.from(JSON.stringify({ argv, cols, rows })))
    },
    write: (terminal, bytes) => send('D', terminal, bytes),
    resize(terminal, { cols, rows }) {
      const payload = Buffer.alloc(4)
      payload.writeUInt16BE(cols, 0)
      payload.writeUInt16BE(rows, 2)
      send('R', terminal, payload)
    },
    pause: (terminal, paused) => send('P', terminal, Uint8Array.of(paused ? 1 : 0)),
    run: (argv) => send('C', 0, Buffer.from(JSON.stringify(argv))),
    kill: (terminal) => send('K', terminal),
    async close() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const AGENT_OPTIONS = {
  limits: JAIL_LIMITS,
  unnamedBytes: UNNAMED_BYTES,
  proxyPort: PROXY_PORT,
}

function mounts(options: JailOptions): string[] {
  const { programs, home, tmp, caFile, course } = options
  // Where /bin and the like are links into /usr they are made again, elsewhere they are folders of their own.
  const system = ['/bin', '/sbin', '/lib', '/lib32', '/lib64'].flatMap((path) => {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (!found) return []
    return found.isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path]
  })
  const readOnly = (from: string, to: string) => ['--ro-bind', from, to]
  const etc = ['passwd', 'group', 'hosts', 'nsswitch.conf'].flatMap((name) =>
    readOnly(join(HERE, 'etc', name), `/etc/${name}`),
  )
  const host = ['/etc/alternatives', '/etc/ld.so.cache', '/etc/terminfo'].flatMap((path) => [
    '--ro-bind-try',
    path,
    path,
  ])
  const publicFolders = ['/etc', '/etc/ssl', '/opt', '/home', '/run'].flatMap((path) => [
    '--perms',
    '0755',
    '--dir',
    path,
  ])
  return [
    ['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try', '--die-with-parent'],
    ['--hostname', 'workstation', '--proc', '/proc', '--dev', '/dev', ...publicFolders],
    [...readOnly('/usr', '/usr'), '--tmpfs', '/usr/local', ...system, ...host, ...etc],
    readOnly(join(HERE, 'agent.py'), '/opt/agent.py'),
    readOnly(join(HERE, 'bashrc'), '/etc/workstation.bashrc'),
    readOnly(programs.tools.folder, '/opt/tools'),
    readOnly(programs.awsData, AWS_DATA),
    readOnly(course, '/opt/course'),
    readOnly(caFile, CA),
    ['--bind', home, '/home/learner', '--bind', tmp, '/tmp'],
    // What is in memory would be the learner's to fill where the jail is not made by root.
    ['/', '/dev', '/usr/local'].flatMap((path) => ['--remount-ro', path]),
  ].flat()
}

function environment(): string[] {
  const proxy = `http://127.0.0.1:${PROXY_PORT}`
  const variables = {
    HOME: '/home/learner',
    USER: 'learner',
    LOGNAME: 'learner',
    SHELL: '/bin/bash',
    PATH: '/opt/tools/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    EDITOR: 'vi',
    PAGER: 'less',
    AWS_PAGER: '',
    AWS_DATA_PATH: AWS_DATA,
    // kubectl and helm end before what they have collected would be missed: a quarter of their time goes to collecting it.
    GOGC: '400',
    ...proxyVariables(proxy, CA),
  }
  const set = Object.entries(variables).flatMap(([name, value]) => ['--setenv', name, value])
  return [...set, '--unsetenv', 'NODE_CHANNEL_FD', '--unsetenv', 'NODE_CHANNEL_SERIALIZATION_MODE']
}

/** Whatever runs in the jail can write frames, so nothing here trusts them: a bad one ends the stream. */
async function readFrames(stream: Readable, onFrame: (type: string, terminal: number, payload: Buffer) => void) {
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    while (bytes.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + bytes.readUInt32BE(2)
      if (end > MAX_FRAME_BYTES) return void stream.destroy()
      if (bytes.length < end) break
      onFrame(String.fromCharCode(bytes[0]!), bytes[1]!, bytes.subarray(HEAD_BYTES, end))
      bytes = bytes.subarray(end)
    }
    pending = bytes
  }
}

const MAX_FRAME_BYTES = 128 * 1024
