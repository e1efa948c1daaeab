export { endInstance } from './jobs/end-instance.ts'
export { groupInstanceRunning, groupInstanceTerminating } from './listeners.ts'
export { reconcile } from './jobs/reconcile.ts'
