import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { execFile } from 'node:child_process'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

const run = promisify(execFile)

/** Debian packages that hold the libraries which the test browser needs of the machine, in order of dependence. */
const PACKAGES = ['libnss3', 'libexpat1']

/**
 * Makes the machine able to run the test browser: unpacks it, and installs missing libraries where this process may do so.
 * @throws when it still does not start, with what the learner of the tests can do.
 */
export async function prepareBrowser(say: (line: string) => void = () => {}): Promise<string> {
  const path = await chromium.executablePath()
  if (await starts(path)) return path
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say(`installing ${PACKAGES.join(' and ')} for the test browser`)
    await apt('update', '-qq')
    await apt('install', '-y', '-qq', '--no-install-recommends', ...PACKAGES)
    if (await starts(path)) return path
  }
  throw new Error(
    `the test browser lacks libraries of this machine; as root: apt-get install ${PACKAGES.join(' ')}\n` +
      (await missing(path)),
  )
}

/** Starts the test browser. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await prepareBrowser(),
    headless: true,
    // A container's root has no user namespace to build a sandbox with; pages of ours only are opened.
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
}

async function starts(path: string): Promise<boolean> {
  try {
    await run(path, ['--version'])
    return true
  } catch {
    // It names the first missing library only; `missing` lists them all.
    return false
  }
}

async function missing(path: string): Promise<string> {
  const { stdout } = await run('ldd', [path])
  return stdout
    .split('\n')
    .filter((line) => line.includes('not found'))
    .join('\n')
}

function apt(...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`apt-get ${args[0]}: exit status ${code}`))))
  })
}
