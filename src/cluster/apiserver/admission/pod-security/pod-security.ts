import { forbidden, invalid } from '../../../apimachinery/errors.ts'
import { FieldErrors } from '../../../apimachinery/field-errors.ts'
import * as kinds from '../../../resources/generated/kinds.ts'
import type { Namespace, Pod } from '../../../resources/generated/types.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from '../admission.ts'
import { podSecurityChecks } from './checks.ts'

type Mode = 'enforce' | 'audit' | 'warn'

const LABEL = 'pod-security.kubernetes.io/'
const WORKLOADS = new Set([
  'deployments',
  'replicasets',
  'statefulsets',
  'daemonsets',
  'jobs',
  'cronjobs',
  'replicationcontrollers',
  'podtemplates',
])
const LEVELS = ['privileged', 'baseline', 'restricted']
const VERSION = /^(latest|v1\.(0|[1-9][0-9]*))$/
const MOST_PODS_LISTED = 10

/** Holds pods to the Pod Security Standard that their namespace's labels choose; workloads and namespaces get warnings. */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  validate(attributes, context) {
    const { resource, subresource, operation, object } = attributes
    if (!object || operation === 'DELETE' || (subresource !== '' && subresource !== 'ephemeralcontainers')) return
    const { plural, group } = resource.type
    if (plural === 'namespaces' && group === '') {
      checkLabels(attributes)
      return warnOfExistingPods(attributes, context)
    }
    const isPod = plural === 'pods' && group === ''
    if (!isPod && !WORKLOADS.has(plural)) return
    const namespace = context.read(kinds.Namespace, attributes.namespace)
    if (!namespace) return
    const pod = isPod ? (object as unknown as Pod) : templateOf(object)
    if (!pod?.spec) return
    if (isPod && operation === 'UPDATE' && samePodSpec(attributes)) return
    if (isPod) {
      const violation = evaluate(namespace, 'enforce', pod)
      if (violation) throw forbidden(resource.type, object.metadata.name, `violates ${violation}`)
    }
    const warning = evaluate(namespace, 'warn', pod)
    if (warning) attributes.warnings.push(`would violate ${warning}`)
  },
}

/** @throws StatusError Invalid for labels that say no level or no version */
function checkLabels({ object, oldObject }: AdmissionAttributes): void {
  const { name, labels = {} } = object!.metadata
  const before = oldObject?.metadata.labels ?? {}
  const errors = new FieldErrors('metadata').at('labels')
  for (const mode of ['enforce', 'audit', 'warn'] as const) {
    const level = labels[`${LABEL}${mode}`]
    const version = labels[`${LABEL}${mode}-version`]
    if (level !== undefined && level !== before[`${LABEL}${mode}`] && !LEVELS.includes(level))
      errors.key(`${LABEL}${mode}`).invalid(level, `must be one of ${LEVELS.join(', ')}`)
    if (version !== undefined && version !== before[`${LABEL}${mode}-version`] && !VERSION.test(version))
      errors.key(`${LABEL}${mode}-version`).invalid(version, 'must be "latest" or "v1.x"')
  }
  if (errors.list.length > 0) throw invalid({ group: '', kind: 'Namespace' }, name, errors.list)
}

/** Only the images and a few other fields of a running pod can change, none of which a check reads. */
function samePodSpec({ object, oldObject, subresource }: AdmissionAttributes): boolean {
  return subresource === '' && JSON.stringify(object!.spec) === JSON.stringify(oldObject!.spec)
}

function templateOf(object: NonNullable<AdmissionAttributes['object']>): Pod | undefined {
  const { spec, template } = object as unknown as {
    spec?: { template?: unknown; jobTemplate?: { spec?: { template?: unknown } } }
    template?: unknown
  }
  return (spec?.template ?? spec?.jobTemplate?.spec?.template ?? template) as Pod | undefined
}

function levelOf({ metadata }: Namespace, mode: Mode): { level: string; version: string } {
  const level = metadata.labels?.[`${LABEL}${mode}`] ?? 'privileged'
  return { level, version: metadata.labels?.[`${LABEL}${mode}-version`] ?? 'latest' }
}

/** `PodSecurity "restricted:latest": reason (detail), …`, or `undefined` when nothing is wrong. */
function evaluate(namespace: Namespace, mode: Mode, pod: Pod): string | undefined {
  const { level, version } = levelOf(namespace, mode)
  const found = violationsOf(level, pod)
  if (found.length === 0) return undefined
  return `PodSecurity "${level}:${version}": ${found.map(({ reason, detail }) => `${reason} (${detail})`).join(', ')}`
}

function violationsOf(level: string, pod: Pod) {
  if (level !== 'baseline' && level !== 'restricted') return []
  const replaced = new Set(podSecurityChecks.map(({ replaces }) => replaces))
  return podSecurityChecks
    .filter((check) => check.level === 'baseline' || level === 'restricted')
    .filter((check) => level !== 'restricted' || !replaced.has(check.id))
    .flatMap((check) => check.run(pod) ?? [])
}

function warnOfExistingPods(
  { object, oldObject, operation, warnings }: AdmissionAttributes,
  context: AdmissionContext,
): void {
  if (operation !== 'UPDATE') return
  const namespace = object as unknown as Namespace
  const { level, version } = levelOf(namespace, 'enforce')
  const before = levelOf(oldObject as unknown as Namespace, 'enforce')
  if (level === before.level && version === before.version) return
  const byReasons = new Map<string, string[]>()
  for (const pod of context.readAll(kinds.Pod, namespace.metadata.name)) {
    const reasons = violationsOf(level, pod)
      .map(({ reason }) => reason)
      .join(', ')
    if (reasons) byReasons.set(reasons, [...(byReasons.get(reasons) ?? []), pod.metadata.name])
  }
  if (byReasons.size === 0) return
  warnings.push(
    `existing pods in namespace ${JSON.stringify(namespace.metadata.name)} violate the new PodSecurity enforce level "${level}:${version}"`,
  )
  const lines = [...byReasons].map(([reasons, names]) => {
    const others = names.length - 1
    const more = others === 0 ? '' : ` (and ${others} other pod${others === 1 ? '' : 's'})`
    return `${names[0]}${more}: ${reasons}`
  })
  warnings.push(...lines.sort().slice(0, MOST_PODS_LISTED))
}
