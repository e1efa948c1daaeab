import type { Page } from '#course'
import type { LabCluster } from '#lab'
import { formatFrame } from '../sandbox/protocol.ts'
import { findName, storyNow } from '../sandbox/watch-story.ts'
import type { ReplayWatcher } from './replay-page.ts'
import type { Stage } from './stage.ts'

/** Stories as the backend would have sent them: of commands that wrote something, and of the objects that the page asks about. */
export interface RecordedStories {
  commands: Record<string, unknown>
  objects: Record<string, unknown>
}

/** Notes while a page is replayed what its Why blocks and its terminal's Why would have told. */
export function createStoryRecorder(page: Pick<Page, 'body'>, stage: Pick<Stage, 'lab'>) {
  const asked = askedObjects(page.body)
  const stories: RecordedStories = { commands: {}, objects: {} }
  let teller: string | undefined
  let told = 0
  const theCluster = (): LabCluster | undefined => stage.lab.clusters.values().next().value
  const tell = (cluster: LabCluster, about?: ReturnType<typeof findName>): ReturnType<typeof storyNow> & object =>
    JSON.parse(
      formatFrame({
        type: 'why.story',
        cluster: cluster.name,
        ...(about && { about }),
        ...storyNow(cluster, about),
        stuck: [],
      }),
    )

  const watcher: ReplayWatcher = {
    afterStep(command) {
      const cluster = theCluster()
      if (!cluster) return
      const story = tell(cluster)
      const first = story.steps.find(({ person }) => person)?.revision
      // What was written late belongs to the command that caused it, whatever was read since.
      if (first !== undefined && first !== told) [teller, told] = [command, first]
      if (teller !== undefined && story.steps.length > 1) stories.commands[teller] = story
    },
    afterBlock(index) {
      const cluster = theCluster()
      if (!cluster) return
      for (const { about, namespace, block } of asked) {
        if (block !== index) continue
        const [kind = '', name = ''] = about.split('/')
        stories.objects[about] = tell(cluster, findName(cluster.cluster, { kind, name, namespace }))
      }
    },
  }
  return { stories, watcher }
}

/** What the Why blocks of a page ask about, each with the console block before it. */
export function askedObjects(body: string): { about: string; namespace: string; block: number }[] {
  return [...body.matchAll(/<Why about="([^"]+)"(?: namespace="([^"]+)")?/g)].map(
    ({ 1: about, 2: namespace, index }) => ({
      about: about!,
      namespace: namespace ?? 'default',
      block: [...body.slice(0, index).matchAll(/^ *(?:`{3,}|~{3,})console\b/gm)].length - 1,
    }),
  )
}
