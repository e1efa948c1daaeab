import { recordingSchema, type Recording } from '#course'

const files = import.meta.glob('../../content/docs/**/recording.json', { eager: true, import: 'default' })

type RecordedBlock = Recording['blocks'][number]

/** What the page test recorded for a console block of page `slug`, empty for the home page; undefined when it has not been run yet. */
export function recordedBlock(slug: string, index: number): RecordedBlock | undefined {
  const file = files[`../../content/docs/${slug || 'index'}/recording.json`]
  if (!file) return undefined
  return recordingSchema.parse(file).blocks.find((block) => block.index === index)
}
