import type { Change } from '../etcd/store.ts'

/** Who made a change: a controller or component by its name, a person by the command that was given. */
export function whoDid({ origin: { actor, agent, loop, command } }: Change): { who: string; person: boolean } {
  if (loop !== undefined) return { who: loop, person: false }
  if (command !== undefined) return { who: command, person: true }
  const person = !actor.startsWith('system:')
  // Outside programs say more than their name: `helm/v4.1.4 (linux/amd64)`.
  return { who: agent.split('/')[0] || actor, person }
}
