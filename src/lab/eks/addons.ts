import { parse } from 'yaml'
import type { Draft } from '#cluster'
import type { Addon } from './addons/addon.ts'
import { configure } from './addons/configure.ts'
import { coredns } from './addons/coredns.ts'
import { ebsCsiDriver } from './addons/ebs-csi-driver.ts'
import { kubeProxy } from './addons/kube-proxy.ts'
import { metricsServer } from './addons/metrics-server.ts'
import { podIdentityAgent } from './addons/pod-identity-agent.ts'
import { vpcCni } from './addons/vpc-cni.ts'

/** The add-ons that exist here, by their name in the EKS API: one line each. */
const ADDONS: Readonly<Record<string, Addon>> = {
  'vpc-cni': vpcCni,
  coredns,
  'kube-proxy': kubeProxy,
  'eks-pod-identity-agent': podIdentityAgent,
  'metrics-server': metricsServer,
  'aws-ebs-csi-driver': ebsCsiDriver,
}

type Configuration = Readonly<Record<string, unknown>>

/** The workloads of add-ons that are called otherwise, with the member of the configuration that is about them; all of it when `undefined`. */
const WORKLOADS: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'vpc-cni': { 'aws-node': undefined },
  'aws-ebs-csi-driver': { 'ebs-csi-controller': 'controller', 'ebs-csi-node': 'node' },
}

/** Which add-on, and what its owner wants of it. */
export interface AddonChoice {
  name: string
  version: string
  /** JSON or YAML that fits the add-on's schema. */
  configurationValues?: string
  /** The role of AWS for its service account. */
  serviceAccountRoleArn?: string
}

/** The objects of an add-on; `undefined` when there is none of that name. */
export function addonObjects(
  { name, version, configurationValues = '', serviceAccountRoleArn }: AddonChoice,
  region: string,
  dnsIp: string,
): Draft[] | undefined {
  const configuration = (parse(configurationValues) ?? {}) as Configuration
  const objects = ADDONS[name]?.({
    region,
    version,
    configuration,
    dnsIp,
    ...(serviceAccountRoleArn !== undefined && { serviceAccountRoleArn }),
  })
  const parts = WORKLOADS[name] ?? { [name]: undefined }
  return (
    objects &&
    Object.entries(parts).reduce(
      (made, [workload, part]) =>
        configure(made, workload, part === undefined ? configuration : ((configuration[part] ?? {}) as Configuration)),
      objects,
    )
  )
}

/** What EKS installs by itself, in the versions of Kubernetes 1.35. */
export const DEFAULT_ADDONS = [
  { name: 'vpc-cni', version: 'v1.21.1-eksbuild.7' },
  { name: 'kube-proxy', version: 'v1.35.3-eksbuild.2' },
  { name: 'coredns', version: 'v1.13.2-eksbuild.4' },
] as const
