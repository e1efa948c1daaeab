import { checkLabelValue } from '../../../apimachinery/names.ts'
import { parseQuantity } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import { ipWarnings } from '../../shared/ip.ts'
import { APP_ARMOR_CONTAINER } from './annotations.ts'
import { portWarnings } from './port-warnings.ts'
import { overlappingPathWarnings } from './path-warnings.ts'

/** Labels of nodes that have new names, and what to say of the old ones. */
const OLD_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
}

/** What to say of an old label of nodes, if it is one. */
export function oldLabelWarning(label: string): string | undefined {
  return Object.hasOwn(OLD_LABELS, label) ? OLD_LABELS[label] : undefined
}

const OLD_ANNOTATIONS: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
}
const SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead'
const APP_ARMOR = 'deprecated since v1.30; use the "appArmorProfile" field instead'

/** Sources of volumes that nobody should use any more, and what to say of them. */
export const OLD_VOLUMES: Readonly<Record<string, string>> = {
  gitRepo: 'deprecated in v1.11, and disabled by default in v1.33+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
}

/** Collects the warnings of one pod or template, in the order of the real server. */
class Warnings {
  readonly list: string[] = []
  /** `spec`, `spec.template.spec`. */
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  add(field: string, text: string): void {
    this.list.push(`${this.path}.${field}: ${text}`)
  }
}

/**
 * What to warn the author of a pod or a template of.
 * @param prefix `''` for pods, `spec.template.` for templates.
 */
export function podWarnings(
  spec: types.PodSpec,
  annotations: Readonly<Record<string, string>> | undefined,
  prefix: string,
): string[] {
  const warnings = new Warnings(`${prefix}spec`)
  const ofPod = prefix === '' ? appArmorWarnings(annotations, prefix) : []
  for (const key of Object.keys(spec.nodeSelector ?? {})) {
    const text = oldLabelWarning(key)
    if (text) warnings.add(`nodeSelector[${key}]`, text)
  }
  warnOfNodeAffinity(spec, warnings)
  warnOfSpread(spec, warnings)
  for (const key of Object.keys(OLD_ANNOTATIONS))
    if (annotations?.[key] !== undefined)
      warnings.list.push(`${prefix}metadata.annotations[${key}]: ${OLD_ANNOTATIONS[key]}`)
  warnOfVolumes(spec, warnings)
  warnOfRepeatedNames(spec, warnings)
  warnOfFractions(spec.overhead, 'overhead', ['memory', 'ephemeral-storage'], warnings)
  for (const key of Object.keys(annotations ?? {}))
    if (
      key.startsWith('seccomp.security.alpha.kubernetes.io/') ||
      key.startsWith('container.seccomp.security.alpha.kubernetes.io/')
    )
      warnings.list.push(`${prefix}metadata.annotations[${key}]: ${SECCOMP}`)
  if (prefix !== '') warnings.list.push(...appArmorWarnings(annotations, prefix))
  for (const list of ['initContainers', 'containers'] as const)
    for (const [index, container] of (spec[list] ?? []).entries())
      warnOfContainer(container, `${list}[${index}]`, warnings)
  warnings.list.push(...portWarnings(spec, warnings.path))
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0)
    warnings.add('terminationGracePeriodSeconds', 'must be >= 0; negative values are invalid and will be treated as 1')
  warnOfPodAffinity(spec, warnings)
  for (const [index, address] of (spec.dnsConfig?.nameservers ?? []).entries())
    warnings.list.push(...ipWarnings(`${warnings.path}.dnsConfig.nameservers[${index}]`, address))
  for (const [index, { ip }] of (spec.hostAliases ?? []).entries())
    warnings.list.push(...ipWarnings(`${warnings.path}.hostAliases[${index}].ip`, ip))
  return [...ofPod, ...warnings.list]
}

function appArmorWarnings(annotations: Readonly<Record<string, string>> = {}, prefix: string): string[] {
  return Object.keys(annotations)
    .filter((key) => key.startsWith(APP_ARMOR_CONTAINER))
    .map((key) => `${prefix}metadata.annotations[${key}]: ${APP_ARMOR}`)
}

function warnOfNodeAffinity({ affinity }: types.PodSpec, warnings: Warnings): void {
  const { nodeAffinity } = affinity ?? {}
  const required = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const preferred = nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  const path = 'affinity.nodeAffinity'
  for (const [index, term] of required.entries())
    warnOfTerm(term, `${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${index}]`, warnings)
  for (const [index, { preference }] of preferred.entries()) {
    const at = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`
    warnOfTerm(preference, at, warnings)
    warnOfValues(preference, at, warnings)
  }
}

/** Where a requirement would be refused, a preference matches nothing. */
function warnOfValues({ matchExpressions = [] }: types.NodeSelectorTerm, path: string, warnings: Warnings): void {
  for (const [index, { values = [] }] of matchExpressions.entries())
    for (const [at, value] of values.entries())
      for (const problem of checkLabelValue(value))
        warnings.add(`${path}.matchExpressions[${index}].values[${at}]`, `${value} is invalid, ${problem}`)
}

function warnOfTerm({ matchExpressions = [] }: types.NodeSelectorTerm, path: string, warnings: Warnings): void {
  for (const [index, { key }] of matchExpressions.entries()) {
    const text = oldLabelWarning(key)
    if (text) warnings.add(`${path}.matchExpressions[${index}].key`, `${key} is ${text}`)
  }
}

const NULL_SELECTOR = 'a null labelSelector results in matching no pod'

function warnOfSpread({ topologySpreadConstraints = [] }: types.PodSpec, warnings: Warnings): void {
  for (const [index, { topologyKey, labelSelector }] of topologySpreadConstraints.entries()) {
    const text = oldLabelWarning(topologyKey)
    if (text) warnings.add(`topologySpreadConstraints[${index}].topologyKey`, `${topologyKey} is ${text}`)
    if (!labelSelector) warnings.add(`topologySpreadConstraints[${index}].labelSelector`, NULL_SELECTOR)
  }
}

function warnOfPodAffinity({ affinity }: types.PodSpec, warnings: Warnings): void {
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const path = `affinity.${kind}`
    const required = affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    const preferred = affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    for (const [index, { labelSelector }] of required.entries())
      if (!labelSelector)
        warnings.add(`${path}.requiredDuringSchedulingIgnoredDuringExecution[${index}].labelSelector`, NULL_SELECTOR)
    for (const [index, { podAffinityTerm }] of preferred.entries())
      if (!podAffinityTerm.labelSelector)
        warnings.add(
          `${path}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm.labelSelector`,
          NULL_SELECTOR,
        )
  }
}

function warnOfVolumes({ volumes = [] }: types.PodSpec, warnings: Warnings): void {
  for (const [index, volume] of volumes.entries()) {
    for (const source of Object.keys(volume)) {
      const text = Object.hasOwn(OLD_VOLUMES, source) ? OLD_VOLUMES[source] : undefined
      // Verbatim: one is called by another name than on the wire.
      if (text) warnings.add(`volumes[${index}].${source === 'storageos' ? 'storageOS' : source}`, text)
    }
    const claim = volume.ephemeral?.volumeClaimTemplate?.spec
    const path = `volumes[${index}].ephemeral.volumeClaimTemplate.spec.resources.requests`
    warnOfFractions(claim?.resources?.requests, path, ['storage'], warnings)
  }
  for (const volume of volumes) warnings.list.push(...overlappingPathWarnings(volume))
}

function warnOfRepeatedNames({ hostAliases = [], imagePullSecrets = [] }: types.PodSpec, warnings: Warnings): void {
  const repeated = (values: readonly string[], report: (index: number, value: string) => void) => {
    for (const [index, value] of values.entries()) if (values.indexOf(value) < index) report(index, value)
  }
  repeated(
    hostAliases.map(({ ip }) => ip),
    (index, ip) => warnings.add(`hostAliases[${index}].ip`, `duplicate ip ${JSON.stringify(ip)}`),
  )
  repeated(
    imagePullSecrets.map(({ name = '' }) => name),
    (index, name) => warnings.add(`imagePullSecrets[${index}].name`, `duplicate name ${JSON.stringify(name)}`),
  )
  for (const [index, { name }] of imagePullSecrets.entries())
    if (!name) warnings.add(`imagePullSecrets[${index}].name`, 'invalid empty name ""')
}

function warnOfContainer({ env = [], resources }: types.Container, path: string, warnings: Warnings): void {
  for (const name of ['memory', 'ephemeral-storage'])
    for (const amounts of ['limits', 'requests'] as const)
      warnOfFractions(resources?.[amounts], `${path}.resources.${amounts}`, [name], warnings)
  const names = new Set<string>()
  for (const [index, { name }] of env.entries()) {
    if (names.has(name))
      warnings.add(
        `${path}.env[${index}]`,
        `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`,
      )
    names.add(name)
  }
}

function warnOfFractions(
  amounts: Readonly<Record<string, types.Quantity>> | undefined,
  path: string,
  names: readonly string[],
  warnings: Warnings,
): void {
  for (const name of names) {
    const amount = amounts?.[name]
    if (amount !== undefined && isFraction(amount)) warnings.add(`${path}[${name}]`, fractionText(amount))
  }
}

/** Whether an amount of bytes is not whole. */
export function isFraction(amount: types.Quantity): boolean {
  return parseQuantity(amount).nanos % 1_000_000_000n !== 0n
}

/** The warning of an amount of bytes that is not whole. */
export function fractionText(amount: types.Quantity): string {
  return `fractional byte value ${JSON.stringify(amount)} is invalid, must be an integer`
}
