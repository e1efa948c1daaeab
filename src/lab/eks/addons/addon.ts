import type { Draft } from '#cluster'

/** What an add-on is made for. */
export interface AddonContext {
  region: string
  /** `v1.13.2-eksbuild.4` */
  version: string
  /** What the add-on's configuration values say; checked already. */
  configuration: Readonly<Record<string, unknown>>
  /** The address of the cluster's DNS Service. */
  dnsIp: string
  /** The role of AWS that the add-on's service account is to become. */
  serviceAccountRoleArn?: string
}

/** An add-on: the objects that it puts into a cluster. */
export type Addon = (context: AddonContext) => Draft[]
