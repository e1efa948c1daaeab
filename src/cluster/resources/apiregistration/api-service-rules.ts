import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel1035, checkSubdomain, report } from '../../apimachinery/names.ts'
import type { Mutable } from '../define-resource.ts'
import type { APIService } from '../generated/types.ts'

const HTTPS_PORT = 443
const MOST_GROUP_PRIORITY = 20_000
const MOST_VERSION_PRIORITY = 1000

/** Fills in the port of the service. */
export function defaultApiService({ spec }: Mutable<APIService>): void {
  if (spec?.service) (spec.service as Mutable<typeof spec.service>).port ??= HTTPS_PORT
}

/** Rules of an APIService. */
export function validateApiService({ metadata, spec }: APIService, errors: FieldErrors): void {
  const { group = '', version = '', groupPriorityMinimum = 0, versionPriority = 0 } = spec ?? {}
  const at = errors.at('spec')
  const wanted = `${version}.${group}`
  if (metadata.name && metadata.name !== wanted)
    errors
      .at('metadata', 'name')
      .invalid(metadata.name, `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(wanted)}`)
  if (group !== '') report(at.at('group'), group, checkSubdomain(group))
  else if (version !== 'v1') at.at('group').required('only v1 may have an empty group and it better be legacy kube')
  report(at.at('version'), version, checkLabel1035(version))
  checkPriority(groupPriorityMinimum, MOST_GROUP_PRIORITY, at.at('groupPriorityMinimum'))
  checkPriority(versionPriority, MOST_VERSION_PRIORITY, at.at('versionPriority'))
  if (spec) validateService(spec, at)
}

function checkPriority(value: number, most: number, errors: FieldErrors): void {
  if (value <= 0 || value > most) errors.invalid(value, `must be positive and less than ${most}`)
}

function validateService(
  { service, caBundle, insecureSkipTLSVerify }: NonNullable<APIService['spec']>,
  errors: FieldErrors,
): void {
  const insecure = errors.at('insecureSkipTLSVerify')
  if (!service) {
    if (caBundle) errors.at('caBundle').invalid(`${caBundle.length} bytes`, 'local APIServices may not have a caBundle')
    if (insecureSkipTLSVerify) insecure.invalid(true, 'local APIServices may not have insecureSkipTLSVerify')
    return
  }
  const at = errors.at('service')
  if (!service.namespace) at.at('namespace').required()
  if (!service.name) at.at('name').required()
  if (service.port !== undefined && (service.port < 1 || service.port > 65_535))
    at.at('port').invalid(service.port, 'port is not valid: must be between 1 and 65535, inclusive')
  if (insecureSkipTLSVerify && caBundle) insecure.invalid(true, 'may not be true if caBundle is present')
}
