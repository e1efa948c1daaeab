import type { Clock, Ids, Log } from '#base'
import { AUTHENTICATED } from '../apiserver/authn/authenticator.ts'
import type { Client, UserInfo } from '../client/client.ts'
import type { Gate } from '../client/gate.ts'
import { createInformerFactory } from '../client/informer-factory.ts'
import { createInformer, type Informer } from '../client/informer.ts'
import { defineComponent, type Component } from '../component.ts'
import { createRunner } from '../controllers/runner.ts'
import { Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { createAttacher } from './attacher.ts'
import type { CsiDriver, DriverWorkload } from './csi-driver.ts'
import { createNodeRegistrar } from './node-registrar.ts'
import { createProvisioner } from './provisioner.ts'
import { nodeUser } from './node-user.ts'
import { isReady } from './ready-pod.ts'
import { createResizer } from './resizer.ts'

/** What the sidecars of a driver need. */
export interface SidecarDependencies {
  driver: CsiDriver
  clientFor(user: UserInfo, component: string): Client
  clock: Clock
  ids: Ids
  log: Log
  gate?: Gate | undefined
}

const MASTER: UserInfo = { name: 'system:csi', groups: ['system:masters', AUTHENTICATED] }

/**
 * What runs beside a CSI driver in its pods: provisioner, attacher and resizer in the first pod of the controller that is ready, the registrar
 * on each node that has a pod of the driver.
 */
export function createCsiSidecars(deps: SidecarDependencies): Component {
  const { driver, clientFor, clock, log } = deps
  return defineComponent(driver.name, () => {
    const client = clientFor(MASTER, driver.name)
    const podsOf = ({ namespace, labels }: DriverWorkload) =>
      createInformer({ client, type: Pod, clock, log, namespace, labelSelector: selectorOf(labels) })
    const controllers = podsOf(driver.controller)
    const nodes = podsOf(driver.node)
    let leader: { uid: string; stop(): void } | undefined
    const follow = () => {
      const ready = controllers.list().filter(isReady)
      if (leader && ready.some(({ metadata }) => metadata.uid === leader?.uid)) return
      leader?.stop()
      const [next] = ready
      leader = next && { uid: next.metadata.uid, stop: lead(deps, next) }
    }
    const registrar = createNodeRegistrar({ ...deps, plugins: nodes })
    const ends = [controllers.onChange(follow), nodes.onChange(({ object }) => registrar.sync(object.spec?.nodeName))]
    for (const informer of [controllers, nodes] as Informer[]) informer.start()
    return () => {
      for (const end of ends) end()
      controllers.stop()
      nodes.stop()
      registrar.stop()
      leader?.stop()
    }
  })
}

/** Runs the sidecars of one pod until it is told to stop. */
function lead({ driver, clientFor, clock, ids, log, gate }: SidecarDependencies, pod: types.Pod): () => void {
  const { namespace, serviceAccount } = driver.controller
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED]
  const client = clientFor({ name: `system:serviceaccount:${namespace}:${serviceAccount}`, groups }, driver.name)
  const informers = createInformerFactory({ client, clock, log })
  const kubelet = clientFor(nodeUser(pod.spec?.nodeName ?? ''), 'kubelet')
  const context = {
    driver,
    controller: driver.controllerIn(pod, kubelet),
    podName: pod.metadata.name,
    identity: `${driver.name}_${pod.metadata.name}_${pod.metadata.uid}`,
  }
  const runners = [createProvisioner(context), createAttacher(context), createResizer(context)].map((controller) =>
    createRunner({ controller, client, informers, clock, ids, log, gate }),
  )
  for (const runner of runners) runner.start()
  informers.start()
  return () => {
    for (const runner of runners) runner.stop()
    informers.stop()
  }
}

const selectorOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map((pair) => pair.join('='))
    .join(',')
