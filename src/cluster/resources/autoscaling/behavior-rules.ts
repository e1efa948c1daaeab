import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { formatQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import type * as types from '../generated/types.ts'
import { checkWord } from '../shared/rules.ts'

const SELECT_POLICIES = ['Disabled', 'Max', 'Min'] as const
const POLICY_TYPES = ['Percent', 'Pods'] as const
const MAX_PERIOD_SECONDS = 1800
const MAX_WINDOW_SECONDS = 3600

/** Rules of how fast an autoscaler may go; `errors` stands at `behavior`. */
export function validateBehavior(behavior: types.HorizontalPodAutoscalerBehavior, errors: FieldErrors): void {
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    const rules = behavior[direction]
    if (rules) validateScaling(rules, errors.at(direction))
  }
}

function validateScaling(rules: types.HPAScalingRules, errors: FieldErrors): void {
  const { stabilizationWindowSeconds: seconds, selectPolicy, policies = [], tolerance } = rules
  if (seconds !== undefined) {
    const at = errors.at('stabilizationWindowSeconds')
    if (seconds < 0) at.invalid(seconds, 'must be greater than or equal to zero')
    if (seconds > MAX_WINDOW_SECONDS) at.invalid(seconds, `must be less than or equal to ${MAX_WINDOW_SECONDS}`)
  }
  checkWord(selectPolicy, SELECT_POLICIES, errors.at('selectPolicy'))
  const at = errors.at('policies')
  if (policies.length === 0) at.required('must specify at least one Policy')
  for (const [index, policy] of policies.entries()) validatePolicy(policy, at.at(index))
  if (tolerance === undefined) return
  const amount = parseQuantity(tolerance)
  if (amount.nanos < 0n) errors.at('tolerance').invalid(formatQuantity(amount), 'must be greater than or equal to 0')
}

function validatePolicy({ type, value, periodSeconds }: types.HPAScalingPolicy, errors: FieldErrors): void {
  checkWord(type, POLICY_TYPES, errors.at('type'))
  if (value <= 0) errors.at('value').invalid(value, 'must be greater than zero')
  const at = errors.at('periodSeconds')
  if (periodSeconds <= 0) at.invalid(periodSeconds, 'must be greater than zero')
  if (periodSeconds > MAX_PERIOD_SECONDS)
    at.invalid(periodSeconds, `must be less than or equal to ${MAX_PERIOD_SECONDS}`)
}
