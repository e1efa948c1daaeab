import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'

/** Rules of the system that a pod is made for; `errors` stands at the pod's spec. */
export function validateOs(spec: types.PodSpec, errors: FieldErrors): void {
  const { os } = spec
  if (!os) return
  if (!os.name) return errors.at('os', 'name').required()
  if (os.name === 'linux') return forbidWindows(spec, errors)
  if (os.name === 'windows') return forbidLinux(spec, errors)
  // Verbatim: the path lacks the field.
  errors.at('os').notSupported(os.name, ['linux', 'windows'])
}

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const

function forbidWindows(spec: types.PodSpec, errors: FieldErrors): void {
  const text = 'windows options cannot be set for a linux pod'
  if (spec.securityContext?.windowsOptions) errors.at('securityContext', 'windowsOptions').forbidden(text)
  for (const list of LISTS)
    for (const [index, { securityContext }] of (spec[list] ?? []).entries())
      if (securityContext?.windowsOptions) errors.at(list, index, 'securityContext', 'windowsOptions').forbidden(text)
}

const POD_FIELDS_BEFORE = ['hostPID', 'hostIPC'] as const
const CONTEXT_FIELDS = ['seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls'] as const
const CONTEXT_FIELDS_AFTER = ['runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy'] as const
const CONTAINER_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const

function forbidLinux(spec: types.PodSpec, errors: FieldErrors): void {
  const text = 'cannot be set for a windows pod'
  const context = spec.securityContext ?? {}
  for (const field of POD_FIELDS_BEFORE) if (spec[field]) errors.at(field).forbidden(text)
  if (spec.hostUsers !== undefined) errors.at('hostUsers').forbidden(text)
  if (context.appArmorProfile) errors.at('securityContext', 'appArmorProfile').forbidden(text)
  for (const field of CONTEXT_FIELDS)
    if (context[field] !== undefined) errors.at('securityContext', field).forbidden(text)
  if (spec.shareProcessNamespace !== undefined) errors.at('shareProcessNamespace').forbidden(text)
  for (const field of CONTEXT_FIELDS_AFTER)
    if (context[field] !== undefined) errors.at('securityContext', field).forbidden(text)
  for (const list of LISTS)
    for (const [index, { securityContext = {} }] of (spec[list] ?? []).entries())
      for (const field of CONTAINER_FIELDS)
        if (securityContext[field] !== undefined) errors.at(list, index, 'securityContext', field).forbidden(text)
}
