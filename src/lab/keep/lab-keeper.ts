import type { Log } from '#base'
import { Store as ClusterStore } from '#cluster'
import type { Lab, LabSnapshot } from '../lab.ts'
import type { Storage } from './storage.ts'

/** A change of a cluster's store as it is kept. */
type KeptChange = Parameters<ClusterStore['replay']>[0]

/** Changes of one cluster after which a new snapshot replaces the old one and its changes. */
const CHANGES_PER_SNAPSHOT = 2000
/** After a failure, such as a full disk. */
const RETRY_MS = 5_000

const KIND = 'lab'
const changesOf = (host: string) => `changes:${host}`

/** A lab as it was kept, with every change that was acknowledged before the process ended. */
export async function readKeptLab(storage: Storage, id: string): Promise<LabSnapshot | undefined> {
  const kept = (await storage.getDocument(id, KIND, 'snapshot')) as LabSnapshot | undefined
  if (!kept) return undefined
  const account = (await storage.getDocument(id, KIND, 'account')) as LabSnapshot['account'] | undefined
  if (account) kept.account = account
  for (const { host, cluster } of kept.clusters) {
    const clusterStore = new ClusterStore({ now: Date.now, snapshot: cluster.store })
    for (const { value } of await storage.readLog(id, changesOf(host))) {
      const change = value as KeptChange
      // Older ones are in the snapshot, and were about to be trimmed.
      if (change.revision > clusterStore.revision) clusterStore.replay(change)
    }
    cluster.store = clusterStore.snapshot()
  }
  return kept
}

/** Forgets a kept lab. */
export async function forgetLab(storage: Storage, { id, clusters }: Lab): Promise<void> {
  await storage.deleteDocuments(id, KIND)
  for (const host of clusters.keys()) await storage.trimLog(id, changesOf(host), Number.MAX_SAFE_INTEGER)
}

/** Writes what happens in a lab to the storage, as it happens. */
export interface LabKeeper {
  /** Calls back after anything changed in the lab. */
  onChange(listener: () => void): void
  /** Writes a whole snapshot. */
  save(): Promise<void>
  /** Ends the writing; `save` first. */
  close(): void
}

/** Starts to keep a lab. The first snapshot is to be saved by the caller. */
export function keepLab(options: { storage: Storage; lab: Lab; log: Log }): LabKeeper {
  const { storage, lab, log } = options
  const { id } = lab
  const listeners = new Set<() => void>()
  const watched = new Map<string, () => void>()
  let unsaved = 0
  let closed = false
  let saving: Promise<void> | undefined
  let again = false

  let retry: NodeJS.Timeout | undefined
  const failed = (error: unknown) => {
    if (retry || closed) return
    log.error('a lab could not be kept and is tried again: is there room on the disk of the state?', { id, error })
    // What was not written is in the next snapshot.
    retry = setTimeout(() => {
      retry = undefined
      void save()
    }, RETRY_MS)
  }
  const changed = () => listeners.forEach((listener) => listener())

  /** Looks for clusters that came or went. @returns whether there were any, whose keys are in the snapshot only. */
  function watchClusters(): boolean {
    let isNews = false
    for (const [host, { cluster }] of lab.clusters) {
      if (watched.has(host)) continue
      let pending: KeptChange[] = []
      const flush = () => {
        const values = pending
        pending = []
        storage.append(id, changesOf(host), values).catch(failed)
        changed()
        unsaved += values.length
        if (unsaved > CHANGES_PER_SNAPSHOT) void save()
      }
      const end = cluster.store.onChange(({ revision, resource, key, object, deleted }) => {
        // What one request or reconciliation writes in a row is written together.
        if (pending.push({ revision, resource, key, object, deleted }) === 1) queueMicrotask(flush)
      })
      watched.set(host, end)
      isNews = true
    }
    for (const [host, end] of watched) {
      if (lab.clusters.has(host)) continue
      end()
      watched.delete(host)
      isNews = true
    }
    return isNews
  }

  function save(): Promise<void> {
    if (saving) {
      // What has changed since the running snapshot was taken needs another one.
      again = true
      return saving
    }
    saving = writeSnapshot()
      .catch(failed)
      .then(() => {
        saving = undefined
        if (!again) return undefined
        again = false
        return save()
      })
    return saving
  }

  async function writeSnapshot(): Promise<void> {
    unsaved = 0
    const snapshot = await lab.snapshot()
    await storage.putDocument(id, KIND, 'snapshot', snapshot)
    for (const { host, cluster } of snapshot.clusters) {
      const entries = await storage.readLog(id, changesOf(host))
      const last = entries.findLast(({ value }) => (value as KeptChange).revision <= cluster.store.revision)
      if (last) await storage.trimLog(id, changesOf(host), last.position)
    }
  }

  let accountChanged = false
  const endAccount = lab.account.onChange(() => {
    if (watchClusters()) void save()
    if (accountChanged) return
    accountChanged = true
    queueMicrotask(() => {
      accountChanged = false
      if (closed) return
      storage.putDocument(id, KIND, 'account', lab.account.snapshot()).catch(failed)
      changed()
    })
  })
  watchClusters()

  return {
    onChange: (listener) => void listeners.add(listener),
    save,
    close() {
      closed = true
      clearTimeout(retry)
      endAccount()
      for (const end of watched.values()) end()
    },
  }
}
