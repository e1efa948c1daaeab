import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { checkWord } from '../../shared/rules.ts'

const POLICIES = ['Always', 'Never', 'OnFailure'] as const
const MAX_RULES = 20
const MAX_VALUES = 255

/** Rules of when a container starts again by itself; `errors` stands at the container. */
export function validateRestartRules(container: types.Container, isRegular: boolean, errors: FieldErrors): void {
  const { restartPolicy, restartPolicyRules = [] } = container
  if (restartPolicy !== undefined) checkWord(restartPolicy, POLICIES, errors.at('restartPolicy'))
  if (restartPolicyRules.length === 0) return
  if (restartPolicy === undefined)
    errors.at('restartPolicy').required('must specify restartPolicy when restart rules are used')
  if (!isRegular && restartPolicy === 'Always')
    errors.at('restartPolicyRules').forbidden('rules cannot be specified for init containers with restartPolicy=Always')
  if (restartPolicyRules.length > MAX_RULES) errors.at('restartPolicyRules').tooLong(MAX_RULES)
  for (const [index, rule] of restartPolicyRules.entries()) validateRule(rule, errors.at('restartPolicyRules', index))
}

function validateRule({ action, exitCodes }: types.ContainerRestartRule, errors: FieldErrors): void {
  checkWord(action ?? '', ['Restart'], errors.at('action'))
  if (!exitCodes) return errors.at('exitCodes').required('must be specified')
  checkWord(exitCodes.operator, ['In', 'NotIn'], errors.at('exitCodes', 'operator'))
  if ((exitCodes.values?.length ?? 0) > MAX_VALUES) errors.at('exitCodes', 'values').tooLong(MAX_VALUES)
}
