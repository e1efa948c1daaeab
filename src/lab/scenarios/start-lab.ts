import { createIds, sleep } from '#base'
import { ADMIN, kinds } from '#cluster'
import { createLab, type Lab, type LabOptions, type LabSnapshot } from '../lab.ts'
import { scenarios } from './index.ts'
import { resolveReferences, valueAt, type Scenario } from './scenario.ts'

/** What is kept of a scenario: a lab that was brought into its state once. */
interface Prepared {
  accountId: string
  snapshot: LabSnapshot
}

/** AWS waiting times hardly matter while a state is prepared; what the cluster itself needs is waited for. */
const PREPARING_PACE = 2_000
const POLL_MS = 20
const LIMIT_MS = 60_000

const prepared = new Map<string, Promise<Prepared>>()

/**
 * Makes a new lab in the state that `name` names. The first lab of a scenario brings the state about, the others begin with a copy of it.
 * @throws RangeError when there is no such scenario.
 */
export async function startLab(name: string, options: Omit<LabOptions, 'snapshot'>): Promise<Lab> {
  const scenario = scenarios.get(name)
  if (!scenario) throw new RangeError(`there is no scenario ${name}`)
  if (scenario.requests.length === 0) return createLab(options)
  let state = prepared.get(name)
  if (!state) {
    state = prepare(scenario, options)
    prepared.set(name, state)
    // A failure is not kept: the next lab tries again.
    state.catch(() => prepared.delete(name))
  }
  const { accountId, snapshot } = await state
  const copy = JSON.stringify(snapshot).replaceAll(accountId, options.accountId)
  return createLab({ ...options, snapshot: JSON.parse(copy) as LabSnapshot })
}

async function prepare(scenario: Scenario, options: Omit<LabOptions, 'snapshot'>): Promise<Prepared> {
  const lab = await createLab({ ...options, id: scenario.name, pace: PREPARING_PACE, ids: createIds() })
  try {
    const outputs: Record<string, unknown> = {}
    for (const request of scenario.requests) {
      const input = resolveReferences(request.input, outputs) as Record<string, unknown>
      const ask = () => lab.account.invoke(request.service, request.operation, input)
      let output = await ask()
      await reached(
        options,
        () => `${request.operation} of ${scenario.name}`,
        async () => {
          if (!request.until || valueAt(output, request.until.path) === request.until.is) return true
          output = await ask()
          return false
        },
      )
      if (request.as) outputs[request.as] = output
    }
    for (const { cluster } of lab.clusters.values()) {
      const client = cluster.clientFor(ADMIN, 'lab')
      await reached(
        options,
        () => `system pods of ${scenario.name}`,
        async () => {
          const { items } = await client.list(kinds.Pod, { namespace: 'kube-system' })
          return items.every((pod) =>
            pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
          )
        },
      )
    }
    return { accountId: options.accountId, snapshot: await lab.snapshot() }
  } finally {
    lab.close()
  }
}

async function reached({ clock }: LabOptions, what: () => string, done: () => Promise<boolean>): Promise<void> {
  const end = clock.now() + LIMIT_MS
  while (!(await done())) {
    if (clock.now() > end) throw new Error(`${what()} was not reached within ${LIMIT_MS} ms`)
    await sleep(clock, POLL_MS)
  }
}
