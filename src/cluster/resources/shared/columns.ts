import type { KubeObject, LabelSelector } from '../../apimachinery/object.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import type { Column } from '../define-resource.ts'
import { age } from './age.ts'

/** The first column of nearly every kind. */
export const nameColumn: Column = {
  name: 'Name',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  value: ({ metadata }) => metadata.name,
}

/** How long the object exists. */
export const ageColumn: Column = {
  name: 'Age',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
  value: ({ metadata }, now) => age(metadata.creationTimestamp, now),
}

/** What kinds without columns of their own show. */
export const defaultColumns: readonly Column[] = [
  nameColumn,
  { name: 'Created At', type: 'date', value: ({ metadata }) => metadata.creationTimestamp },
]

interface Workload {
  containers?: readonly { name: string; image?: string }[] | null
}

/** The columns of a pod template that `-o wide` adds: names and images of its containers. */
export function containerColumns<T extends KubeObject>(podSpec: (object: T) => Workload | undefined): Column<T>[] {
  return [
    {
      name: 'Containers',
      priority: 1,
      value: (object) => (podSpec(object)?.containers ?? []).map(({ name }) => name).join(','),
    },
    {
      name: 'Images',
      priority: 1,
      value: (object) => (podSpec(object)?.containers ?? []).map(({ image }) => image ?? '').join(','),
    },
  ]
}

/** `text`, or `<none>` where there is none. */
export function orNone(text: string | null | undefined): string {
  return text ? text : '<none>'
}

/** `a=b,c=d` in order of the keys. */
export function formatLabels(labels: Readonly<Record<string, string>> | null | undefined): string {
  const keys = Object.keys(labels ?? {}).toSorted()
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels![key]}`).join(',')
}

/** A selector in the notation of `kubectl get -l`. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  return orNone(selectorOf(selector).toString())
}

/** The first `most` of a list and how many more there are. */
export function abbreviate(items: readonly string[], most: number, separator = ','): string {
  const shown = items.slice(0, most).join(separator)
  return items.length > most ? `${shown} + ${items.length - most} more...` : shown
}

/** `10.0.0.1:80`, `[::1]:80`. */
export function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
