import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '#course'
import { replayPage, type Replay } from './replay-page.ts'
import { createStage } from './stage.ts'

/** Replays a page in a new lab in the page's scenario, with the page's files in the home. */
export async function recordPage(root: string, page: Page): Promise<Replay> {
  const files = join(root, 'content/docs', page.slug, 'files')
  await using stage = await createStage(page.frontMatter.scenario, existsSync(files) ? files : undefined)
  return await replayPage(page, stage)
}
