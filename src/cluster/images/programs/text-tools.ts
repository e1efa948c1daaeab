import type { Process } from '../../machine/process/process.ts'
import type { FileView } from '../../machine/files/file-view.ts'
import { nameOf, type Applet } from './applet.ts'
import { readAll } from './text-lines.ts'

/**
 * Text tools of just-bash (`awk`, `sed`, `jq`, `diff`, …) over the process' files. It is loaded when the first of them runs; they read all of
 * their input before they write.
 */
export const textTool: Applet = async (process, argv) => {
  const { Bash } = await import('just-bash/browser')
  const name = nameOf(argv)
  const needsInput = process.descriptors.get(0)?.file.terminal === undefined
  const input = needsInput ? await readAll(process, process.file(0)) : new Uint8Array()
  const bash = new Bash({
    fs: fileSystemOf(process),
    cwd: process.files.cwd,
    env: Object.fromEntries(process.env),
    sleep: (ms) => process.sleep(ms),
    defenseInDepth: false,
  })
  const result = await bash.exec(name, {
    args: argv.slice(1),
    stdin: Array.from(input, (byte) => String.fromCharCode(byte)).join(''),
    stdinKind: 'bytes',
    signal: process.signal,
  })
  await process.write(1, result.stdoutKind === 'bytes' ? latin1(result.stdout) : result.stdout)
  await process.write(2, result.stderr)
  return result.exitCode
}

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

type ForeignFileSystem = NonNullable<ConstructorParameters<typeof import('just-bash/browser').Bash>[0]>['fs']

/** Our files under the interface that just-bash asks for. */
function fileSystemOf({ files }: Process): NonNullable<ForeignFileSystem> {
  const stat = (path: string, follow: boolean) => {
    const { inode, size } = files.stat(path, follow)
    return {
      isFile: inode.kind === 'file' || inode.kind === 'device',
      isDirectory: inode.kind === 'directory',
      isSymbolicLink: inode.kind === 'symlink',
      mode: inode.mode,
      size,
      mtime: new Date(inode.mtimeMs),
    }
  }
  const later = <T>(run: () => T): Promise<T> => new Promise((resolve) => resolve(run()))
  return {
    readFile: (path) => later(() => files.readText(path)),
    readFileBuffer: (path) => later(() => files.readBytes(path)),
    writeFile: (path, content) => later(() => files.writeFile(path, content)),
    appendFile: (path, content) => later(() => files.writeFile(path, content, { append: true })),
    exists: (path) => later(() => files.find(path) !== undefined),
    stat: (path) => later(() => stat(path, true)),
    lstat: (path) => later(() => stat(path, false)),
    mkdir: (path, options) => later(() => files.mkdir(path, { parents: options?.recursive ?? false })),
    readdir: (path) => later(() => files.list(path)),
    rm: (path) => later(() => files.unlink(path)),
    cp: (from, to) => later(() => files.writeFile(to, files.readBytes(from))),
    mv: (from, to) => later(() => files.rename(from, to)),
    resolvePath: (base, path) => absolute(files, base, path),
    getAllPaths: () => [],
    chmod: (path, mode) => later(() => files.change(path, { mode })),
    symlink: (target, path) => later(() => files.symlink(target, path)),
    link: (existing, path) => later(() => files.link(existing, path)),
    readlink: (path) => later(() => files.readlink(path)),
    realpath: (path) => later(() => files.stat(path).path),
    utimes: (path, _atime, mtime) => later(() => files.change(path, { mtimeMs: mtime.getTime() })),
  }
}

function absolute(files: FileView, base: string, path: string): string {
  return files.absolute(path.startsWith('/') ? path : `${base}/${path}`)
}
