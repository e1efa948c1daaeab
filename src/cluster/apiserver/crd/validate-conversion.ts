import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel1035, report } from '../../apimachinery/names.ts'
import type { CustomResourceDefinitionSpec, WebhookClientConfig } from '../../resources/generated/types.ts'

/** Rules of how a definition's versions are converted. */
export function validateConversion(
  { conversion, preserveUnknownFields }: CustomResourceDefinitionSpec,
  errors: FieldErrors,
): void {
  const at = errors.at('conversion')
  const strategy = conversion?.strategy ?? ''
  if (preserveUnknownFields && strategy !== 'None')
    at.at('strategy').invalid(strategy, 'must be None if spec.preserveUnknownFields is true')
  if (strategy !== 'None' && strategy !== 'Webhook') {
    if (strategy === '') at.at('strategy').required()
    else at.at('strategy').notSupported(strategy, ['None', 'Webhook'])
  }
  if (strategy === 'Webhook') {
    const client = conversion?.webhook?.clientConfig
    const clientAt = at.at('webhookClientConfig')
    if (!client) clientAt.required('required when strategy is set to Webhook')
    else validateClient(client, clientAt)
    validateReviewVersions(conversion?.webhook?.conversionReviewVersions ?? [], at.at('conversionReviewVersions'))
  } else if (conversion?.webhook)
    at.at('webhookClientConfig').forbidden('should not be set when strategy is not set to Webhook')
  if (preserveUnknownFields)
    errors
      .at('preserveUnknownFields')
      .invalid(
        true,
        'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
      )
}

function validateClient({ url, service }: WebhookClientConfig, errors: FieldErrors): void {
  if ((url === undefined) === (service === undefined)) errors.required('exactly one of url or service is required')
  if (url !== undefined) validateUrl(url, errors.at('url'))
  if (!service) return
  const at = errors.at('service')
  if (!service.name) at.at('name').required('service name is required')
  if (!service.namespace) at.at('namespace').required('service namespace is required')
  if (service.port !== undefined && (service.port < 1 || service.port > 65_535))
    at.at('port').invalid(service.port, 'port is not valid: must be between 1 and 65535, inclusive')
}

function validateUrl(url: string, errors: FieldErrors): void {
  const form = '; desired format: https://host[/path]'
  if (!URL.canParse(url)) {
    errors.required(`url must be a valid URL: parse ${JSON.stringify(url)}: invalid URI for request${form}`)
    return
  }
  const { protocol, host, username, hash, search } = new URL(url)
  const scheme = protocol.slice(0, -1)
  // Verbatim: the server forgets a quotation mark here.
  if (scheme !== 'https') {
    const message = `Invalid value: ${JSON.stringify(scheme)}: 'https' is the only allowed URL scheme${form}`
    errors.list.push({ reason: 'FieldValueInvalid', field: errors.path, message })
  }
  if (host === '') errors.invalid('', `host must be specified${form}`)
  if (username !== '') errors.invalid(username, 'user information is not permitted in the URL')
  if (hash !== '') errors.invalid(hash.slice(1), 'fragments are not permitted in the URL')
  if (search !== '') errors.invalid(search.slice(1), 'query parameters are not permitted in the URL')
}

function validateReviewVersions(versions: readonly string[], errors: FieldErrors): void {
  if (versions.length === 0) {
    errors.required()
    return
  }
  const seen = new Set<string>()
  versions.forEach((version, index) => {
    if (seen.has(version)) errors.at(index).invalid(version, 'duplicate version')
    else report(errors.at(index), version, checkLabel1035(version))
    seen.add(version)
  })
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1'))
    errors.invalid(versions, 'must include at least one of v1, v1beta1')
}
