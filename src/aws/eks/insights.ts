import { bytesOf } from '../wire/http.ts'
import { EKS_VERSIONS, findVersion } from './data/versions.ts'
import { ADDONS } from './data/addons.ts'
import { sha256, toHex } from '#base'
import type { ClusterRecord } from './model/cluster.ts'
import type { Scope } from '../scope.ts'

/** What EKS has found out about a cluster. */
export interface Insight {
  id: string
  name: string
  category: 'UPGRADE_READINESS' | 'MISCONFIGURATION'
  kubernetesVersion?: string
  lastRefreshTime: number
  lastTransitionTime: number
  description: string
  insightStatus: { status: 'PASSING' | 'WARNING' | 'ERROR' | 'UNKNOWN'; reason: string }
  recommendation: string
  additionalInfo: Record<string, string>
  resources: { insightStatus: { status: string; reason: string }; kubernetesResourceUri?: string; arn?: string }[]
  categorySpecificSummary: {
    deprecationDetails: never[]
    addonCompatibilityDetails: { name: string; compatibleVersions: string[] }[]
  }
}

const minor = (version: string) => Number(version.split('.')[1])

/** The insights of a cluster, looked at now. They speak of the next version. */
export function insightsOf({ account }: Scope, record: ClusterRecord): Insight[] {
  const { cluster } = record
  const next = `1.${minor(cluster.version) + 1}`
  if (!findVersion(next)) return []
  const refreshed = record.insightsRefresh?.endedAt ?? cluster.createdAt
  const make = (
    spec: Pick<Insight, 'name' | 'description' | 'recommendation' | 'insightStatus'> & Partial<Insight>,
  ): Insight => ({
    id: idOf(cluster.arn, spec.name),
    category: 'UPGRADE_READINESS',
    kubernetesVersion: next,
    lastRefreshTime: Math.min(refreshed, account.clock.now()),
    lastTransitionTime: cluster.createdAt,
    additionalInfo: {},
    resources: [],
    categorySpecificSummary: { deprecationDetails: [], addonCompatibilityDetails: [] },
    ...spec,
  })
  return [make(kubeletSkew(record, next)), make(addonCompatibility(record, next)), make(clusterHealth(record))]
}

function idOf(arn: string, name: string): string {
  const hex = toHex(sha256(bytesOf(`${arn} ${name}`)))
  return [hex.slice(0, 8), hex.slice(8, 12), '4' + hex.slice(13, 16), '8' + hex.slice(17, 20), hex.slice(20, 32)].join(
    '-',
  )
}

function kubeletSkew(record: ClusterRecord, next: string) {
  const late = Object.values(record.nodegroups).filter((nodegroup) => minor(next) - minor(nodegroup.version) > 3)
  const behind = Object.values(record.nodegroups).filter((nodegroup) => minor(next) - minor(nodegroup.version) === 3)
  const status = late.length > 0 ? ('ERROR' as const) : behind.length > 0 ? ('WARNING' as const) : ('PASSING' as const)
  return {
    name: 'Kubelet version skew',
    description:
      'Checks for kubelet versions of worker nodes in the cluster to see if upgrade would cause noncompliance with supported Kubernetes kubelet version skew policy.',
    recommendation:
      'You should update kubelet versions of worker nodes that are not compliant with the supported version skew policy before you upgrade the cluster.',
    insightStatus: {
      status,
      reason:
        status === 'PASSING'
          ? 'Node kubelet versions match the cluster control plane version.'
          : 'Node kubelet versions would not match the supported version skew after an upgrade.',
    },
    additionalInfo: { 'Kubelet version skew policy': 'https://kubernetes.io/releases/version-skew-policy/#kubelet' },
    resources: [...late, ...behind].map((nodegroup) => ({
      insightStatus: { status, reason: `Node group runs kubelet ${nodegroup.version}` },
      arn: nodegroup.nodegroupArn,
    })),
  }
}

function addonCompatibility(record: ClusterRecord, next: string) {
  const details = Object.values(record.addons).map((addon) => {
    const releases = ADDONS.find((kind) => kind.name === addon.addonName)?.releases ?? []
    const compatibleVersions = releases.filter(({ fits }) => fits.includes(next)).map(({ version }) => version)
    return {
      name: addon.addonName,
      arn: addon.addonArn,
      compatibleVersions,
      fits: compatibleVersions.includes(addon.addonVersion),
    }
  })
  const failing = details.filter((detail) => !detail.fits)
  return {
    name: 'EKS add-on version compatibility',
    description:
      'Checks version of installed EKS add-ons to ensure they are compatible with the next version of Kubernetes.',
    recommendation:
      'Upgrade EKS add-on versions that are not compatible with the next version of Kubernetes before upgrading the cluster.',
    insightStatus:
      failing.length === 0
        ? {
            status: 'PASSING' as const,
            reason: 'All installed EKS add-on versions are compatible with next Kubernetes version.',
          }
        : {
            status: 'ERROR' as const,
            reason: 'Installed EKS add-on versions are not compatible with next Kubernetes version.',
          },
    resources: failing.map(({ arn }) => ({ insightStatus: { status: 'ERROR', reason: 'Not compatible' }, arn })),
    categorySpecificSummary: {
      deprecationDetails: [],
      addonCompatibilityDetails: details.map(({ name, compatibleVersions }) => ({ name, compatibleVersions })),
    },
  }
}

function clusterHealth({ cluster }: ClusterRecord) {
  const { issues } = cluster.health
  return {
    name: 'Cluster health issues',
    description:
      'Checks for any cluster health issues that prevent successful upgrade to the next Kubernetes version on EKS.',
    recommendation: 'Ensure there are no cluster health issues before upgrading to the next Kubernetes version on EKS.',
    insightStatus:
      issues.length === 0
        ? { status: 'PASSING' as const, reason: 'No cluster health issues detected.' }
        : { status: 'ERROR' as const, reason: 'Cluster has health issues.' },
    additionalInfo: { 'EKS cluster health': `Newest version on EKS: ${EKS_VERSIONS[0]!.version}` },
  }
}
