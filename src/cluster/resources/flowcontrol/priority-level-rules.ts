import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type * as types from '../generated/types.ts'
import { validateMandatoryLevel } from './mandatory.ts'
import { checkRange, checkWord } from '../shared/rules.ts'

const TYPES = ['Exempt', 'Limited'] as const
const RESPONSES = ['Queue', 'Reject'] as const
const MAX_QUEUES = 10_000_000
const MAX_ENTROPY_BITS = 60

/** Rules of a PriorityLevelConfiguration; `errors` stands at it. */
export function validateLevel(level: types.PriorityLevelConfiguration, errors: FieldErrors): void {
  const { metadata, spec } = level
  const at = errors.at('spec')
  const { type, limited, exempt } = spec ?? { type: '' }
  if ((metadata.name === 'exempt') !== (type === 'Exempt'))
    at.at('type').invalid(type, "must be 'Exempt' if and only if `name` is 'exempt'")
  if (type === 'Exempt') {
    if (limited) at.at('limited').forbidden('must be nil if the type is not Limited')
    if (exempt) validateShares(exempt, at.at('exempt'))
  } else if (type === 'Limited') {
    if (exempt) at.at('exempt').forbidden('must be nil if the type is Limited')
    if (!limited) at.at('limited').required('must not be empty when type is Limited')
    else validateLimited(limited, at.at('limited'))
  } else checkWord(type, TYPES, at.at('type'))
  validateMandatoryLevel(level, at)
}

function validateShares(
  { nominalConcurrencyShares: shares, lendablePercent }: types.ExemptPriorityLevelConfiguration,
  errors: FieldErrors,
): void {
  if (shares !== undefined && shares < 0)
    errors.at('nominalConcurrencyShares').invalid(shares, 'must be a non-negative integer')
  checkRange(lendablePercent, 0, 100, errors.at('lendablePercent'))
}

function validateLimited(limited: types.LimitedPriorityLevelConfiguration, errors: FieldErrors): void {
  validateShares({ nominalConcurrencyShares: limited.nominalConcurrencyShares }, errors)
  const { limitResponse, borrowingLimitPercent: borrowing } = limited
  validateResponse(limitResponse ?? { type: '' }, errors.at('limitResponse'))
  validateShares({ lendablePercent: limited.lendablePercent }, errors)
  if (borrowing !== undefined && borrowing < 0)
    errors.at('borrowingLimitPercent').invalid(borrowing, 'if specified, must be a non-negative integer')
}

function validateResponse({ type, queuing }: types.LimitResponse, errors: FieldErrors): void {
  const at = errors.at('queuing')
  if (type === 'Reject') {
    if (queuing) at.forbidden('must be nil if limited.limitResponse.type is not Limited')
  } else if (type === 'Queue') {
    if (!queuing) at.required('must not be empty if limited.limitResponse.type is Limited')
    else validateQueuing(queuing, at)
  } else checkWord(type, RESPONSES, errors.at('type'))
}

function validateQueuing(queuing: types.QueuingConfiguration, errors: FieldErrors): void {
  const { queueLengthLimit = 0, queues = 0, handSize = 0 } = queuing
  if (queueLengthLimit <= 0) errors.at('queueLengthLimit').invalid(queueLengthLimit, 'must be positive')
  if (queues <= 0) errors.at('queues').invalid(queues, 'must be positive')
  else if (queues > MAX_QUEUES) errors.at('queues').invalid(queues, `must not be greater than ${MAX_QUEUES}`)
  const at = errors.at('handSize')
  if (handSize <= 0) at.invalid(handSize, 'must be positive')
  else if (handSize > queues) at.invalid(handSize, `should not be greater than queues (${queues})`)
  else if (entropyBits(queues, handSize) > MAX_ENTROPY_BITS)
    at.invalid(
      handSize,
      `required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than ${MAX_ENTROPY_BITS}`,
    )
}

/** How many random bits it takes to deal a hand: log₂ of queues × (queues − 1) × …, rounded up. */
function entropyBits(queues: number, handSize: number): number {
  let bits = 0
  for (let dealt = 0; dealt < handSize; dealt++) bits += Math.log2(queues - dealt)
  return Math.ceil(bits)
}
