import { elbv2Errors } from './errors.ts'
import type { Attribute } from './state.ts'

/** Attributes of a new load balancer. */
export const defaultLoadBalancerAttributes = (type: 'application' | 'network'): Attribute[] =>
  toAttributes({
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'deletion_protection.enabled': 'false',
    'load_balancing.cross_zone.enabled': String(type === 'application'),
    ...(type === 'application' && {
      'idle_timeout.timeout_seconds': '60',
      'routing.http.desync_mitigation_mode': 'defensive',
      'routing.http.drop_invalid_header_fields.enabled': 'false',
      'routing.http.preserve_host_header.enabled': 'false',
      'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
      'routing.http.xff_client_port.enabled': 'false',
      'routing.http.xff_header_processing.mode': 'append',
      'routing.http2.enabled': 'true',
      'waf.fail_open.enabled': 'false',
    }),
  })

/** Attributes of a new target group. */
export const defaultTargetGroupAttributes = (): Attribute[] =>
  toAttributes({
    'stickiness.enabled': 'false',
    'deregistration_delay.timeout_seconds': '300',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  })

const toAttributes = (values: Record<string, string>): Attribute[] =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }))

/** `current` with changes laid over it.
 *  @throws AwsError for attributes that there are not. */
export function changeAttributes(
  current: readonly Attribute[],
  changes: readonly Partial<Attribute>[],
  kind: string,
): Attribute[] {
  const unknown = changes.find((change) => !current.some((attribute) => attribute.Key === change.Key))
  if (unknown) throw elbv2Errors.validation(`${kind} attribute key '${unknown.Key}' is not recognized`)
  return current.map((attribute) => ({
    ...attribute,
    Value: changes.find((change) => change.Key === attribute.Key)?.Value ?? attribute.Value,
  }))
}
