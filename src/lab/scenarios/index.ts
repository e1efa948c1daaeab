import { clusterReady } from './cluster-ready.ts'
import type { Scenario } from './scenario.ts'

/** An account in which nothing has been built. */
const emptyAccount: Scenario = { name: 'empty-account', requests: [] }

/** Every scenario by its name. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [emptyAccount, clusterReady].map((scenario) => [scenario.name, scenario]),
)
