import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { byteLength, checkSubdomain } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkName } from '../../shared/rules.ts'

const MAX_CREDENTIAL_SPEC_BYTES = 64 * 1024
const MAX_DOMAIN_BYTES = 256
const MAX_USER_BYTES = 104
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/
const DNS = /^[-a-zA-Z0-9]+(\.[-a-zA-Z0-9]+)*$/
// oxlint-disable-next-line no-control-regex -- Windows forbids them in names
const CONTROL = /[\u0000-\u001f\u007f]/
const USER = /^[^"/\\[\]:;|=,+*?<>@]+$/

/** Rules of Windows' part of a security context; `errors` stands at `windowsOptions`. */
export function validateWindowsOptions(options: types.WindowsSecurityContextOptions, errors: FieldErrors): void {
  checkName(options.gmsaCredentialSpecName, checkSubdomain, errors.at('gmsaCredentialSpecName'))
  const { gmsaCredentialSpec: spec, runAsUserName } = options
  if (spec !== undefined) {
    const at = errors.at('gmsaCredentialSpec')
    if (spec === '') at.invalid(spec, 'gmsaCredentialSpec cannot be an empty string')
    else if (byteLength(spec) > MAX_CREDENTIAL_SPEC_BYTES)
      at.invalid(spec, `gmsaCredentialSpec size must be under ${MAX_CREDENTIAL_SPEC_BYTES} bytes`)
  }
  if (runAsUserName !== undefined) validateUserName(runAsUserName, errors.at('runAsUserName'))
}

function validateUserName(name: string, errors: FieldErrors): void {
  if (name === '') return errors.invalid(name, 'runAsUserName cannot be an empty string')
  if (CONTROL.test(name)) return errors.invalid(name, 'runAsUserName cannot contain control characters')
  const parts = name.split('\\')
  if (parts.length > 2) return errors.invalid(name, 'runAsUserName cannot contain more than one backslash')
  const user = parts.at(-1)!
  if (parts.length === 2) {
    const domain = parts[0]!
    if (byteLength(domain) >= MAX_DOMAIN_BYTES)
      errors.invalid(name, `runAsUserName's Domain length must be under ${MAX_DOMAIN_BYTES} characters`)
    if (!NETBIOS.test(domain) && !DNS.test(domain))
      errors.invalid(name, "runAsUserName's Domain doesn't match the NetBios nor the DNS format")
  }
  if (user === '') errors.invalid(name, "runAsUserName's User cannot be empty")
  else if (byteLength(user) > MAX_USER_BYTES)
    errors.invalid(name, `runAsUserName's User length must not be longer than ${MAX_USER_BYTES} characters`)
  if (/^[. ]+$/.test(user)) errors.invalid(name, "runAsUserName's User cannot contain only periods or spaces")
  else if (user !== '' && !USER.test(user))
    errors.invalid(name, 'runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]')
}

/** HostProcess containers and others do not mix; `errors` stands at the pod's spec. */
export function validateHostProcess(spec: types.PodSpec, errors: FieldErrors): void {
  const forPod = spec.securityContext?.windowsOptions?.hostProcess
  let hostProcess = 0
  let total = 0
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'] as const)
    for (const [index, { securityContext }] of (spec[list] ?? []).entries()) {
      const own = securityContext?.windowsOptions?.hostProcess
      if (own !== undefined && forPod !== undefined && own !== forPod)
        errors
          .at(list, index, 'securityContext', 'windowsOptions', 'hostProcess')
          .invalid(own, `pod hostProcess value must be identical if both are specified, was ${forPod}`)
      total++
      if (own ?? forPod) hostProcess++
    }
  if (hostProcess === 0) return
  if (hostProcess !== total)
    errors.invalid('', 'If pod contains any hostProcess containers then all containers must be HostProcess containers')
  if (!spec.hostNetwork)
    errors.at('hostNetwork').invalid(false, 'hostNetwork must be true if pod contains any hostProcess containers')
}
