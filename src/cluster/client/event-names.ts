import type { Clock } from '#base'
import { isReason } from '../apimachinery/errors.ts'

/** Makes names of events: the object's name and the time in nanoseconds. */
export interface EventNames {
  next(objectName: string): string
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** Two events of one instant get different names, since later ones are dated some nanoseconds later. */
export function createEventNames(clock: Clock): EventNames {
  let last = 0n
  return {
    next(objectName) {
      const now = BigInt(Math.floor(clock.now())) * 1_000_000n
      last = now > last ? now : last + 1n
      const suffix = last.toString(16)
      const name = `${objectName}.${suffix}`
      return name.length <= 253 && SUBDOMAIN.test(name) ? name : `event.${suffix}`
    },
  }
}

/**
 * Creates an event under a name that is free: another component may have spoken of the same object within the same millisecond.
 * @param create rejects with AlreadyExists when the name is taken.
 */
export async function underFreeName<Created>(
  names: EventNames,
  objectName: string,
  first: string,
  create: (name: string) => Promise<Created>,
): Promise<Created> {
  for (let name = first; ; name = names.next(objectName)) {
    try {
      return await create(name)
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error
    }
  }
}
