/** Something that is wrong with a resource. */
export interface HealthIssue {
  code: string
  message: string
  resourceIds: string[]
}
