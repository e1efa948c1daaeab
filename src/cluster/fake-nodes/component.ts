import type { Clock, Log } from '#base'
import type { Client } from '../client/client.ts'
import { createInformerFactory } from '../client/informer-factory.ts'
import { defineComponent, type Component } from '../component.ts'
import { FakeNodeAgent } from './fake-node-agent.ts'

/** Which nodes are fake: those with kwok's annotation, or all. */
export type FakeNodes = 'annotated' | 'all'

/** The agent of the fake nodes as a part of a cluster that can be stopped. */
export function defineFakeNodes(options: { client: Client; clock: Clock; log: Log; manages: FakeNodes }): Component {
  return defineComponent('fake-nodes', () => {
    const informers = createInformerFactory(options)
    const agent = new FakeNodeAgent({ ...options, informers })
    agent.start()
    informers.start()
    return () => {
      agent.stop()
      informers.stop()
    }
  })
}
