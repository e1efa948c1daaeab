/**
 * A set of fields, in the form in which `managedFields` carry it: nested path elements (`f:spec`, `k:{"name":"web"}`, `v:"a"`).
 * An empty node is a field of the set; a node with `.` is one that has fields of the set within it. Never changed once made.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export interface FieldSet {
  readonly [element: string]: FieldSet
}

/** The one node of all fields without inner ones. */
export const LEAF: FieldSet = Object.freeze({})

/** The set of nothing; as a node it would be a field, so it only stands at the root. */
export const EMPTY: FieldSet = Object.freeze({})

/** Whether a root has no fields. */
export function isEmptySet(set: FieldSet): boolean {
  for (const _ in set) return false
  return true
}

/** Whether a node is itself a field of the set. */
export function isMember(node: FieldSet): boolean {
  return '.' in node || isEmptySet(node)
}

/** The fields of both. Shares what it can with them. */
export function unionSets(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmptySet(b)) return a
  if (isEmptySet(a)) return b
  return unionChildren(a, b, false)
}

function unionNodes(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return a
  return unionChildren(a, b, isMember(a) || isMember(b))
}

function unionChildren(a: FieldSet, b: FieldSet, member: boolean): FieldSet {
  let result: Record<string, FieldSet> | undefined
  const copy = () => (result ??= { ...a })
  for (const element in b) {
    if (element === '.') continue
    const theirs = b[element]!
    const ours = a[element]
    if (ours === undefined) {
      copy()[element] = theirs
    } else {
      const both = unionNodes(ours, theirs)
      if (both !== ours) copy()[element] = both
    }
  }
  const hasChildren = result !== undefined || !isMember(a) || Object.keys(a).length > 1
  if (member && hasChildren && !('.' in a)) {
    copy()['.'] = LEAF
  }
  return result ?? a
}

/** The fields of `a` that are not in `b`. Shares what it can with `a`. */
export function subtractSets(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return EMPTY
  if (isEmptySet(a) || isEmptySet(b)) return a
  return subtractChildren(a, b, false) ?? EMPTY
}

function subtractNodes(a: FieldSet, b: FieldSet): FieldSet | undefined {
  if (isEmptySet(a)) return isMember(b) ? undefined : a
  return subtractChildren(a, b, '.' in a && isMember(b))
}

/** @param losesMember whether the node itself leaves the set. */
function subtractChildren(a: FieldSet, b: FieldSet, losesMember: boolean): FieldSet | undefined {
  let result: Record<string, FieldSet> | undefined
  const copy = () => (result ??= { ...a })
  if (losesMember) delete copy()['.']
  for (const element in b) {
    if (element === '.') continue
    const ours = a[element]
    if (ours === undefined) continue
    const rest = subtractNodes(ours, b[element]!)
    if (rest === undefined) delete copy()[element]
    else if (rest !== ours) copy()[element] = rest
  }
  if (!result) return a
  let children = 0
  for (const element in result) if (element !== '.') children++
  if (children > 0) return result
  return '.' in result ? LEAF : undefined
}

/** The fields that both have, or `undefined` if there are none. */
export function intersectSets(a: FieldSet, b: FieldSet): FieldSet | undefined {
  return intersectChildren(a, b, false)
}

function intersectChildren(a: FieldSet, b: FieldSet, member: boolean): FieldSet | undefined {
  let result: Record<string, FieldSet> | undefined
  for (const element in a) {
    if (element === '.') continue
    const ours = a[element]!
    const theirs = b[element]
    if (theirs === undefined) continue
    const both = intersectChildren(ours, theirs, isMember(ours) && isMember(theirs))
    if (both) (result ??= {})[element] = both
  }
  if (!result) return member ? LEAF : undefined
  return member ? { '.': LEAF, ...result } : result
}

/** Whether both hold the same fields. */
export function sameSets(a: FieldSet, b: FieldSet): boolean {
  if (a === b) return true
  let size = 0
  for (const element in a) {
    size++
    const theirs = b[element]
    if (theirs === undefined || !sameSets(a[element]!, theirs)) return false
  }
  for (const _ in b) size--
  return size === 0
}

/** The paths of a set as messages name them, `.spec.containers[name="web"].image`: fields without inner ones first. */
export function listPaths(set: FieldSet, prefix = ''): string[] {
  const own: string[] = []
  const inner: string[] = []
  for (const element of Object.keys(set).sort()) {
    if (element === '.') continue
    const node = set[element]!
    const path = prefix + printElement(element)
    if (isMember(node)) own.push(path)
    if (!isEmptySet(node)) inner.push(...listPaths(node, path))
  }
  return [...own, ...inner]
}

/** A path element as messages show it. */
export function printElement(element: string): string {
  const rest = element.slice(2)
  if (element.startsWith('f:')) return `.${rest}`
  if (element.startsWith('v:')) return `[=${rest}]`
  if (element.startsWith('i:')) return `[${rest}]`
  const keys = JSON.parse(rest) as Record<string, unknown>
  return `[${Object.keys(keys)
    .map((key) => `${key}=${JSON.stringify(keys[key])}`)
    .join(',')}]`
}
