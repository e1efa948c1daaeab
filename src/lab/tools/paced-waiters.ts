import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ownName, removeAbandoned } from './abandoned.ts'
import { AWS_CLI_ARCHIVE, packageVersion } from './packages.ts'
import { createModelLoader } from './service-models.ts'

/** A waiter of botocore's: asks every `delay` seconds, at most `maxAttempts` times. */
interface Waiter {
  delay: number
  maxAttempts: number
}

/** Services whose waiters a lab meets. */
const SERVICES = ['ec2', 'eks', 'elb', 'elbv2', 'iam']
/** Changes with the services. */
const LAYOUT = 2
const SHORTEST_DELAY_SECONDS = 0.5
/** What Kubernetes does meanwhile takes its real time, so patience does not shrink below this. */
const PATIENCE_SECONDS = 600

/**
 * Writes what makes the `wait` commands of the aws CLI ask as much more often as AWS is faster, unless it is there.
 *
 * @param options.pace by how much AWS' waiting times are divided.
 * @returns a folder for `AWS_DATA_PATH`.
 */
export async function ensurePacedWaiters(options: { cache: string; pace: number }): Promise<string> {
  const { cache, pace } = options
  const folder = join(cache, `waiters-${LAYOUT}-aws${packageVersion(AWS_CLI_ARCHIVE)}-pace${pace}`)
  if (existsSync(folder)) return folder
  await removeAbandoned(cache, 'waiters-')
  const draft = ownName(folder)
  const loader = createModelLoader()
  for (const service of SERVICES) {
    const { waiters, ...rest } = loader.load(service, 'waiters-2') as { waiters: Record<string, Waiter> }
    const paced = Object.entries(waiters).map(([name, waiter]) => [name, { ...waiter, ...pacedTimes(waiter, pace) }])
    const version = join(draft, service, loader.version(service))
    await mkdir(version, { recursive: true })
    await writeFile(join(version, 'waiters-2.json'), JSON.stringify({ ...rest, waiters: Object.fromEntries(paced) }))
  }
  try {
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Somebody else may have been faster.
    if (!existsSync(folder)) throw error
  }
  return folder
}

function pacedTimes({ delay, maxAttempts }: Waiter, pace: number): Waiter {
  const paced = Math.min(delay, Math.max(SHORTEST_DELAY_SECONDS, delay / pace))
  const patience = Math.max((delay * maxAttempts) / pace, Math.min(PATIENCE_SECONDS, delay * maxAttempts))
  return { delay: paced, maxAttempts: Math.ceil(patience / paced) }
}
