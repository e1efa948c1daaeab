import { semanticEqual } from '../../apimachinery/deep.ts'
import type { PodTemplateSpec } from '../../resources/generated/types.ts'

export const POD_TEMPLATE_HASH = 'pod-template-hash'

// Verbatim: no vowels and no 0, 1, 3, so that no word can arise (k8s.io/apimachinery pkg/util/rand).
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/**
 * A short hash of a JSON value for names and labels. It does not depend on the order of keys; `collisions` gives another one.
 * Differs: the real one hashes the Go structure, so the same template has another hash there.
 */
export function templateHash(value: unknown, collisions = 0): string {
  const number = fnv1a(canonical(value) + (collisions > 0 ? `#${collisions}` : ''))
  return Array.from(String(number), (digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length]).join('')
}

/** Whether two templates ask for the same pods; the hash label does not count. */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return semanticEqual(withoutHash(a), withoutHash(b))
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  const labels = template?.metadata?.labels
  if (!labels || !Object.hasOwn(labels, POD_TEMPLATE_HASH)) return template
  const { [POD_TEMPLATE_HASH]: _hash, ...rest } = labels
  return { ...template, metadata: { ...template.metadata, labels: rest } }
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
    .join(',')}}`
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
