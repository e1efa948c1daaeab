import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Unlike a recursive `mkdir` of Node it ends where the file system takes no folders at all, as `/proc` does.
 * @throws with the system's code when it cannot be made.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) return
    const above = dirname(path)
    if (code !== 'ENOENT' || (await stat(above).catch(() => undefined))) throw error
    await makeFolder(above)
    await mkdir(path)
  }
}
