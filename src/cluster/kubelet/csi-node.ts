import { isReason } from '../apimachinery/errors.ts'
import { CSINode, Node } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import type { KubeletContext } from './kubelet-context.ts'

const MIGRATED = 'storage.alpha.kubernetes.io/migrated-plugins'
/** The volume plugins of old whose volumes CSI drivers serve. */
const PLUGINS = ['aws-ebs', 'azure-disk', 'azure-file', 'cinder', 'gce-pd', 'portworx-volume', 'vsphere-volume']

/** Says that a node has no CSI driver yet, and which volumes it leaves to drivers. */
export async function registerCsiNode({ client, nodeName, log }: KubeletContext): Promise<void> {
  try {
    const { uid } = (await client.get(Node, nodeName)).metadata
    await client.create(CSINode, {
      metadata: {
        name: nodeName,
        annotations: { [MIGRATED]: PLUGINS.map((plugin) => `kubernetes.io/${plugin}`).join(',') },
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: nodeName, uid }],
      },
      // Verbatim: no list rather than an empty one.
      spec: { drivers: null as unknown as types.CSINodeDriver[] },
    })
  } catch (error) {
    if (!isReason(error, 'AlreadyExists'))
      log.warn(`cannot register the CSI drivers of ${nodeName}`, { error: String(error) })
  }
}
