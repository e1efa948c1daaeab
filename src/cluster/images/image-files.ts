import { FileView } from '../machine/files/file-view.ts'
import type { FileTree } from '../machine/files/file-tree.ts'
import { MountTable } from '../machine/files/mounts.ts'
import { programFile } from '../machine/process/executable.ts'

// 2024-01-01: when all images were built.
export const BUILT_MS = 1_704_067_200_000

/** Writes the files of an image while it is built. */
export class ImageFiles {
  readonly #view: FileView

  constructor(tree: FileTree) {
    const mounts = new MountTable({ tree, readOnly: false, source: 'overlay' })
    this.#view = new FileView(mounts, { uid: 0, gid: 0, groups: [0] }, () => BUILT_MS)
    this.#view.umask = 0
  }

  directory(path: string, mode = 0o755, uid = 0, gid = uid): this {
    this.#view.mkdir(path, { parents: true, mode: 0o755 })
    this.#view.change(path, { mode, uid, gid })
    return this
  }

  file(path: string, content: string | Uint8Array, mode = 0o644, uid = 0): this {
    const folder = path.replace(/\/[^/]*$/, '')
    if (folder) this.#view.mkdir(folder, { parents: true, mode: 0o755 })
    this.#view.writeFile(path, content, { mode })
    this.#view.change(path, { mode, uid, gid: uid, mtimeMs: BUILT_MS })
    return this
  }

  /** An executable that runs a program of `programs/`. */
  program(path: string, name: string): this {
    return this.file(path, programFile(name), 0o755)
  }

  /** More names for a file. */
  hardLink(existing: string, ...paths: string[]): this {
    for (const path of paths) {
      if (this.#view.find(path, false)) this.#view.unlink(path)
      this.#view.link(existing, path)
    }
    return this
  }

  symlink(target: string, path: string): this {
    const folder = path.replace(/\/[^/]*$/, '')
    if (folder) this.#view.mkdir(folder, { parents: true, mode: 0o755 })
    this.#view.symlink(target, path)
    return this
  }
}
