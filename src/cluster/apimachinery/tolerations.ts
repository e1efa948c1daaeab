import type { Taint, Toleration } from '../resources/generated/types.ts'

type Tainted = Pick<Taint, 'key' | 'effect' | 'value'>

/** Whether one toleration covers a taint. */
export function covers(toleration: Toleration, taint: Tainted): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  if (toleration.operator === 'Exists') return true
  if (!toleration.key) return false
  return (toleration.value ?? '') === (taint.value ?? '')
}

/** Whether any of the tolerations covers a taint. */
export function tolerates(tolerations: readonly Toleration[] | undefined, taint: Tainted): boolean {
  return tolerations?.some((toleration) => covers(toleration, taint)) ?? false
}
