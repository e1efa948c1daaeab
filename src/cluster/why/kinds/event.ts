import type { EventsEvent, Event } from '../../resources/generated/types.ts'
import type { Telling } from '../story.ts'

// The pod's own status says the same.
const IN_STATUS: ReadonlySet<string | undefined> = new Set(['Failed', 'BackOff'])

/** Events: warnings are told in the words of whoever gave them; what went well the other writes tell. */
export const event: Telling = {
  deed({ object, deleted, previous }) {
    const { type, reason, message, note, involvedObject, regarding } = object as Event & Partial<EventsEvent>
    const about = (involvedObject ?? regarding)?.uid
    if (deleted || previous || type !== 'Warning' || IN_STATUS.has(reason)) return { verb: 'wrote', minor: true }
    return {
      verb: `warned (${reason}) of`,
      detail: `: ${message ?? note ?? ''}`,
      varies: true,
      ...(about !== undefined && { about }),
    }
  },
}
