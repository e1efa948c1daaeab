/** What checks may call beyond CEL's own functions: signature → what it does. */
export const functions: Readonly<Record<string, (...args: never[]) => unknown>> = {
  /** The status of a condition of a Kubernetes object: "True", "False" or "Unknown". */
  'condition(dyn, string): string': (object: Json, type: string) => {
    const found = list(field(field(object, 'status'), 'conditions')).find(
      (condition) => field(condition, 'type') === type,
    )
    return field(found, 'status') ?? 'Unknown'
  },
  /** The items of a list response; none when the request failed. */
  'items(dyn): list': (source: Json) => list(field(field(source, 'body'), 'items')),
  /** `metadata.name` of each object. */
  'names(dyn): list': (objects: Json) => list(objects).map((object) => field(field(object, 'metadata'), 'name')),
  /** Whether an IAM trust policy lets an AWS service assume the role. */
  'trusts(dyn, string): bool': (policy: Json, service: string) =>
    statements(policy).some(
      (statement) =>
        field(statement, 'Effect') === 'Allow' &&
        list(field(statement, 'Action')).some(
          (action) => action === 'sts:AssumeRole' || action === 'sts:*' || action === '*',
        ) &&
        list(field(field(statement, 'Principal'), 'Service')).includes(service),
    ),
  /** The services that an IAM trust policy names. */
  'trusted(dyn): list': (policy: Json) =>
    statements(policy).flatMap((statement) => list(field(field(statement, 'Principal'), 'Service'))),
  /** The different values of a list, in the order in which they first come. */
  'distinct(dyn): list': (values: Json) => [...new Set(list(values))],
  /** A text of the list's values with `separator` between them. */
  'joined(dyn, string): string': (values: Json, separator: string) => list(values).join(separator),
}

type Json = unknown

const field = (value: Json, name: string): Json =>
  value !== null && typeof value === 'object' && name in value ? (value as Record<string, Json>)[name] : undefined

/** AWS and people write one element where a list may stand. */
const list = (value: Json): Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

// IAM's own wire format holds the document as URL-encoded JSON; the clients decode it.
function statements(policy: Json): Json[] {
  if (typeof policy !== 'string') return list(field(policy, 'Statement'))
  try {
    return list(field(JSON.parse(policy.startsWith('%') ? decodeURIComponent(policy) : policy), 'Statement'))
  } catch {
    // What is no policy lets nobody in.
    return []
  }
}
