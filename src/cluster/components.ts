import type { Clock, Ids, Log } from '#base'
import { AUTHENTICATED } from './apiserver/authn/authenticator.ts'
import type { Client, UserInfo } from './client/client.ts'
import type { Gate } from './client/gate.ts'
import type { CloudProvider } from './cloud-provider.ts'
import type { Component } from './component.ts'
import { createControllerManager } from './controllers/controller-manager.ts'
import { createCloudControllers, createControllers, type ControllerDependencies } from './controllers/index.ts'
import { defineFakeNodes, type FakeNodes } from './fake-nodes/component.ts'
import { defineScheduler } from './scheduler/define-scheduler.ts'
import type { DecisionRecord } from './scheduler/scheduler.ts'

export interface ComponentDependencies {
  /** Where the cluster runs; without one nobody makes load balancers. */
  cloud?: CloudProvider
  clientFor(user: UserInfo, component: string): Client
  clock: Clock
  ids: Ids
  log: Log
  /** Holds the work of controllers and scheduler up. */
  gate?: Gate | undefined
  controllers: ControllerDependencies
  /** Which nodes run pods in name only; those with kwok's annotation when absent. */
  fakeNodes?: FakeNodes
}

/** The machine on which the control plane's components say that they run. */
export const HOST = 'control-plane'

/** The components of the control plane and what stands in for nodes, each a client of the API server: one entry each. */
export function createComponents(deps: ComponentDependencies): {
  components: ReadonlyMap<string, Component>
  decisions: ReadonlyMap<string, DecisionRecord>
} {
  const { clientFor, clock, ids, log, gate } = deps
  const scheduler = defineScheduler({
    client: clientFor(systemUser('kube-scheduler'), 'kube-scheduler'),
    clock,
    ids,
    log,
    gate,
    host: HOST,
  })
  const components: Component[] = [
    createControllerManager({
      name: 'kube-controller-manager',
      controllers: createControllers(deps.controllers),
      clientFor: (account) =>
        account
          ? clientFor(serviceAccountUser('kube-system', account), 'kube-controller-manager')
          : clientFor(systemUser('kube-controller-manager'), 'kube-controller-manager'),
      clock,
      ids,
      log,
      gate,
      host: HOST,
    }),
    ...(deps.cloud
      ? [
          createControllerManager({
            name: 'cloud-controller-manager',
            controllers: createCloudControllers(deps.cloud, log),
            // Its rights come from whoever installs it, not with Kubernetes.
            clientFor: () =>
              clientFor(
                { name: 'system:cloud-controller-manager', groups: ['system:masters', AUTHENTICATED] },
                'cloud-controller-manager',
              ),
            clock,
            ids,
            log,
            gate,
            host: HOST,
          }),
        ]
      : []),
    scheduler.component,
    defineFakeNodes({
      client: clientFor({ name: 'system:kwok', groups: ['system:masters', AUTHENTICATED] }, 'kwok'),
      clock,
      log,
      manages: deps.fakeNodes ?? 'annotated',
    }),
  ]
  return {
    components: new Map(components.map((component) => [component.name, component])),
    decisions: scheduler.decisions,
  }
}

/** `system:NAME`, as the certificates of the control plane's components say. */
function systemUser(name: string): UserInfo {
  return { name: `system:${name}`, groups: [AUTHENTICATED] }
}

/** A service account, as its token says. */
export function serviceAccountUser(namespace: string, name: string): UserInfo {
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED]
  return { name: `system:serviceaccount:${namespace}:${name}`, groups }
}
