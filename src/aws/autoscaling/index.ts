export { endInstance } from './jobs/end-instance.ts'
export { reconcile } from './jobs/reconcile.ts'
export { groupInstanceRunning, groupInstanceTerminating } from './listeners.ts'
