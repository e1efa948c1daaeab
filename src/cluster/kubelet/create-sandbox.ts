import { sleep } from '#base'
import { RuntimeClass } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { AddressError, type KubeletContext } from './kubelet-context.ts'
import { BACK_OFF, DELAYS } from './lifecycle.ts'
import { PodSandbox } from './runtime/sandbox.ts'
import type { Outcome } from './step-outcome.ts'

const NETWORK_RETRY_MS = 1000

const NETWORK_NOT_READY =
  'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized'

/**
 * Makes the sandbox of a pod: its network and what its containers share.
 * @returns the sandbox, or when to try again after what went wrong was said in an event
 */
export async function createSandbox(
  pod: types.Pod,
  context: KubeletContext,
  signal: AbortSignal,
): Promise<PodSandbox | Exclude<Outcome, 'done'>> {
  const { clock, host, ids, settings, addresses, recorder, log } = context
  const { spec, metadata } = pod
  const problem = (message: string) => {
    const text = `Failed to create pod sandbox: rpc error: code = Unknown desc = ${message}`
    recorder.event(pod, 'Warning', 'FailedCreatePodSandBox', text)
    return { retryAtMs: clock.now() + BACK_OFF.sync.firstMs }
  }
  if (spec?.runtimeClassName) {
    const { handler } = await context.client.get(RuntimeClass, spec.runtimeClassName)
    if (handler !== 'runc')
      return problem(
        `unable to get OCI runtime for sandbox "${ids.hex(64)}": no runtime for "${handler}" is configured`,
      )
  }
  const resumed = context.resumed && pod.status?.podIP !== undefined
  if (!resumed && !spec?.hostNetwork && host.files.list('/etc/cni/net.d').length === 0) {
    recorder.event(pod, 'Warning', 'NetworkNotReady', NETWORK_NOT_READY)
    return { retryAtMs: clock.now() + NETWORK_RETRY_MS }
  }
  if (!resumed) await sleep(clock, DELAYS.sandboxMs, signal)
  try {
    const ip = spec?.hostNetwork ? undefined : addresses.allocate(pod)
    const { clusterDomain, clusterDns } = settings
    return new PodSandbox({ host, pod, ip, clusterDomain, clusterDns })
  } catch (error) {
    if (!(error instanceof AddressError)) throw error
    log.info(`no address for ${metadata.name}`)
    return problem(`failed to setup network for sandbox "${ids.hex(64)}": ${error.message}`)
  }
}
