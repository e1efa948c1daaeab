import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkPortName } from '../../apimachinery/names.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import { defineResource } from '../define-resource.ts'
import { NetworkPolicy } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, formatLabelSelector, nameColumn } from '../shared/columns.ts'
import { checkCidr, cidrWarnings, networkOf, parseCidr, contains } from '../shared/ip.ts'
import { checkName, checkPort, checkWord } from '../shared/rules.ts'

const DIRECTIONS = ['Ingress', 'Egress'] as const
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const

export const networkPolicy = defineResource<types.NetworkPolicy>({
  type: NetworkPolicy,
  defaults: defaultPolicy,
  validate: ({ spec }, errors) => validateSpec(spec!, errors.at('spec')),
  // Verbatim: what is wrong is said twice.
  validateUpdate({ spec }, _old, errors) {
    validateSpec(spec!, errors.at('spec'))
    validateSpec(spec!, errors.at('spec'))
  },
  warnings: ({ spec }) => [
    ...(spec!.ingress ?? []).flatMap(({ from }, index) => peerWarnings(from, `spec.ingress[${index}].from`)),
    ...(spec!.egress ?? []).flatMap(({ to }, index) => peerWarnings(to, `spec.egress[${index}].to`)),
  ],
  columns: [
    nameColumn,
    { name: 'Pod-Selector', value: ({ spec }) => formatLabelSelector(spec?.podSelector) },
    ageColumn,
  ],
})

function defaultPolicy(policy: types.NetworkPolicy): void {
  policy.spec ??= { podSelector: {} }
  const { spec } = policy
  for (const { ports } of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
    for (const port of ports ?? []) port.protocol ??= 'TCP'
  if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']
}

function validateSpec(
  { podSelector, ingress, egress, policyTypes }: types.NetworkPolicySpec,
  errors: FieldErrors,
): void {
  validateSelector(podSelector, errors.at('podSelector'))
  for (const [index, { ports, from }] of (ingress ?? []).entries()) {
    const at = errors.at('ingress', index)
    validatePorts(ports, at.at('ports'))
    validatePeers(from, at.at('from'))
  }
  for (const [index, { ports, to }] of (egress ?? []).entries()) {
    const at = errors.at('egress', index)
    validatePorts(ports, at.at('ports'))
    validatePeers(to, at.at('to'))
  }
  const at = errors.at('policyTypes')
  if ((policyTypes?.length ?? 0) > DIRECTIONS.length)
    return at.invalid(policyTypes, 'may not specify more than two policyTypes')
  for (const [index, direction] of (policyTypes ?? []).entries()) checkWord(direction, DIRECTIONS, at.at(index))
}

function validatePorts(ports: readonly types.NetworkPolicyPort[] | undefined, errors: FieldErrors): void {
  for (const [index, { protocol, port, endPort }] of (ports ?? []).entries()) {
    const at = errors.at(index)
    checkWord(protocol, PROTOCOLS, at.at('protocol'))
    if (port === undefined) {
      if (endPort !== undefined) at.at('endPort').invalid(endPort, 'may not be specified when `port` is not specified')
    } else if (typeof port === 'number') {
      checkPort(port, at.at('port'))
      if (endPort === undefined) continue
      if (endPort < port) at.at('endPort').invalid(port, 'must be greater than or equal to `port`')
      checkPort(endPort, at.at('endPort'))
    } else {
      if (endPort !== undefined) at.at('endPort').invalid(endPort, 'may not be specified when `port` is non-numeric')
      checkName(port, checkPortName, at.at('port'))
    }
  }
}

function validatePeers(peers: readonly types.NetworkPolicyPeer[] | undefined, errors: FieldErrors): void {
  for (const [index, { podSelector, namespaceSelector, ipBlock }] of (peers ?? []).entries()) {
    const at = errors.at(index)
    if (podSelector) validateSelector(podSelector, at.at('podSelector'))
    if (namespaceSelector) validateSelector(namespaceSelector, at.at('namespaceSelector'))
    if (ipBlock) validateBlock(ipBlock, at.at('ipBlock'))
    if (!podSelector && !namespaceSelector && !ipBlock) at.required('must specify a peer')
    else if (ipBlock && (podSelector || namespaceSelector))
      at.forbidden('may not specify both ipBlock and another peer')
  }
}

function validateBlock({ cidr, except }: types.IPBlock, errors: FieldErrors): void {
  if (!cidr) return errors.at('cidr').required()
  const problems = checkCidr(cidr)
  if (problems.length > 0) return checkName(cidr, checkCidr, errors.at('cidr'))
  const whole = parseCidr(cidr)!
  for (const [index, text] of (except ?? []).entries()) {
    const at = errors.at('except', index)
    const part = parseCidr(text)
    if (!part) checkName(text, checkCidr, at)
    else if (!contains(whole, networkOf(part)) || whole.length >= part.length)
      at.invalid(text, `must be a strict subset of \`cidr\``)
  }
}

function peerWarnings(peers: readonly types.NetworkPolicyPeer[] | undefined, path: string): string[] {
  return (peers ?? []).flatMap(({ ipBlock }, index) => {
    if (!ipBlock) return []
    const at = `${path}[${index}].ipBlock`
    return [
      ...cidrWarnings(`${at}.cidr`, ipBlock.cidr),
      ...(ipBlock.except ?? []).flatMap((text, number) => cidrWarnings(`${at}.except[${number}]`, text)),
    ]
  })
}
