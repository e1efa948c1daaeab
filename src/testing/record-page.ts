import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordablePage } from '#course'
import { createStoryRecorder, type RecordedStories } from './record-stories.ts'
import { replayPage, type Replay } from './replay-page.ts'
import { createStage } from './stage.ts'

/** Replays a page in a new lab in the page's scenario, with the page's files in the home. */
export async function recordPage(root: string, page: RecordablePage): Promise<Replay & { stories: RecordedStories }> {
  const files = join(root, 'content/docs', page.slug, 'files')
  await using stage = await createStage(page.frontMatter.scenario, existsSync(files) ? files : undefined)
  const { stories, watcher } = createStoryRecorder(page, stage)
  return { ...(await replayPage(page, stage, watcher)), stories }
}
