import { formatQuantity, parseQuantity, quantityOf, quantityValue } from '../apimachinery/quantity.ts'
import type * as types from '../resources/generated/types.ts'
import type { KubeletContext } from './kubelet-context.ts'
import type { PodWorker } from './pod-worker.ts'

const REASON = 'Evicted'

/** Ends a pod that takes more of the node's disk than it may. */
export function checkStorage(worker: PodWorker, context: KubeletContext): void {
  if (!worker.active || worker.terminating) return
  const message = overLimit(worker)
  if (message) evict(worker, context, message)
}

/** Ends a pod for the good of the node; it is not started again. */
export function evict(worker: PodWorker, { recorder }: KubeletContext, message: string): void {
  recorder.event(worker.pod, 'Warning', REASON, message)
  void worker.evict(REASON, message, 0)
}

function overLimit({ pod, volumes, records }: PodWorker): string | undefined {
  let emptyDirs = 0
  for (const [name, { usage, limitBytes }] of volumes) {
    const used = usage?.() ?? 0
    emptyDirs += used
    if (limitBytes !== undefined && used > limitBytes)
      return `Usage of EmptyDir volume "${name}" exceeds the limit "${sizeText(limitBytes)}". `
  }
  const limits = (pod.spec?.containers ?? []).map(({ resources }) => storageLimit(resources))
  const written = records.map((record) => (record.current?.writtenBytes ?? 0) + (record.current?.log.bytes ?? 0))
  const total = written.reduce((sum, bytes) => sum + bytes, emptyDirs)
  if (limits.some((limit) => limit !== undefined)) {
    const sum = limits.reduce<number>((all, limit) => all + (limit ?? 0), 0)
    if (total > sum) return `Pod ephemeral local storage usage exceeds the total limit of containers ${sizeText(sum)}. `
  }
  for (const [index, record] of records.entries()) {
    const limit = storageLimit(record.spec.resources)
    if (limit !== undefined && written[index]! > limit)
      return `Container ${record.name} exceeded its local ephemeral storage limit "${sizeText(limit)}". `
  }
  return undefined
}

function storageLimit(resources: types.ResourceRequirements | undefined): number | undefined {
  const limit = resources?.limits?.['ephemeral-storage']
  return limit === undefined ? undefined : quantityValue(parseQuantity(limit))
}

const sizeText = (bytes: number) => formatQuantity(quantityOf(bytes, 'BinarySI'))
