/** A change that takes its time. */
export interface Update {
  id: string
  status: 'InProgress' | 'Failed' | 'Cancelled' | 'Successful'
  type: string
  params: { type: string; value: string }[]
  createdAt: number
  errors: { errorCode: string; errorMessage: string; resourceIds: string[] }[]
  /** What it changes: nothing named means the cluster itself. */
  nodegroupName?: string
  addonName?: string
}
