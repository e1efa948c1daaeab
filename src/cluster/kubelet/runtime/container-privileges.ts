import { parseQuantity, quantityValue } from '../../apimachinery/quantity.ts'
import { ALL_CAPABILITIES, capabilityBits, type Privileges } from '../../machine/process/privileges.ts'
import type * as types from '../../resources/generated/types.ts'

/** What containerd grants where nothing is said. */
const DEFAULTS = capabilityBits([
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
])
const GUARANTEED_SCORE = -997
const BEST_EFFORT_SCORE = 1000
/** From here on a priority is one of the system's own. */
const SYSTEM_PRIORITY = 2_000_000_000

/** The privileges of a container, by its security context and its quality of service. @param nodeMemoryBytes what the node has in all */
export function containerPrivileges(pod: types.Pod, container: types.Container, nodeMemoryBytes: number): Privileges {
  const { capabilities, privileged, allowPrivilegeEscalation } = container.securityContext ?? {}
  return {
    capabilities: privileged ? ALL_CAPABILITIES : granted(capabilities),
    noNewPrivileges: allowPrivilegeEscalation === false,
    oomScoreAdjust: oomScoreAdjust(pod, container, nodeMemoryBytes),
  }
}

function granted({ add = [], drop = [] }: types.Capabilities = {}): bigint {
  const names = (list: readonly string[]) => list.map((name) => name.toUpperCase().replace(/^CAP_/, ''))
  const dropped = names(drop)
  const start = names(add).includes('ALL') ? ALL_CAPABILITIES : dropped.includes('ALL') ? 0n : DEFAULTS
  return (start & ~capabilityBits(dropped)) | capabilityBits(names(add))
}

/** The more of the node's memory a container has asked for, the later it is killed. */
function oomScoreAdjust(pod: types.Pod, { resources }: types.Container, nodeMemoryBytes: number): number {
  if ((pod.spec?.priority ?? 0) >= SYSTEM_PRIORITY || pod.status?.qosClass === 'Guaranteed') return GUARANTEED_SCORE
  if (pod.status?.qosClass === 'BestEffort') return BEST_EFFORT_SCORE
  const request = resources?.requests?.['memory']
  const bytes = request === undefined ? 0 : quantityValue(parseQuantity(request))
  const score = 1000 - Math.floor((1000 * bytes) / nodeMemoryBytes)
  return Math.min(BEST_EFFORT_SCORE - 1, Math.max(1000 + GUARANTEED_SCORE, score))
}
