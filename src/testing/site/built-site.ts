import { join } from 'node:path'
import { buildSite } from '#start'

const ROOT = join(import.meta.dirname, '../../..')

/** The folder of the built site, built now if its sources have changed. */
export async function builtSite(): Promise<string> {
  await buildSite({ root: ROOT, stamp: join(ROOT, '.reconcile/site'), say: console.log })
  return join(ROOT, 'dist')
}
