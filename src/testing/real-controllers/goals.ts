import { setTimeout as pause } from 'node:timers/promises'
import {
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  Namespace,
  ServiceAccount,
  StatefulSet,
} from '../../cluster/resources/generated/kinds.ts'
import { isReason } from '../../cluster/apimachinery/errors.ts'
import type { Client } from '#cluster'

const PATIENCE_MS = 120_000
const template = (app: string, extra: object = {}) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'main', image: 'nginx' }], ...extra },
})
const selector = (app: string) => ({ matchLabels: { app } })

/** Something that controllers are asked for, and whether it has come about. */
interface Goal {
  name: string
  ask(client: Client, namespace: string): Promise<unknown>
  isReached(client: Client, namespace: string): Promise<boolean>
}

/** One of every workload. */
export const goals: readonly Goal[] = [
  {
    name: 'Deployment',
    ask: (client, namespace) =>
      client.create(Deployment, {
        metadata: { name: 'web', namespace },
        spec: { replicas: 3, selector: selector('web'), template: template('web') },
      }),
    isReached: async (client, namespace) =>
      (await client.get(Deployment, 'web', { namespace })).status?.availableReplicas === 3,
  },
  {
    name: 'StatefulSet',
    ask: (client, namespace) =>
      client.create(StatefulSet, {
        metadata: { name: 'db', namespace },
        spec: { replicas: 2, serviceName: 'db', selector: selector('db'), template: template('db') },
      }),
    isReached: async (client, namespace) =>
      (await client.get(StatefulSet, 'db', { namespace })).status?.readyReplicas === 2,
  },
  {
    name: 'DaemonSet',
    ask: (client, namespace) =>
      client.create(DaemonSet, {
        metadata: { name: 'agent', namespace },
        spec: { selector: selector('agent'), template: template('agent') },
      }),
    async isReached(client, namespace) {
      const { status } = await client.get(DaemonSet, 'agent', { namespace })
      return (status?.desiredNumberScheduled ?? 0) > 0 && status?.numberReady === status?.desiredNumberScheduled
    },
  },
  {
    name: 'Job',
    ask: (client, namespace) =>
      client.create(Job, {
        metadata: { name: 'once', namespace },
        spec: { completions: 2, template: template('once', { restartPolicy: 'Never' }) },
      }),
    isReached: async (client, namespace) => (await client.get(Job, 'once', { namespace })).status?.succeeded === 2,
  },
  {
    name: 'CronJob',
    ask: (client, namespace) =>
      client.create(CronJob, {
        metadata: { name: 'tick', namespace },
        spec: {
          schedule: '* * * * *',
          jobTemplate: { spec: { template: template('tick', { restartPolicy: 'Never' }) } },
        },
      }),
    isReached: async (client, namespace) =>
      (await client.get(CronJob, 'tick', { namespace })).status?.lastSuccessfulTime !== undefined,
  },
]

/** Asks for all of them in a namespace of their own, waits for them, and deletes the namespace. @throws Error that names what was not reached */
export async function playRound(client: Client, namespace: string, say: (line: string) => void): Promise<void> {
  await client.create(Namespace, { metadata: { name: namespace } })
  // Pods are refused until their account is there.
  await until(`the service account of ${namespace}`, () => exists(client.get(ServiceAccount, 'default', { namespace })))
  for (const { ask } of goals) await ask(client, namespace)
  for (const { name, isReached } of goals) {
    await until(`${name} in ${namespace}`, () => isReached(client, namespace))
    say(`${namespace}: ${name} reached its goal`)
  }
  await client.delete(Namespace, namespace)
  await until(`the end of ${namespace}`, async () => !(await exists(client.get(Namespace, namespace))))
  say(`${namespace}: deleted clean`)
}

async function exists(object: Promise<unknown>): Promise<boolean> {
  try {
    await object
    return true
  } catch (error) {
    if (isReason(error, 'NotFound')) return false
    throw error
  }
}

/** Waits until something holds. @throws Error when it never does */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not reached within ${PATIENCE_MS / 1000} s`)
    await pause(250)
  }
}
