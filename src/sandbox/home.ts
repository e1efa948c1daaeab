import { chown, lstat, mkdir, opendir, statfs, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a learner may keep: bytes and files of the home directory and `/tmp` together. */
export const HOME_LIMIT = { bytes: 128 * 1024 * 1024, files: 20_000 }

/** Where a session's files lie. */
export interface SessionFolder {
  home: string
  tmp: string
  caFile: string
}

/** Makes a session's folder, or finds it again. The lab's certificate is written into `caFile` when there is one.
 *  @param userId its owner, where the backend runs as root. */
export async function prepareFolder(path: string, userId?: number): Promise<SessionFolder> {
  const folder = { home: join(path, 'home'), tmp: join(path, 'tmp'), caFile: join(path, 'ca.pem') }
  await mkdir(path, { recursive: true, mode: 0o711 })
  // Jails show the file itself, so it is there before what it holds, and is never replaced by another one.
  await writeFile(folder.caFile, '', { mode: 0o644, flag: 'a' })
  for (const made of [folder.home, folder.tmp]) {
    await mkdir(made, { recursive: true, mode: 0o700 })
    if (userId !== undefined) await chown(made, userId, userId)
  }
  return folder
}

/** Whether a session's files are within `HOME_LIMIT`; stops counting when they are not. */
export async function isWithinLimit(folder: SessionFolder): Promise<boolean> {
  const total = { bytes: 0, files: 0 }
  for (const path of [folder.home, folder.tmp]) {
    for await (const file of walk(path)) {
      total.bytes += file.bytes
      if (++total.files > HOME_LIMIT.files || total.bytes > HOME_LIMIT.bytes) return false
    }
  }
  return true
}

/** Whoever writes takes room of the disk: less than this is not worth looking for. */
const NOTICED = { bytes: 4 * 1024 * 1024, files: 256 }
/** Room that is freed meanwhile hides what is taken, but not for longer. */
const LOOK_EVERY_MS = 30_000

/**
 * Tells when a session's files are to be measured: to walk through those of everybody who waits would keep a processor busy.
 * @param now milliseconds on a clock that does not go back.
 * @param room what the disk has left; the files' own disk when absent.
 */
export function createMeasuringNeed(
  folder: SessionFolder,
  now: () => number,
  room: () => Promise<{ bytes: number; files: number }> = () => roomOf(folder.home),
): () => Promise<boolean> {
  let most = { bytes: Infinity, files: Infinity }
  let lookedMs = -Infinity
  return async () => {
    const left = await room()
    const isTaken = most.bytes - left.bytes > NOTICED.bytes || most.files - left.files > NOTICED.files
    if (!isTaken && now() - lookedMs < LOOK_EVERY_MS) {
      most = { bytes: Math.max(most.bytes, left.bytes), files: Math.max(most.files, left.files) }
      return false
    }
    most = left
    lookedMs = now()
    return true
  }
}

async function roomOf(path: string): Promise<{ bytes: number; files: number }> {
  const { bfree, bsize, ffree } = await statfs(path)
  return { bytes: bfree * bsize, files: ffree }
}

/** Deletes the newest files until the rest is within half of `HOME_LIMIT`. Nothing may run in the jail meanwhile. */
export async function shrink(folder: SessionFolder): Promise<void> {
  const files = []
  for (const path of [folder.home, folder.tmp]) for await (const file of walk(path)) files.push(file)
  files.sort((a, b) => a.changedMs - b.changedMs)
  const kept = { bytes: 0, files: 0 }
  for (const { path, bytes } of files) {
    kept.bytes += bytes
    if (++kept.files > HOME_LIMIT.files / 2 || kept.bytes > HOME_LIMIT.bytes / 2) await unlink(path)
  }
}

// Never follows links: they are the learner's and may point anywhere.
async function* walk(path: string): AsyncGenerator<{ path: string; bytes: number; changedMs: number }> {
  const folder = await opendir(path).catch(gone)
  for await (const entry of folder ?? []) {
    const child = join(path, entry.name)
    if (entry.isDirectory()) yield* walk(child)
    const found = await lstat(child).catch(gone)
    if (found && !entry.isDirectory()) yield { path: child, bytes: found.blocks * 512, changedMs: found.mtimeMs }
  }
}

/** A file may go between being listed and being looked at. */
function gone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
