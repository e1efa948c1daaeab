import { formatQuantity } from '../../../apimachinery/quantity.ts'
import { roundAmounts } from '../../shared/round-amounts.ts'
import type * as types from '../../generated/types.ts'
import { aggregateRequests, isPodResource } from './pod-resources.ts'
import { defaultClaimSpec } from '../volumes/claim-spec.ts'

/** Fills what the author of a pod, or of a pod template, left out. */
export function defaultPodSpec(spec: types.PodSpec): void {
  spec.dnsPolicy ??= 'ClusterFirst'
  spec.restartPolicy ??= 'Always'
  spec.securityContext ??= {}
  spec.terminationGracePeriodSeconds ??= 30
  spec.schedulerName ??= 'default-scheduler'
  mirrorServiceAccount(spec)
  for (const volume of spec.volumes ?? []) defaultVolume(volume)
  for (const list of LISTS) for (const container of spec[list] ?? []) defaultContainer(container)
  if (spec.resources) roundResources(spec.resources)
}

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const

/** What only pods are given, not templates. */
export function defaultPod(pod: types.Pod): void {
  const spec = (pod.spec ??= { containers: [] })
  for (const list of ['containers', 'initContainers'] as const)
    for (const container of spec[list] ?? []) {
      requestLimits(container.resources)
      if (spec.hostNetwork) for (const port of container.ports ?? []) port.hostPort ??= port.containerPort
    }
  requestForPod(spec)
  spec.enableServiceLinks ??= true
  defaultPodSpec(spec)
}

// The old name of the field is kept beside the new one, which wins.
function mirrorServiceAccount(spec: types.PodSpec): void {
  const name = spec.serviceAccountName || spec.serviceAccount
  if (!name) return
  spec.serviceAccountName = name
  spec.serviceAccount = name
}

/** What is limited and not asked for is asked for up to the limit. */
function requestLimits(resources: types.ResourceRequirements | undefined): void {
  if (!resources?.limits) return
  for (const name in resources.limits) (resources.requests ??= {})[name] ??= resources.limits[name]!
}

/** A pod that is limited as a whole asks for what its containers ask for together, else for what it is limited to. */
function requestForPod(spec: types.PodSpec): void {
  const { limits, requests = {} } = spec.resources ?? {}
  if (!limits || Object.keys(limits).length === 0) return
  const names = new Set(Object.keys(limits))
  for (const { resources } of [...(spec.containers ?? []), ...(spec.initContainers ?? [])])
    for (const name of Object.keys(resources?.requests ?? {})) names.add(name)
  for (const name of names) {
    if (!isPodResource(name) || requests[name] !== undefined) continue
    const aggregate = aggregateRequests(spec, name)
    const amount = aggregate.nanos > 0n ? formatQuantity(aggregate) : limits[name]
    if (amount !== undefined) requests[name] = amount
  }
  spec.resources = { ...spec.resources, limits, requests }
}

/** Fills what the author of a container left out. */
export function defaultContainer(container: types.Container): void {
  container.imagePullPolicy ??= defaultPullPolicy(container.image)
  container.terminationMessagePath ??= '/dev/termination-log'
  container.terminationMessagePolicy ??= 'File'
  container.resources ??= {}
  roundResources(container.resources)
  for (const port of container.ports ?? []) port.protocol ||= 'TCP'
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ??= 'v1'
    if (valueFrom?.resourceFieldRef) valueFrom.resourceFieldRef.divisor ??= '0'
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe])
    if (probe) defaultProbe(probe)
  defaultHttpGet(container.lifecycle?.postStart?.httpGet)
  defaultHttpGet(container.lifecycle?.preStop?.httpGet)
}

function defaultProbe(probe: types.Probe): void {
  probe.timeoutSeconds ??= 1
  probe.periodSeconds ??= 10
  probe.successThreshold ??= 1
  probe.failureThreshold ??= 3
  defaultHttpGet(probe.httpGet)
  if (probe.grpc) probe.grpc.service ??= ''
}

function defaultHttpGet(action: types.HTTPGetAction | undefined): void {
  if (!action) return
  action.path ||= '/'
  action.scheme ||= 'HTTP'
}

const PART = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*'
const IMAGE_NAME = new RegExp(`^(?:[A-Za-z0-9.-]+(?::\\d+)?/)?${PART}(?:/${PART})*$`)
const HASH = /^[a-f0-9]{64}$/
const MAX_IMAGE_NAME = 255

/** An image that may mean another one tomorrow is looked for each time. */
export function defaultPullPolicy(image = ''): string {
  if (image.includes('@')) return 'IfNotPresent'
  const tag = /:([^/]*)$/.exec(image)?.[1]
  const name = tag === undefined ? image : image.slice(0, -tag.length - 1)
  // What cannot be the name of an image is not looked for at all.
  if (!IMAGE_NAME.test(name) || name.length > MAX_IMAGE_NAME || HASH.test(name)) return 'IfNotPresent'
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent'
}

function roundResources({ limits, requests }: types.ResourceRequirements): void {
  roundAmounts(limits)
  roundAmounts(requests)
}

function defaultVolume(volume: types.Volume): void {
  if (!hasSource(volume)) volume.emptyDir = {}
  if (volume.secret) volume.secret.defaultMode ??= FILE_MODE
  if (volume.configMap) volume.configMap.defaultMode ??= FILE_MODE
  if (volume.hostPath) volume.hostPath.type ??= ''
  if (volume.image) volume.image.pullPolicy ??= defaultPullPolicy(volume.image.reference)
  if (volume.downwardAPI) {
    volume.downwardAPI.defaultMode ??= FILE_MODE
    defaultDownwardFiles(volume.downwardAPI.items)
  }
  if (volume.projected) {
    volume.projected.defaultMode ??= FILE_MODE
    for (const { serviceAccountToken, downwardAPI } of volume.projected.sources ?? []) {
      if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= 3600
      defaultDownwardFiles(downwardAPI?.items)
    }
  }
  if (volume.ephemeral?.volumeClaimTemplate) defaultClaimSpec(volume.ephemeral.volumeClaimTemplate.spec)
  defaultAzureDisk(volume.azureDisk)
}

const FILE_MODE = 0o644

function hasSource(volume: types.Volume): boolean {
  for (const field in volume) if (field !== 'name') return true
  return false
}

function defaultDownwardFiles(items: readonly types.DownwardAPIVolumeFile[] = []): void {
  for (const { fieldRef, resourceFieldRef } of items) {
    if (fieldRef) fieldRef.apiVersion ??= 'v1'
    if (resourceFieldRef) resourceFieldRef.divisor ??= '0'
  }
}

/** Fills what the author of an Azure disk left out. */
export function defaultAzureDisk(disk: types.AzureDiskVolumeSource | undefined): void {
  if (!disk) return
  disk.cachingMode ??= 'ReadWrite'
  disk.kind ??= 'Shared'
  disk.fsType ??= 'ext4'
  disk.readOnly ??= false
}
