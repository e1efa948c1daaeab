import type { Pod, Toleration } from '../../resources/generated/types.ts'
import type { AdmissionPlugin } from './admission.ts'

const SECONDS = 300
const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']

/** Lets pods stay on a lost node for five minutes, unless they say otherwise. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  mutate({ resource, subresource, object, operation }) {
    if (
      !object ||
      (operation !== 'CREATE' && operation !== 'UPDATE') ||
      subresource !== '' ||
      resource.type.group !== '' ||
      resource.type.plural !== 'pods'
    )
      return
    const spec = (object as unknown as Pod).spec!
    const covered = (key: string) =>
      spec.tolerations?.some(
        (toleration) =>
          (!toleration.key || toleration.key === key) && (!toleration.effect || toleration.effect === 'NoExecute'),
      )
    const missing: Toleration[] = TAINTS.filter((key) => !covered(key)).map((key) => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: SECONDS,
    }))
    if (missing.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...missing]
  },
}
