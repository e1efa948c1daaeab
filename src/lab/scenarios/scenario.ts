/** A starting state of a lab, as data. */
export interface Scenario {
  name: string
  /** What is asked of the account, in order. */
  requests: readonly ScenarioRequest[]
  /** The EKS cluster that the workstation's kubectl speaks to. */
  kubeconfig?: string
}

/** One operation of the account. */
export interface ScenarioRequest {
  service: string
  operation: string
  /** May hold `from(…)` at any depth. */
  input: Record<string, unknown>
  /** Keeps the output under this name. */
  as?: string
  /** Asks again until the output's value at `path` is `is`. */
  until?: { path: string; is: string }
}

/** Stands for a value in the output of an earlier request: `from('subnets.Subnets[].SubnetId')`. */
export interface From {
  $from: string
}

export const from = (path: string): From => ({ $from: path })

/** The value with every `from(…)` in it replaced by what it stands for. */
export function resolveReferences(value: unknown, outputs: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, outputs))
  if (value === null || typeof value !== 'object') return value
  if ('$from' in value) return valueAt(outputs, value.$from as string)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, outputs)]))
}

/** The value at a path such as `nodegroup.status`; `[]` behind a name goes into each item of a list. */
export function valueAt(value: unknown, path: string): unknown {
  const [name = '', ...rest] = path.split('.')
  const found = (value as Record<string, unknown> | undefined)?.[name.replace('[]', '')]
  if (name.endsWith('[]')) return (found as unknown[]).map((item) => valueAt(item, rest.join('.')))
  return rest.length === 0 ? found : valueAt(found, rest.join('.'))
}
