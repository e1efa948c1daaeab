import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defineResource } from '../define-resource.ts'
import { CSIDriver } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn, orNone } from '../shared/columns.ts'
import { checkWord } from '../shared/rules.ts'

const GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'] as const
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'] as const
const MIN_TOKEN_SECONDS = 600
const MAX_TOKEN_SECONDS = 2 ** 32
const MIN_UPDATE_SECONDS = 10

export const csiDriver = defineResource<types.CSIDriver>({
  type: CSIDriver,
  returnsDeleted: true,
  unconditionalUpdate: false,
  defaults(driver) {
    const spec = (driver.spec ??= {})
    spec.attachRequired ??= true
    spec.podInfoOnMount ??= false
    spec.storageCapacity ??= false
    spec.fsGroupPolicy ??= 'ReadWriteOnceWithFSType'
    if (!spec.volumeLifecycleModes?.length) spec.volumeLifecycleModes = ['Persistent']
    spec.requiresRepublish ??= false
    spec.seLinuxMount ??= false
  },
  validate: ({ spec }, errors) => validateSpec(spec, errors.at('spec')),
  validateUpdate({ spec }, old, errors) {
    const at = errors.at('spec')
    validateSpec(spec, at)
    // Verbatim: the path is not that of the field.
    if (spec.attachRequired !== old.spec.attachRequired)
      at.at('attachedRequired').invalid(spec.attachRequired, 'field is immutable')
    if (!semanticEqual(spec.volumeLifecycleModes, old.spec.volumeLifecycleModes))
      at.at('volumeLifecycleModes').invalid(spec.volumeLifecycleModes, 'field is immutable')
  },
  generation: 'changes',
  warnings: ({ spec }, old) =>
    !old && spec.tokenRequests?.length && spec.serviceAccountTokenInSecrets === undefined ? [TOKENS_IN_SECRETS] : [],
  columns: [
    nameColumn,
    { name: 'AttachRequired', type: 'boolean', value: ({ spec }) => spec.attachRequired ?? true },
    { name: 'PodInfoOnMount', type: 'boolean', value: ({ spec }) => spec.podInfoOnMount ?? false },
    { name: 'StorageCapacity', type: 'boolean', value: ({ spec }) => spec.storageCapacity ?? false },
    {
      name: 'TokenRequests',
      value: ({ spec }) =>
        spec.tokenRequests?.length ? spec.tokenRequests.map(({ audience }) => audience).join(',') : '<unset>',
    },
    { name: 'RequiresRepublish', type: 'boolean', value: ({ spec }) => spec.requiresRepublish ?? false },
    { name: 'Modes', value: ({ spec }) => orNone(spec.volumeLifecycleModes?.join(',')) },
    ageColumn,
  ],
})

const TOKENS_IN_SECRETS =
  'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes'

function validateSpec(spec: types.CSIDriverSpec, errors: FieldErrors): void {
  const { fsGroupPolicy, tokenRequests = [], volumeLifecycleModes = [] } = spec
  checkWord(fsGroupPolicy, GROUP_POLICIES, errors.at('fsGroupPolicy'))
  validateTokens(tokenRequests, errors.at('tokenRequests'))
  for (const mode of volumeLifecycleModes) checkWord(mode, LIFECYCLE_MODES, errors.at('volumeLifecycleModes'))
  const { nodeAllocatableUpdatePeriodSeconds: seconds, serviceAccountTokenInSecrets: inSecrets } = spec
  if (seconds !== undefined && seconds < MIN_UPDATE_SECONDS)
    errors
      .at('nodeAllocatableUpdatePeriodSeconds')
      .invalid(seconds, `must be greater than or equal to ${MIN_UPDATE_SECONDS} seconds`)
  if (inSecrets !== undefined && tokenRequests.length === 0)
    errors
      .at('serviceAccountTokenInSecrets')
      .invalid(inSecrets, 'serviceAccountTokenInSecrets is set but no tokenRequests are specified')
}

function validateTokens(requests: readonly types.StorageTokenRequest[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, { audience, expirationSeconds }] of requests.entries()) {
    const at = errors.at(index)
    if (seen.has(audience)) {
      at.at('audience').duplicate(audience)
      continue
    }
    seen.add(audience)
    if (expirationSeconds === undefined) continue
    if (expirationSeconds < MIN_TOKEN_SECONDS)
      at.at('expirationSeconds').invalid(expirationSeconds, 'may not specify a duration less than 10 minutes')
    if (expirationSeconds > MAX_TOKEN_SECONDS)
      at.at('expirationSeconds').invalid(expirationSeconds, 'may not specify a duration larger than 2^32 seconds')
  }
}
