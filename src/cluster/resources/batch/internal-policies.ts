import { internalForm, type Shape } from '../shared/internal-form.ts'
import type * as types from '../generated/types.ts'

const FAILURE: Shape = [
  [
    'Rules',
    'rules',
    [],
    [
      ['Action', 'action', ''],
      [
        'OnExitCodes',
        'onExitCodes',
        null,
        [
          ['ContainerName', 'containerName', null],
          ['Operator', 'operator', ''],
          ['Values', 'values', null],
        ],
      ],
      [
        'OnPodConditions',
        'onPodConditions',
        null,
        [
          ['Type', 'type', ''],
          ['Status', 'status', ''],
        ],
      ],
    ],
  ],
]

const SUCCESS: Shape = [
  [
    'Rules',
    'rules',
    [],
    [
      ['SucceededIndexes', 'succeededIndexes', null],
      ['SucceededCount', 'succeededCount', null],
    ],
  ],
]

/** A pod failure policy as messages show it. */
export const internalFailurePolicy = (policy: types.PodFailurePolicy) => internalForm(policy, FAILURE)

/** A success policy as messages show it. */
export const internalSuccessPolicy = (policy: types.SuccessPolicy) => internalForm(policy, SUCCESS)
