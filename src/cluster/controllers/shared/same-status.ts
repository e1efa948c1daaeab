import { semanticEqual } from '../../apimachinery/deep.ts'

/** Whether two statuses say the same. A number that is 0 and one that is absent do: servers leave zeros out where they can. */
export function sameStatus(a: object | undefined, b: object | undefined): boolean {
  return semanticEqual(withoutZeros(a), withoutZeros(b))
}

function withoutZeros(status: object | undefined): object {
  return Object.fromEntries(Object.entries(status ?? {}).filter(([, value]) => value !== 0))
}
