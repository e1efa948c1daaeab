import { checkLabelValue, checkQualifiedName } from '../../apimachinery/names.ts'
import type { LabelSelector } from '../../apimachinery/object.ts'
import { printedMap } from './internal-form.ts'

/** Whether the selector's expressions can be evaluated at all. */
export function isUsableSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  for (const key in matchLabels)
    if (checkQualifiedName(key).length > 0 || checkLabelValue(matchLabels[key]!).length > 0) return false
  return matchExpressions.every(({ key, operator, values = [] }) => {
    if (checkQualifiedName(key).length > 0) return false
    if (operator === 'In' || operator === 'NotIn') return values.length > 0
    return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0
  })
}

/** A selector as the real server prints it in messages. */
export function printedSelector(selector: LabelSelector | undefined): LabelSelector | undefined {
  if (!selector) return undefined
  const { matchLabels, matchExpressions } = selector
  return {
    ...(matchLabels && { matchLabels: printedMap(matchLabels) }),
    ...(matchExpressions && {
      matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
        key,
        operator,
        ...(values && { values }),
      })),
    }),
  }
}
