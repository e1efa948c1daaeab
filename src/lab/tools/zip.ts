import { closeSync, createReadStream, openSync, readSync, fstatSync } from 'node:fs'
import { createInflateRaw, inflateRawSync } from 'node:zlib'
import type { Readable } from 'node:stream'

/** One file of a zip archive. */
export interface ZipEntry {
  readonly name: string
  /** Unpacked size. */
  readonly bytes: number
  /** Unix permission bits, 0 where the archive has none. */
  readonly mode: number
}

/** A zip archive on disk, read by entry. */
export interface ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** The whole content of one entry.
   *  @throws when there is no such entry or its data is damaged. */
  read(name: string): Buffer
  /** The content of one entry as a stream, for files too large to hold. */
  stream(name: string): Readable
  close(): void
}

/** An archive that is not what it was made as. */
export class DamagedArchive extends Error {}

interface Located extends ZipEntry {
  headerAt: number
  packedBytes: number
  method: number
}

const END = 0x06054b50
const DIRECTORY = 0x02014b50
const STORED = 0
const DEFLATED = 8

/** Opens a zip archive. Npm packages bring our tools as zip files, and Node has no reader of its own; zip64 and encryption do not occur there.
 *  @throws when the file is not a zip archive of that plain kind. */
export function openZip(path: string): ZipArchive {
  const fd = openSync(path, 'r')
  try {
    const entries = readDirectory(fd, path)
    const locate = (name: string) => {
      const entry = entries.get(name)
      if (!entry) throw new DamagedArchive(`${path} has no ${name}`)
      const header = readAt(fd, entry.headerAt, 30)
      return { ...entry, dataAt: entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28) }
    }
    return {
      entries,
      read(name) {
        const { dataAt, packedBytes, method } = locate(name)
        const packed = readAt(fd, dataAt, packedBytes)
        return method === STORED ? packed : inflateRawSync(packed)
      },
      stream(name) {
        const { dataAt, packedBytes, method } = locate(name)
        const packed = createReadStream(path, { start: dataAt, end: dataAt + packedBytes - 1, highWaterMark: 1 << 20 })
        if (method === STORED) return packed
        const inflate = createInflateRaw({ chunkSize: 1 << 20 })
        packed.on('error', (error) => inflate.destroy(error))
        return packed.pipe(inflate)
      },
      close: () => closeSync(fd),
    }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

function readDirectory(fd: number, path: string): Map<string, Located> {
  const size = fstatSync(fd).size
  // The end record is the last 22 bytes unless a comment of up to 64 KiB follows it.
  const tailAt = Math.max(0, size - 22 - 0xffff)
  const tail = readAt(fd, tailAt, size - tailAt)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--
  if (end < 0) throw new DamagedArchive(`${path} is not a zip archive`)
  const count = tail.readUInt16LE(end + 10)
  const directory = readAt(fd, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))

  const entries = new Map<string, Located>()
  for (let i = 0, at = 0; i < count; i++) {
    if (directory.readUInt32LE(at) !== DIRECTORY) throw new DamagedArchive(`${path} has a damaged directory`)
    const method = directory.readUInt16LE(at + 10)
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    if (method !== STORED && method !== DEFLATED) throw new Error(`${path}: ${name} is packed by method ${method}`)
    entries.set(name, {
      name,
      method,
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      headerAt: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

function readAt(fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let got = 0
  while (got < length) {
    const n = readSync(fd, buffer, got, length - got, position + got)
    if (n === 0) throw new DamagedArchive('unexpected end of zip archive')
    got += n
  }
  return buffer
}
