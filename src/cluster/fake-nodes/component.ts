import type { Clock, Log } from '#base'
import type { Client } from '../client/client.ts'
import { createInformerFactory } from '../client/informer-factory.ts'
import { defineComponent, type Component } from '../component.ts'
import type * as types from '../resources/generated/types.ts'
import { FakeNodeAgent } from './fake-node-agent.ts'

/**
 * The agent of the fake nodes as a part of a cluster that can be stopped.
 * @param manages which nodes are fake; those with kwok's annotation unless told otherwise.
 */
export function defineFakeNodes(options: {
  client: Client
  clock: Clock
  log: Log
  manages?: (node: types.Node) => boolean
}): Component {
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
