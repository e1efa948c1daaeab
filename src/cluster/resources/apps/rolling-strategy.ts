import type { Shape } from '../shared/internal-form.ts'

/** The strategy of a Deployment or a DaemonSet as messages print it. */
export const ROLLING_STRATEGY: Shape = [
  ['Type', 'type', ''],
  [
    'RollingUpdate',
    'rollingUpdate',
    null,
    [
      ['MaxUnavailable', 'maxUnavailable', 0],
      ['MaxSurge', 'maxSurge', 0],
    ],
  ],
]
