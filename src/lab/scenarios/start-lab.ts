import { createIds, createVirtualClock, type VirtualClock } from '#base'
import { ADMIN, kinds } from '#cluster'
import { createLab, type Lab, type LabOptions, type LabSnapshot } from '../lab.ts'
import { scenarios } from './index.ts'
import { resolveReferences, valueAt, type Scenario } from './scenario.ts'

/** What is kept of a scenario: a lab that was brought into its state once. */
interface Prepared {
  accountId: string
  snapshot: LabSnapshot
}

/** How long ago the lab of a scenario was begun: what it shows is as old as that. */
const AGE_MS = 5 * 60_000
/** Virtual time passes in steps, between which what is outside of it (files, keys) gets a turn. */
const STEP_MS = 1000

const prepared = new Map<string, Promise<Prepared>>()

/**
 * Makes a new lab in the state that `name` names. The first lab of a scenario brings the state about, the others begin with a copy of it.
 * @throws RangeError when there is no such scenario.
 */
export async function startLab(name: string, options: Omit<LabOptions, 'snapshot'>): Promise<Lab> {
  const scenario = scenarios.get(name)
  if (!scenario) throw new RangeError(`there is no scenario ${name}`)
  return startScenario(scenario, options)
}

/** Makes a new lab in a state that has no name of its own. */
export async function startScenario(scenario: Scenario, options: Omit<LabOptions, 'snapshot'>): Promise<Lab> {
  const { name } = scenario
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
  const nowMs = options.clock.now()
  const clock = createVirtualClock(nowMs - AGE_MS)
  const lab = await createLab({ ...options, id: scenario.name, clock, ids: createIds() })
  const reached = async (what: string, done: () => Promise<boolean>) => {
    while (!(await done())) {
      if (clock.now() >= nowMs) throw new Error(`${what} was not reached within ${AGE_MS} ms`)
      await step(clock)
    }
  }
  try {
    await request(scenario, lab, reached)
    for (const { cluster } of lab.clusters.values()) {
      const client = cluster.clientFor(ADMIN, 'lab')
      // Without a node they wait for one.
      if ((await client.list(kinds.Node)).items.length === 0) continue
      await reached('readiness of the system pods', async () =>
        (await client.list(kinds.Pod, { namespace: 'kube-system' })).items.every(isReady),
      )
    }
    while (clock.now() < nowMs) await step(clock)
    return { accountId: options.accountId, snapshot: await lab.snapshot() }
  } finally {
    lab.close()
  }
}

async function request(
  scenario: Scenario,
  lab: Lab,
  reached: (what: string, done: () => Promise<boolean>) => Promise<void>,
): Promise<void> {
  const outputs: Record<string, unknown> = {}
  for (const { service, operation, input, as, until } of scenario.requests) {
    const resolved = resolveReferences(input, outputs) as Record<string, unknown>
    await reached(operation, async () => {
      const output = await lab.account.invoke(service, operation, resolved)
      if (as) outputs[as] = output
      return !until || valueAt(output, until.path) === until.is
    })
  }
}

const isReady = (pod: { status?: { conditions?: { type: string; status: string }[] } }) =>
  pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

async function step(clock: VirtualClock): Promise<void> {
  await clock.advance(STEP_MS)
  await new Promise((resolve) => setTimeout(resolve, 0))
}
