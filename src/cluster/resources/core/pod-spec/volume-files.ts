import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { requireText } from '../../shared/rules.ts'
import { validateFieldRef, validateResourceFieldRef } from './downward-api.ts'
import { validateUnreservedPath } from './paths.ts'

/** Rules of a file's mode; `errors` stands at it. */
export function validateMode(mode: number | undefined, errors: FieldErrors): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777))
    errors.invalid(mode, 'must be a number between 0 and 0777 (octal), both inclusive')
}

/** Rules of which keys become which files; `errors` stands at `items`. */
export function validateKeyPaths(items: readonly types.KeyToPath[] = [], errors: FieldErrors): void {
  for (const [index, { key, path, mode }] of items.entries()) {
    const at = errors.at(index)
    requireText(key, at.at('key'))
    requireText(path, at.at('path'))
    validateUnreservedPath(path ?? '', at.at('path'))
    validateMode(mode, at.at('mode'))
  }
}

const FILE_FIELDS = {
  exact: ['metadata.name', 'metadata.namespace', 'metadata.uid'],
  subscripts: ['metadata.annotations', 'metadata.labels'],
}
const WHOLE_MAPS = ['metadata.annotations', 'metadata.labels']
const ALLOWED = { ...FILE_FIELDS, exact: [...WHOLE_MAPS, ...FILE_FIELDS.exact] }

const FILE_RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]

/** Rules of files with facts about the pod. Verbatim: `errors` stands around `items`, whose indexes the paths lack. */
export function validateDownwardFiles(items: readonly types.DownwardAPIVolumeFile[] = [], errors: FieldErrors): void {
  for (const { path, fieldRef, resourceFieldRef, mode } of items) {
    requireText(path, errors.at('path'))
    validateUnreservedPath(path ?? '', errors.at('path'))
    if (fieldRef) {
      validateFieldRef(fieldRef, ALLOWED, errors.at('fieldRef'))
      if (resourceFieldRef)
        errors.invalid('resource', 'fieldRef and resourceFieldRef can not be specified simultaneously')
    } else if (resourceFieldRef)
      validateResourceFieldRef(resourceFieldRef, FILE_RESOURCES, true, errors.at('resourceFieldRef'))
    else errors.required('one of fieldRef and resourceFieldRef is required')
    validateMode(mode, errors.at('mode'))
  }
}

const MIN_TOKEN_SECONDS = 600
const MAX_TOKEN_SECONDS = 2 ** 32

/** Rules of a volume made of several sources; `errors` stands at `projected`. */
export function validateProjected({ defaultMode, sources }: types.ProjectedVolumeSource, errors: FieldErrors): void {
  validateMode(defaultMode, errors.at('defaultMode'))
  const paths = new Set<string>()
  const claim = (path: string, value: string) => {
    if (path === '') return
    if (paths.has(path)) errors.invalid(value, 'conflicting duplicate paths')
    paths.add(path)
  }
  for (const [index, source] of (sources ?? []).entries())
    validateProjection(source, claim, errors, errors.at('sources', index))
}

function validateProjection(
  source: types.VolumeProjection,
  claim: (path: string, value: string) => void,
  errors: FieldErrors,
  at: FieldErrors,
): void {
  let count = 0
  for (const field of ['secret', 'configMap'] as const) {
    const projection = source[field]
    if (!projection) continue
    if (count++ > 0) return at.forbidden('may not specify more than 1 volume type per source')
    requireText(projection.name, at.at(field, 'name'))
    validateKeyPaths(projection.items, at.at(field, 'items'))
    for (const { path } of projection.items ?? []) claim(path, projection.name ?? '')
  }
  const { downwardAPI, serviceAccountToken: token } = source
  if (downwardAPI) {
    if (count++ > 0) return at.forbidden('may not specify more than 1 volume type per source')
    validateDownwardFiles(downwardAPI.items, at.at('downwardAPI'))
    for (const { path } of downwardAPI.items ?? []) claim(path, path)
  }
  if (!token) return
  if (count++ > 0) return at.forbidden('may not specify more than 1 volume type per source')
  const { expirationSeconds: seconds = 3600, path } = token
  if (seconds < MIN_TOKEN_SECONDS)
    at.at('serviceAccountToken', 'expirationSeconds').invalid(
      seconds,
      'may not specify a duration less than 10 minutes',
    )
  else if (seconds > MAX_TOKEN_SECONDS)
    at.at('serviceAccountToken', 'expirationSeconds').invalid(
      seconds,
      'may not specify a duration larger than 2^32 seconds',
    )
  // Verbatim: these name the volume, not its source.
  if (!path) errors.at('path').required()
  else {
    validateUnreservedPath(path, errors.at('path'))
  }
}
