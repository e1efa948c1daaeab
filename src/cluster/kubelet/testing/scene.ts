import { setImmediate } from 'node:timers/promises'
import { programTable } from '../../images/programs/index.ts'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import { Event, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { plainNodeProfile } from '../node-profile.ts'

const profile = plainNodeProfile(0)

/** One node and the pods on it, whose one container is named `c`. */
export interface Scene extends TestCluster {
  run(name: string, spec: types.PodSpec, metadata?: object): Promise<void>
  pod(name: string): Promise<types.Pod>
  /** Moves time until a pod's status is as wanted. */
  until(name: string, done: (status: types.PodStatus) => boolean, limitMs?: number): Promise<types.PodStatus>
  logs(name: string): Promise<string>
  events(name: string, reason: string): Promise<string[]>
}

/** One node of a plain cluster, to which pods are given by name. @param programs that their images run beside those of BusyBox. */
export async function createScene(...programs: string[]): Promise<Scene> {
  // Programs are modules, which load in time of their own.
  for (const name of ['busybox', 'pause', ...programs]) await programTable.load(name)
  const base = await createTestCluster()
  const { cluster, client, clock } = base
  cluster.nodes.addNode(profile)
  await clock.advance(2000)
  const pod = (name: string) => client.get(Pod, name, { namespace: 'default' })
  return {
    ...base,
    pod,
    async run(name, spec, metadata = {}) {
      const body = {
        metadata: { name, namespace: 'default', ...metadata },
        spec: { nodeName: profile.name, automountServiceAccountToken: false, ...spec },
      }
      await client.create(Pod, body)
    },
    async until(name, done, limitMs = 120_000) {
      for (let left = limitMs; left > 0; left -= 100) {
        const { status = {} } = await pod(name)
        if (done(status)) return status
        await clock.advance(100)
        await setImmediate()
      }
      throw new Error(`${name} never got there: ${JSON.stringify((await pod(name)).status)}`)
    },
    async logs(name) {
      const { signal } = new AbortController()
      const endpoint = cluster.nodes.endpoint(profile.name)!
      let text = ''
      for await (const chunk of await endpoint.logs({ namespace: 'default', pod: name, container: 'c', signal }))
        text += new TextDecoder().decode(chunk)
      return text
    },
    async events(name, reason) {
      const { items } = await client.list(Event, { namespace: 'default' })
      return items
        .filter((event) => event.involvedObject.name === name && event.reason === reason)
        .map(({ message = '' }) => message)
    },
    [Symbol.dispose]: () => base[Symbol.dispose](),
  }
}

/** A pod's one container, which runs a script. */
export const script = (text: string, more: Partial<types.Container> = {}): types.Container[] => [
  { name: 'c', image: 'busybox:1.36', command: ['sh', '-c', text], ...more },
]
export const running = ({ containerStatuses }: types.PodStatus) => containerStatuses?.[0]?.state?.running !== undefined
