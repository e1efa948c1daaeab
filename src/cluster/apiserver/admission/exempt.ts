import type { GroupResource } from '../../apimachinery/errors.ts'

/** Whether neither policies nor webhooks look at a resource: otherwise nobody could ever take a wrong one away. */
export function isExempt({ group }: GroupResource): boolean {
  return group === 'admissionregistration.k8s.io'
}
