import type { Service } from '#cluster'

const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-'

/** Annotations that AWS' cloud controller reads and this one cannot carry out, each without its prefix. */
const REFUSED = [
  'access-log-emit-interval',
  'access-log-enabled',
  'access-log-s3-bucket-name',
  'access-log-s3-bucket-prefix',
  'alpn-policy',
  'backend-protocol',
  'eip-allocations',
  'extra-security-groups',
  'private-ipv4-addresses',
  'proxy-protocol',
  'security-groups',
  'ssl-cert',
  'ssl-negotiation-policy',
  'ssl-ports',
  'subnets',
  'target-group-attributes',
  'target-node-labels',
] as const

/** What the annotations of a Service ask of its load balancer. */
export interface BalancerWishes {
  tags: { Key: string; Value: string }[]
  crossZone: boolean
  idleTimeoutSeconds: number | undefined
  /** Seconds to wait for connections of an instance that leaves. */
  drainingSeconds: number | undefined
  healthCheck: { Interval: number; Timeout: number; UnhealthyThreshold: number; HealthyThreshold: number }
  /** From where packets may come. */
  sourceRanges: readonly string[]
}

/** @throws Error for an annotation that cannot be carried out or is no number where one is due. */
export function wishesOf({ metadata, spec }: Service): BalancerWishes {
  const read = (name: string) => metadata.annotations?.[PREFIX + name]
  const refused = REFUSED.find((name) => read(name) !== undefined)
  if (refused !== undefined) throw new Error(`the annotation ${PREFIX}${refused} is not simulated here`)
  const number = (name: string) => {
    const text = read(name)
    if (text === undefined) return undefined
    if (!/^\d+$/.test(text)) throw new Error(`error parsing health check timeouts: ${PREFIX}${name}=${text}`)
    return Number(text)
  }
  const draining = read('connection-draining-enabled') === 'true'
  const ranges = metadata.annotations?.['service.beta.kubernetes.io/load-balancer-source-ranges']
  return {
    tags: tagsOf(read('additional-resource-tags')),
    crossZone: read('cross-zone-load-balancing-enabled') === 'true',
    idleTimeoutSeconds: number('connection-idle-timeout'),
    drainingSeconds: draining ? (number('connection-draining-timeout') ?? 300) : undefined,
    healthCheck: {
      Interval: number('healthcheck-interval') ?? 10,
      Timeout: number('healthcheck-timeout') ?? 5,
      UnhealthyThreshold: number('healthcheck-unhealthy-threshold') ?? 6,
      HealthyThreshold: number('healthcheck-healthy-threshold') ?? 2,
    },
    sourceRanges: spec?.loadBalancerSourceRanges ?? ranges?.split(',').map((range) => range.trim()) ?? ['0.0.0.0/0'],
  }
}

/** Whether another controller makes the load balancer of a Service, if there is one. */
export const isExternal = ({ metadata }: Service): boolean =>
  ['external', 'nlb-ip'].includes(metadata.annotations?.[`${PREFIX}type`] ?? '')

/** `team=a,env=dev` */
const tagsOf = (text = '') =>
  text
    .split(',')
    .map((pair) => pair.trim().split('='))
    .flatMap(([Key = '', Value = '']) => (Key === '' ? [] : [{ Key, Value }]))
