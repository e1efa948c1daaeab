import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What the built pages depend on. */
const SOURCES = [
  'astro.config.mjs',
  'package-lock.json',
  'content',
  'public',
  'src/site',
  'src/course',
  'src/sandbox/protocol.ts',
]

/**
 * Builds the site unless it was built from the same sources.
 *
 * @param root the checkout; the site goes to `dist` below it.
 * @param stamp a file that remembers what was built.
 * @throws with what the build printed when it fails.
 */
export async function buildSite(options: { root: string; stamp: string; say: (line: string) => void }): Promise<void> {
  const { root, stamp, say } = options
  const digest = await digestOf(root)
  const built = await readFile(stamp, 'utf8').catch(() => undefined)
  if (built === digest && existsSync(join(root, 'dist/index.html'))) return
  const begun = Date.now()
  // Half a site is nobody's build, whatever the sources become.
  await rm(stamp, { force: true })
  say('building the pages')
  let output = ''
  // Whoever ends this process does not want the pages any more.
  const end = () => astro.kill()
  process.once('exit', end)
  const astro = spawn(process.execPath, [join(root, 'node_modules/.bin/astro'), 'build'], {
    cwd: root,
    env: { ...withoutMode(process.env), NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [astro.stdout, astro.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => astro.on('error', reject).on('close', resolve))
  process.off('exit', end)
  if (code !== 0) throw new Error(`the pages could not be built:\n${output.trim()}`)
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, digest)
  say(`built the pages in ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}

/** Whatever runs this, a test runner included, the pages are those that are handed out: with search, without development helpers. */
function withoutMode({ DEV: _dev, PROD: _prod, MODE: _mode, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env
}

async function digestOf(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const path of await filesOf(join(root, source))) hash.update(path).update(await readFile(path))
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined
      throw error
    },
  )
  if (!entries) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
