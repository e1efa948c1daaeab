import type { ServerFrame } from '../../../sandbox/protocol.ts'

/** What happened because of a command or around an object, as the sandbox tells it. */
export type StoryFrame = Extract<ServerFrame, { type: 'why.story' }>
