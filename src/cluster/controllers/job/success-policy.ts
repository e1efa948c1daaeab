import type { SuccessPolicy } from '../../resources/generated/types.ts'
import { parseIndexes } from './indexes.ts'

/** The first rule that the succeeded indexes satisfy, in words. */
export function matchSuccess(
  policy: SuccessPolicy | undefined,
  completions: number,
  succeeded: ReadonlySet<number>,
): string | undefined {
  const index = policy?.rules.findIndex(({ succeededIndexes, succeededCount }) => {
    const wanted = succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes, completions)
    const count = wanted ? [...wanted].filter((one) => succeeded.has(one)).length : succeeded.size
    return count >= (succeededCount ?? wanted?.size ?? Infinity)
  })
  return index === undefined || index < 0 ? undefined : `Matched rules at index ${index}`
}
