import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkConfigKey, checkEnvVarName, checkLabel, checkSubdomain, report } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkName, requireName } from '../../shared/rules.ts'
import { validateFieldRef, validateResourceFieldRef } from './downward-api.ts'
import { validateNoBacksteps } from './paths.ts'

/** Rules of a container's environment; `errors` stands at `env`. */
export function validateEnv(env: readonly types.EnvVar[], errors: FieldErrors): void {
  for (const [index, { name, value, valueFrom }] of env.entries()) {
    if (!name) errors.at(index, 'name').required()
    else {
      const problems = checkEnvVarName(name)
      if (problems.length > 0) report(errors.at(index, 'name'), name, problems)
    }
    if (valueFrom) validateEnvSource(valueFrom, Boolean(value), errors.at(index, 'valueFrom'))
  }
}

const ENV_FIELDS = {
  exact: [
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.hostIP',
    'status.hostIPs',
    'status.podIP',
    'status.podIPs',
  ],
  subscripts: ['metadata.annotations', 'metadata.labels'],
}

const ENV_RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]

function validateEnvSource(source: types.EnvVarSource, hasValue: boolean, errors: FieldErrors): void {
  let count = 0
  if (source.fieldRef) {
    count++
    validateFieldRef(source.fieldRef, ENV_FIELDS, errors.at('fieldRef'))
  }
  if (source.resourceFieldRef) {
    count++
    validateResourceFieldRef(source.resourceFieldRef, ENV_RESOURCES, false, errors.at('resourceFieldRef'))
  }
  if (source.configMapKeyRef) {
    count++
    validateKeyRef(source.configMapKeyRef, errors.at('configMapKeyRef'))
  }
  if (source.secretKeyRef) {
    count++
    validateKeyRef(source.secretKeyRef, errors.at('secretKeyRef'))
  }
  if (source.fileKeyRef) {
    count++
    validateFileKeyRef(source.fileKeyRef, errors.at('fileKeyRef'))
  }
  if (count === 0)
    errors.invalid(
      '',
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    )
  else if (hasValue) errors.invalid('', 'may not be specified when `value` is not empty')
  else if (count > 1) errors.invalid('', 'may not have more than one field specified at a time')
}

function validateKeyRef({ name = '', key }: { name?: string; key: string }, errors: FieldErrors): void {
  checkName(name, checkSubdomain, errors.at('name'))
  requireName(key, checkConfigKey, errors.at('key'))
}

function validateFileKeyRef({ key, volumeName, path }: types.FileKeySelector, errors: FieldErrors): void {
  requireName(key, checkEnvVarName, errors.at('key'))
  requireName(volumeName, checkLabel, errors.at('volumeName'))
  if (!path) errors.at('path').required()
  else validateNoBacksteps(path, errors.at('path'))
}

/** Rules of `envFrom`; `errors` stands at it. */
export function validateEnvFrom(sources: readonly types.EnvFromSource[], errors: FieldErrors): void {
  for (const [index, { prefix, configMapRef, secretRef }] of sources.entries()) {
    const at = errors.at(index)
    if (prefix) checkName(prefix, checkEnvVarName, at.at('prefix'))
    if (configMapRef) requireName(configMapRef.name, checkSubdomain, at.at('configMapRef', 'name'))
    if (secretRef) requireName(secretRef.name, checkSubdomain, at.at('secretRef', 'name'))
    // Verbatim: these two name the list, not its item.
    if (!configMapRef && !secretRef) errors.invalid('', 'must specify one of: `configMapRef` or `secretRef`')
    else if (configMapRef && secretRef) errors.invalid('', 'may not have more than one field specified at a time')
  }
}
