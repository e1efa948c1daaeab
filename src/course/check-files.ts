import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from './canonical.ts'
import type { CheckedFile } from './submission-report.ts'
import { rejected, verifySubmission, type SubmissionResult, type VerifyOptions } from './verify-submission.ts'

/** A backend hands out no file as large as this. */
const MAX_BYTES = 16 * 1024 * 1024

/**
 * Judges the files among `paths`, and the .json files of the folders among them; what cannot be read is a result, too.
 * @throws when one of `paths` does not exist, or a folder holds no .json file.
 */
export async function checkFiles(paths: readonly string[], options: VerifyOptions): Promise<CheckedFile[]> {
  const checked: (CheckedFile & { digest?: string })[] = []
  for (const file of await submissionFiles(paths)) {
    const bytes = await read(file)
    if ('finding' in bytes) checked.push({ file, result: bytes, remarks: [] })
    else
      checked.push({
        file,
        result: await verifySubmission(bytes, options),
        remarks: [],
        digest: await sha256(Buffer.from(bytes).toString('latin1')),
      })
  }
  return checked.map(({ digest, ...one }) => {
    const others = checked.filter(({ file }) => file !== one.file)
    const copies = others.filter((other) => digest !== undefined && other.digest === digest)
    const { lab, learner } = one.result
    const sharing = others.filter(({ result }) => result.lab === lab && plain(result.learner) !== plain(learner))
    const remarks = copies.map(({ file }) => `the same file as ${file}`)
    if (lab !== undefined)
      remarks.push(...sharing.map(({ file, result }) => `of the same lab as ${file} of ${result.learner}`))
    return { ...one, remarks }
  })
}

/** A name however it was typed. */
const plain = (name = '') => name.toLowerCase().replace(/\s+/g, ' ').trim()

async function submissionFiles(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(path)).isDirectory()) return [path]
      const entries = await readdir(path, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json'))
      if (files.length === 0) throw new Error(`${path}: no .json file in this folder`)
      return files.map((entry) => join(entry.parentPath, entry.name)).sort()
    }),
  )
  // A file may be named beside its folder.
  return [...new Set(found.flat())]
}

async function read(file: string): Promise<Uint8Array | SubmissionResult> {
  try {
    const { size } = await stat(file)
    if (size <= MAX_BYTES) return await readFile(file)
    return rejected('not-a-submission', `With ${Math.round(size / 1e6)} MB the file is larger than any submission.`)
  } catch (error) {
    return rejected('unreadable', (error as Error).message)
  }
}
