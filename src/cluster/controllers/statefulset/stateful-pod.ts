import type { Draft } from '../../apimachinery/object.ts'
import { StatefulSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { controllerReference } from '../shared/claim.ts'
import { podFromTemplate } from '../shared/pod-control.ts'
import { REVISION_HASH } from '../shared/revisions.ts'

const POD_NAME = 'statefulset.kubernetes.io/pod-name'
const POD_INDEX = 'apps.kubernetes.io/pod-index'

/** The ordinal of the first pod. */
export const startOf = ({ spec }: types.StatefulSet): number => spec?.ordinals?.start ?? 0

export const replicasOf = ({ spec }: types.StatefulSet): number => spec?.replicas ?? 1

/** The ordinal in the name of a set's pod; -1 when the name is not one that the set gives. */
export function ordinalOf(set: types.StatefulSet, { metadata }: Pick<types.Pod, 'metadata'>): number {
  const prefix = `${set.metadata.name}-`
  const rest = metadata.name.startsWith(prefix) ? metadata.name.slice(prefix.length) : ''
  return /^(0|[1-9]\d*)$/.test(rest) ? Number(rest) : -1
}

/** Whether the set asks for a pod of that ordinal. */
export function isWanted(set: types.StatefulSet, ordinal: number): boolean {
  return ordinal >= startOf(set) && ordinal < startOf(set) + replicasOf(set)
}

/** The name of the claim that a template makes for a pod. */
export function claimName(set: types.StatefulSet, template: types.PersistentVolumeClaim, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`
}

/** The set as a revision has it: with that revision's template. */
export function asOf(set: types.StatefulSet, revision: types.ControllerRevision): types.StatefulSet {
  const { template } = (revision.data as unknown as { spec: { template: types.PodTemplateSpec & { $patch?: string } } })
    .spec
  const { $patch: _directive, ...kept } = template
  return { ...set, spec: { ...set.spec!, template: kept } }
}

/** The pod of an ordinal, from the template of a revision. */
export function statefulPod(
  set: types.StatefulSet,
  revision: types.ControllerRevision,
  ordinal: number,
): Draft<types.Pod> {
  const { metadata, spec } = podFromTemplate(
    asOf(set, revision).spec!.template,
    set,
    controllerReference(StatefulSet, set),
  )
  const name = `${set.metadata.name}-${ordinal}`
  const labels = {
    ...metadata.labels,
    [POD_NAME]: name,
    [POD_INDEX]: String(ordinal),
    [REVISION_HASH]: revision.metadata.name,
  }
  return {
    metadata: { ...metadata, name, labels },
    spec: {
      ...spec!,
      hostname: name,
      ...(set.spec?.serviceName && { subdomain: set.spec.serviceName }),
      ...claimVolumes(set, spec!, ordinal),
    },
  }
}

function claimVolumes(
  set: types.StatefulSet,
  { volumes = [] }: types.PodSpec,
  ordinal: number,
): { volumes?: types.Volume[] } {
  const mine = (set.spec?.volumeClaimTemplates ?? []).map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal) },
  }))
  const all = [...mine, ...volumes.filter(({ name }) => !mine.some((volume) => volume.name === name))]
  return all.length > 0 ? { volumes: all } : {}
}

/** What is wrong with a pod's identity, as a merge patch; `undefined` when it is right. */
export function identityPatch(
  set: types.StatefulSet,
  { metadata }: types.Pod,
  ordinal: number,
): { [label: string]: string } | undefined {
  const wanted = { [POD_NAME]: `${set.metadata.name}-${ordinal}`, [POD_INDEX]: String(ordinal) }
  return Object.entries(wanted).every(([label, value]) => metadata.labels?.[label] === value) ? undefined : wanted
}
