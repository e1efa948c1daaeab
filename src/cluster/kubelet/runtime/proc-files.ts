import { FileTree } from '../../machine/files/file-tree.ts'
import type { DeviceInode, DirectoryInode, Inode, Viewer, VirtualEntries } from '../../machine/files/inode.ts'
import type { OpenFile } from '../../machine/files/open-file.ts'
import { ALL_CAPABILITIES } from '../../machine/process/privileges.ts'
import type { Process } from '../../machine/process/process.ts'
import { textFile } from '../../machine/streams/devices.ts'

const processOf = (viewer: Viewer) => viewer.process as Process | undefined

/** What `/proc` tells of the machine itself, by path below it. */
export type MachineFacts = Readonly<Record<string, (process: Process | undefined) => string>>

/** `/proc` as processes see it: themselves and those of their namespace. */
export function createProc(facts: MachineFacts): FileTree {
  const tree = new FileTree('proc', { mode: 0o555 })
  const text = (content: (viewer: Viewer) => string, mode = 0o444): DeviceInode => ({
    kind: 'device',
    type: 'file',
    owner: tree,
    mode,
    uid: 0,
    gid: 0,
    mtimeMs: 0,
    open: (viewer) => textFile('/proc', content(viewer)),
  })
  const directory = (virtual: VirtualEntries): DirectoryInode => ({
    ...tree.directory({ mode: 0o555, mtimeMs: 0 }),
    virtual,
  })
  const link = (target: string): Inode => ({
    kind: 'symlink',
    owner: tree,
    mode: 0o777,
    uid: 0,
    gid: 0,
    mtimeMs: 0,
    target,
  })

  /** Folders and files of the facts below `prefix`. */
  const machine = (prefix: string): VirtualEntries => ({
    get(name) {
      const path = prefix + name
      const fact = facts[path]
      if (fact) return text((viewer) => fact(processOf(viewer)))
      return Object.keys(facts).some((key) => key.startsWith(`${path}/`)) ? directory(machine(`${path}/`)) : undefined
    },
    names: () => [
      ...new Set(
        Object.keys(facts).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length).split('/')[0]!] : [])),
      ),
    ],
  })

  const ofProcess = (process: Process): VirtualEntries => {
    const files: Record<string, () => Inode> = {
      cmdline: () => text(() => process.argv.map((word) => `${word}\0`).join('')),
      comm: () => text(() => `${(process.argv[0] ?? '').replace(/.*\//, '')}\n`),
      environ: () => text(() => Array.from(process.env, ([name, value]) => `${name}=${value}\0`).join(''), 0o400),
      status: () => text((viewer) => statusText(process, processOf(viewer))),
      mounts: () => text(() => mountsText(process)),
      mountinfo: () => text(() => mountsText(process)),
      cgroup: () => text(() => '0::/\n'),
      oom_score_adj: () => text(() => `${process.group.privileges?.oomScoreAdjust ?? 0}\n`, 0o644),
      limits: () =>
        text(
          () =>
            'Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1048576              1048576              files     \n',
        ),
      cwd: () => link(process.files.cwd),
      root: () => link('/'),
      exe: () => link(process.argv[0] ?? ''),
      fd: () => directory(descriptors(tree, process)),
    }
    return { get: (name) => files[name]?.(), names: () => Object.keys(files) }
  }

  const root = machine('')
  tree.root = directory({
    get(name, viewer) {
      const process = processOf(viewer)
      if (name === 'self') return process && link(String(process.pid))
      if (name === 'mounts') return link('self/mounts')
      const other = /^\d+$/.test(name) ? process?.namespace.get(Number(name)) : undefined
      return other ? directory(ofProcess(other)) : root.get(name, viewer)
    },
    names: (viewer) => [
      'self',
      'mounts',
      ...root.names(viewer),
      ...(processOf(viewer)
        ?.namespace.list()
        .map(([pid]) => String(pid)) ?? []),
    ],
  })
  return tree
}

/** `/proc/PID/fd`: opening one gives the same open file again. */
function descriptors(tree: FileTree, process: Process): VirtualEntries {
  return {
    names: () => [...process.descriptors.keys()].map(String),
    get(name) {
      const descriptor = process.descriptors.get(Number(name))
      if (!descriptor) return undefined
      return {
        kind: 'device',
        type: descriptor.file.terminal ? 'character' : 'pipe',
        owner: tree,
        mode: 0o620,
        uid: process.files.viewer.uid,
        gid: process.files.viewer.gid,
        mtimeMs: 0,
        open(): OpenFile {
          const { file } = descriptor.retain()
          return {
            path: file.path,
            ...(file.terminal && { terminal: file.terminal }),
            read: (most, signal) => file.read(most, signal),
            write: (chunk, signal) => file.write(chunk, signal),
            close: () => descriptor.release(),
          }
        },
      }
    },
  }
}

function statusText(process: Process, viewer: Process | undefined): string {
  const { uid, gid, groups } = process.files.viewer
  const namespace = viewer?.namespace ?? process.namespace
  const kilobytes = Math.round(process.memoryBytes / 1024)
  return (
    `Name:\t${(process.argv[0] ?? '').replace(/.*\//, '')}\nState:\tS (sleeping)\nPid:\t${namespace.idOf(process)}\nPPid:\t${namespace.idOf(process.parent)}\n` +
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t${gid}\t${gid}\t${gid}\t${gid}\nGroups:\t${groups.join(' ')}\nVmRSS:\t${kilobytes} kB\nThreads:\t1\n` +
    privilegesText(process)
  )
}

function privilegesText({ group: { privileges }, files }: Process): string {
  const granted = privileges?.capabilities ?? ALL_CAPABILITIES
  const hex = (bits: bigint) => bits.toString(16).padStart(16, '0')
  // Who is not root has none of them, though programs that it starts may get them.
  const held = hex(files.viewer.uid === 0 ? granted : 0n)
  return (
    `CapInh:\t${hex(0n)}\nCapPrm:\t${held}\nCapEff:\t${held}\nCapBnd:\t${hex(granted)}\nCapAmb:\t${hex(0n)}\n` +
    `NoNewPrivs:\t${Number(privileges?.noNewPrivileges ?? false)}\nSeccomp:\t0\n`
  )
}

function mountsText({ files }: Process): string {
  return files.mounts
    .list()
    .map(({ path, tree, source, readOnly }) => {
      const size = tree.limitBytes === undefined ? '' : `,size=${Math.ceil(tree.limitBytes / 1024)}k`
      return `${source} ${path} ${tree.type} ${readOnly ? 'ro' : 'rw'},relatime${size} 0 0\n`
    })
    .join('')
}
