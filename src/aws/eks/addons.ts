import { isObject } from '#base'
import { ADDONS, type AddonKind } from './data/addons.ts'
import { eksErrors } from './errors.ts'
import { findCluster } from './clusters.ts'
import { parse } from 'yaml'
import type { Addon } from './model/addon.ts'
import type { ClusterRecord } from './model/cluster.ts'
import type { Scope } from '../scope.ts'

/** A cluster and an add-on. */
export interface AddonKey {
  clusterName: string
  addonName: string
}

/** An add-on of a cluster.
 *  @throws AwsError ResourceNotFoundException. */
export function findAddon(scope: Scope, { clusterName, addonName }: AddonKey): { record: ClusterRecord; addon: Addon } {
  const record = findCluster(scope, clusterName)
  const addon = record.addons[addonName]
  if (!addon) throw eksErrors.noSuchAddon(addonName, clusterName)
  return { record, addon }
}

/** ARN for the authorization of actions on an add-on. */
export function addonResources(scope: Scope, { clusterName, addonName }: AddonKey): string[] {
  const existing = scope.here.eks.clusters[clusterName]?.addons[addonName]
  return [existing?.addonArn ?? `arn:aws:eks:${scope.region}:${scope.account.id}:addon/${clusterName}/${addonName}/*`]
}

/** What EKS knows of an add-on.
 *  @throws AwsError InvalidParameterException. */
export function addonKind(name: string, clusterName?: string): AddonKind {
  const kind = ADDONS.find((candidate) => candidate.name === name)
  if (!kind) throw eksErrors.unknownAddon(name, clusterName)
  return kind
}

/** The wanted version, or the default one, for a version of Kubernetes.
 *  @throws AwsError InvalidParameterException. */
export function addonVersion(
  kind: AddonKind,
  kubernetesVersion: string,
  wanted: string | undefined,
  clusterName: string,
): string {
  const release = kind.releases.find(({ version, fits, defaultFor }) =>
    wanted === undefined || wanted === 'latest'
      ? defaultFor.includes(kubernetesVersion)
      : version === wanted && fits.includes(kubernetesVersion),
  )
  if (!release) throw eksErrors.unknownAddonVersion(kind.name, clusterName)
  return release.version
}

/** Configuration must be JSON or YAML, and of members that the add-on's schema has.
 *  @throws AwsError InvalidParameterException. */
export function checkConfiguration(kind: AddonKind, text: string | undefined): void {
  if (text === undefined || text === '') return
  const unknown = unknownMember(kind.schema, parseConfiguration(text, kind.name))
  if (unknown !== undefined) {
    throw eksErrors.invalidParameter(
      `ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.${unknown}: is not defined in the schema and the schema does not allow additional properties]`,
      { addonName: kind.name },
    )
  }
}

interface Schema {
  additionalProperties?: unknown
  properties?: Readonly<Record<string, Schema>>
}

/** The path of a member that the schema does not allow. */
function unknownMember({ additionalProperties, properties = {} }: Schema, values: object): string | undefined {
  for (const [key, value] of Object.entries(values) as [string, unknown][]) {
    const schema = properties[key]
    if (!schema) {
      if (additionalProperties === false) return key
    } else if (isObject(value)) {
      const inner = unknownMember(schema, value)
      if (inner !== undefined) return `${key}.${inner}`
    }
  }
  return undefined
}

function parseConfiguration(text: string, addonName: string): object {
  try {
    const values: unknown = parse(text)
    if (isObject(values)) return values
  } catch {
    // What is wrong with it makes no difference: EKS says the same in each case.
  }
  throw eksErrors.invalidParameter('ConfigurationValue provided in request is not valid JSON or YAML', { addonName })
}

/** An add-on as the API answers it. */
export function viewAddon(addon: Addon): object {
  const kind = ADDONS.find((candidate) => candidate.name === addon.addonName)
  return { ...addon, publisher: kind?.publisher, owner: kind?.owner }
}
