import { sha256, toHex, toSeconds } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import { Node, Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import type { KubeletContext } from './kubelet-context.ts'
import type { PodWorker } from './pod-worker.ts'

const CONFIG = 'kubernetes.io/config'

interface StaticPod {
  hash: string
  mirror: types.Pod
  worker: PodWorker
}

/** Pods from manifests in a folder of the node. The API server only has a mirror of each. */
export class StaticPods {
  readonly #context: KubeletContext
  readonly #byFile = new Map<string, StaticPod>()

  constructor(context: KubeletContext) {
    this.#context = context
  }

  isMirror({ metadata }: types.Pod): boolean {
    return metadata.annotations?.[`${CONFIG}.mirror`] !== undefined
  }

  /** Whether a worker's pod comes from a manifest. */
  owns(pod: types.Pod): boolean {
    return this.isMirror(pod)
  }

  /** Starts what is new in the folder, ends what is gone. */
  async sync(start: (pod: types.Pod) => PodWorker, drop: (worker: PodWorker) => void): Promise<void> {
    const { host, settings } = this.#context
    const folder = settings.staticPodPath
    const names = host.files.isDirectory(folder)
      ? host.files.list(folder).filter((name) => /\.(ya?ml|json)$/.test(name))
      : []
    const seen = new Set<string>()
    for (const name of names) {
      const text = host.files.readText(`${folder}/${name}`)
      const hash = toHex(sha256(new TextEncoder().encode(text))).slice(0, 32)
      const known = this.#byFile.get(name)
      seen.add(name)
      if (known?.hash === hash) continue
      if (known) await this.#end(name, known, drop)
      const mirror = await this.#createMirror(await this.#read(text, hash))
      if (mirror) this.#byFile.set(name, { hash, mirror, worker: start(mirror) })
    }
    for (const [name, pod] of this.#byFile) if (!seen.has(name)) await this.#end(name, pod, drop)
  }

  /** The mirror is written anew when somebody deletes it; the pod goes on. */
  onMirror(type: 'added' | 'updated' | 'deleted', object: types.Pod): void {
    const pod = [...this.#byFile.values()].find(
      ({ mirror }) =>
        mirror.metadata.name === object.metadata.name && mirror.metadata.namespace === object.metadata.namespace,
    )
    if (!pod) return type === 'deleted' ? undefined : void this.#removeMirror(object)
    if (type === 'deleted') {
      if (object.metadata.uid === pod.mirror.metadata.uid) void this.#renew(pod)
    } else if (object.metadata.deletionTimestamp) void this.#removeMirror(object)
    else pod.worker.adopt(object)
  }

  async #read(text: string, hash: string): Promise<types.Pod> {
    const { parse } = await import('yaml')
    const pod = parse(text) as types.Pod
    const { nodeName, clock } = this.#context
    const { name, namespace = 'default', labels, annotations } = pod.metadata
    const metadata = {
      name: `${name}-${nodeName}`,
      namespace,
      ...(labels && { labels }),
      annotations: {
        ...annotations,
        [`${CONFIG}.hash`]: hash,
        [`${CONFIG}.mirror`]: hash,
        [`${CONFIG}.seen`]: toSeconds(clock.now()),
        [`${CONFIG}.source`]: 'file',
      },
    }
    const tolerations = [{ effect: 'NoExecute', operator: 'Exists' }, ...(pod.spec?.tolerations ?? [])]
    return {
      ...pod,
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: metadata as Partial<types.Pod['metadata']> as types.Pod['metadata'],
      spec: { ...pod.spec!, nodeName, tolerations },
    }
  }

  async #createMirror(pod: types.Pod): Promise<types.Pod | undefined> {
    const { client, nodeName, log } = this.#context
    try {
      const { uid } = (await client.get(Node, nodeName)).metadata
      const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name: nodeName, uid, controller: true }]
      const { metadata, spec } = pod
      const draft = {
        metadata: {
          name: metadata.name,
          annotations: metadata.annotations!,
          ...(metadata.labels && { labels: metadata.labels }),
          ownerReferences,
        },
        spec: spec!,
      }
      return await client.create(Pod, draft, { namespace: metadata.namespace! })
    } catch (error) {
      log.warn(`cannot mirror static pod ${pod.metadata.name}`, { error: String(error) })
      return undefined
    }
  }

  async #renew(pod: StaticPod): Promise<void> {
    if (![...this.#byFile.values()].includes(pod)) return
    const {
      uid: _uid,
      resourceVersion: _version,
      creationTimestamp: _created,
      deletionTimestamp: _deleted,
      ...metadata
    } = pod.mirror.metadata
    const mirror = await this.#createMirror({ ...pod.mirror, metadata: metadata as types.Pod['metadata'] })
    if (!mirror) return
    pod.mirror = mirror
    pod.worker.adopt(mirror)
  }

  async #end(name: string, pod: StaticPod, drop: (worker: PodWorker) => void): Promise<void> {
    this.#byFile.delete(name)
    await pod.worker.stop(pod.mirror.spec?.terminationGracePeriodSeconds ?? 30)
    drop(pod.worker)
    await this.#removeMirror(pod.mirror)
  }

  async #removeMirror({ metadata }: types.Pod): Promise<void> {
    const { client, log } = this.#context
    try {
      await client.delete(Pod, metadata.name, { namespace: metadata.namespace!, gracePeriodSeconds: 0 })
    } catch (error) {
      if (!isReason(error, 'NotFound')) log.warn(`cannot delete mirror ${metadata.name}`, { error: String(error) })
    }
  }
}
