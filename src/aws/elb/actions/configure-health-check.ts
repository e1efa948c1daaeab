import { defineAction } from '../../define.ts'
import { findClassic, type NameInput } from '../find.ts'
import type { HealthCheck } from '../state.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_ConfigureHealthCheck.html */
export const configureHealthCheck = defineAction<NameInput & { HealthCheck: HealthCheck }>({
  name: 'ConfigureHealthCheck',
  handle(call, input) {
    findClassic(call, input).HealthCheck = input.HealthCheck
    return { HealthCheck: input.HealthCheck }
  },
})
