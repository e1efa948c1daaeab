import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { internalForm, type Shape } from '../../shared/internal-form.ts'
import { checkRange, checkWord } from '../../shared/rules.ts'
import { validateWindowsOptions } from './windows.ts'

const MAX_ID = 2_147_483_647
const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'] as const
const PROFILE: Shape = [
  ['Type', 'type', ''],
  ['LocalhostProfile', 'localhostProfile', null],
]
const SECURITY_CONTEXT: Shape = [
  [
    'Capabilities',
    'capabilities',
    null,
    [
      ['Add', 'add', null],
      ['Drop', 'drop', null],
    ],
  ],
  ['Privileged', 'privileged', null],
  [
    'SELinuxOptions',
    'seLinuxOptions',
    null,
    [
      ['User', 'user', ''],
      ['Role', 'role', ''],
      ['Type', 'type', ''],
      ['Level', 'level', ''],
    ],
  ],
  [
    'WindowsOptions',
    'windowsOptions',
    null,
    [
      ['GMSACredentialSpecName', 'gmsaCredentialSpecName', null],
      ['GMSACredentialSpec', 'gmsaCredentialSpec', null],
      ['RunAsUserName', 'runAsUserName', null],
      ['HostProcess', 'hostProcess', null],
    ],
  ],
  ['RunAsUser', 'runAsUser', null],
  ['RunAsGroup', 'runAsGroup', null],
  ['RunAsNonRoot', 'runAsNonRoot', null],
  ['ReadOnlyRootFilesystem', 'readOnlyRootFilesystem', null],
  ['AllowPrivilegeEscalation', 'allowPrivilegeEscalation', null],
  ['ProcMount', 'procMount', null],
  ['SeccompProfile', 'seccompProfile', null, PROFILE],
  ['AppArmorProfile', 'appArmorProfile', null, PROFILE],
]

/** Rules of a container's security context; `errors` stands at it. */
export function validateSecurityContext(
  context: types.SecurityContext,
  hostUsers: boolean | undefined,
  errors: FieldErrors,
): void {
  checkRange(context.runAsUser, 0, MAX_ID, errors.at('runAsUser'))
  checkRange(context.runAsGroup, 0, MAX_ID, errors.at('runAsGroup'))
  if (context.procMount !== undefined) {
    checkWord(context.procMount, ['Default', 'Unmasked'], errors.at('procMount'))
    if (context.procMount === 'Unmasked' && hostUsers !== false)
      errors.at('procMount').invalid(context.procMount, '`hostUsers` must be false to use `Unmasked`')
  }
  if (context.seccompProfile) validateSeccompProfile(context.seccompProfile, errors.at('seccompProfile'))
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged)
      errors.invalid(
        internalForm(context, SECURITY_CONTEXT),
        'cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      )
    if (context.capabilities?.add?.includes('CAP_SYS_ADMIN'))
      errors.invalid(
        internalForm(context, SECURITY_CONTEXT),
        'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
      )
  }
  if (context.windowsOptions) validateWindowsOptions(context.windowsOptions, errors.at('windowsOptions'))
  if (context.appArmorProfile) validateAppArmorProfile(context.appArmorProfile, errors.at('appArmorProfile'))
}

function validateSeccompProfile(profile: types.SeccompProfile, errors: FieldErrors): void {
  const { type, localhostProfile } = profile
  if (!type) errors.at('type').required('type is required when seccompProfile is set')
  else checkWord(type, PROFILE_TYPES, errors.at('type'))
  const at = errors.at('localhostProfile')
  if (type === 'Localhost') {
    if (localhostProfile === undefined) at.required('must be set when seccomp type is Localhost')
    else if (localhostProfile.startsWith('/')) at.invalid(localhostProfile, 'must be a relative path')
    else if (localhostProfile.split('/').includes('..')) at.invalid(localhostProfile, "must not contain '..'")
  } else if (localhostProfile !== undefined)
    at.invalid(internalForm(profile, PROFILE), 'can only be set when seccomp type is Localhost')
}

const MAX_PROFILE_BYTES = 4095

function validateAppArmorProfile({ type, localhostProfile }: types.AppArmorProfile, errors: FieldErrors): void {
  if (!type) return errors.at('type').required('type is required when appArmorProfile is set')
  checkWord(type, PROFILE_TYPES, errors.at('type'))
  const at = errors.at('localhostProfile')
  if (type !== 'Localhost') {
    if (localhostProfile !== undefined) at.invalid(localhostProfile, 'can only be set when AppArmor type is Localhost')
    return
  }
  if (localhostProfile === undefined) return at.required('must be set when AppArmor type is Localhost')
  const trimmed = localhostProfile.trim()
  if (trimmed !== localhostProfile) at.invalid(localhostProfile, 'must not be padded with whitespace')
  else if (trimmed === '') at.required('must be set when AppArmor type is Localhost')
  if (localhostProfile.length > MAX_PROFILE_BYTES) at.tooLong(MAX_PROFILE_BYTES)
}

const SYSCTL_PATTERN = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$'
const SYSCTL = new RegExp(SYSCTL_PATTERN.replace('[\\./]', '[./]'))

/** Rules of the security context of a whole pod; `errors` stands at the pod's spec. */
export function validatePodSecurityContext(spec: types.PodSpec, errors: FieldErrors): void {
  const at = errors.at('securityContext')
  if (spec.shareProcessNamespace && spec.hostPID)
    at.at('shareProcessNamespace').invalid(true, 'ShareProcessNamespace and HostPID cannot both be enabled')
  const context = spec.securityContext
  if (!context) return
  checkRange(context.fsGroup, 0, MAX_ID, at.at('fsGroup'))
  checkRange(context.runAsUser, 0, MAX_ID, at.at('runAsUser'))
  checkRange(context.runAsGroup, 0, MAX_ID, at.at('runAsGroup'))
  for (const [index, group] of (context.supplementalGroups ?? []).entries())
    checkRange(group, 0, MAX_ID, at.at('supplementalGroups', index))
  if (context.sysctls) validateSysctls(context.sysctls, spec, at.at('sysctls'))
  checkWord(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], at.at('fsGroupChangePolicy'))
  if (context.seccompProfile) validateSeccompProfile(context.seccompProfile, at.at('seccompProfile'))
  if (context.windowsOptions) validateWindowsOptions(context.windowsOptions, at.at('windowsOptions'))
  if (context.appArmorProfile) validateAppArmorProfile(context.appArmorProfile, at.at('appArmorProfile'))
  checkWord(context.supplementalGroupsPolicy, ['Merge', 'Strict'], at.at('supplementalGroupsPolicy'))
  checkWord(context.seLinuxChangePolicy, ['Recursive'], at.at('seLinuxChangePolicy'))
}

function validateSysctls(sysctls: readonly types.Sysctl[], spec: types.PodSpec, errors: FieldErrors): void {
  const names = new Set<string>()
  for (const [index, { name }] of sysctls.entries()) {
    const at = errors.at(index, 'name')
    if (!name) at.required()
    else if (name.length > 253 || !SYSCTL.test(name))
      at.invalid(name, `must have at most 253 characters and match regex ${SYSCTL_PATTERN}`)
    else if (names.has(name)) at.duplicate(name)
    names.add(name)
    const dotted = name.includes('/') && !name.split('/')[0]!.includes('.') ? name.replaceAll('/', '.') : name
    if (spec.hostNetwork && dotted.startsWith('net.'))
      at.invalid(name, "may not be specified when 'hostNetwork' is true")
    if (spec.hostIPC && /^(kernel\.(msg(max|mnb|mni)|sem|shm(all|max|mni|_rmid_forced))$|fs\.mqueue\.)/.test(dotted))
      at.invalid(name, "may not be specified when 'hostIPC' is true")
  }
}
