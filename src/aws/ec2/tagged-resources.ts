import { lookUp } from '../dictionary.ts'
import { ec2Errors } from './errors.ts'
import type { Scope } from '../scope.ts'
import type { Tag } from '../tags.ts'

/** Something that can be tagged. */
export interface TaggedResource {
  id: string
  type: string
  tags: readonly Tag[]
  setTags(tags: Tag[]): void
}

/** Everything in a region that can be tagged, by id. */
export function taggedResources({ here }: Scope): Map<string, TaggedResource> {
  const { ec2 } = here
  const found = new Map<string, TaggedResource>()
  const add = <T extends { Tags: Tag[] }>(
    type: string,
    items: Readonly<Record<string, T>>,
    idOf?: (item: T) => string,
  ) => {
    for (const [key, item] of Object.entries(items)) {
      const id = idOf?.(item) ?? key
      found.set(id, { id, type, tags: item.Tags, setTags: (tags) => void (item.Tags = tags) })
    }
  }
  add('vpc', ec2.vpcs)
  add('subnet', ec2.subnets)
  add('internet-gateway', ec2.internetGateways)
  add('route-table', ec2.routeTables)
  add('security-group', ec2.securityGroups)
  add('natgateway', ec2.natGateways)
  add('elastic-ip', ec2.addresses)
  add('instance', ec2.instances)
  add('volume', ec2.volumes)
  add('launch-template', ec2.launchTemplates)
  add('key-pair', ec2.keyPairs, (pair) => pair.KeyPairId)
  for (const group of Object.values(ec2.securityGroups)) {
    add('security-group-rule', Object.fromEntries(group.rules.map((rule) => [rule.SecurityGroupRuleId, rule])))
  }
  for (const [id, card] of Object.entries(ec2.networkInterfaces)) {
    found.set(id, { id, type: 'network-interface', tags: card.TagSet, setTags: (tags) => void (card.TagSet = tags) })
  }
  return found
}

const NOT_FOUND: Readonly<Record<string, (id: string) => Error>> = {
  vpc: ec2Errors.noSuchVpc,
  subnet: ec2Errors.noSuchSubnet,
  igw: ec2Errors.noSuchInternetGateway,
  rtb: ec2Errors.noSuchRouteTable,
  sg: ec2Errors.noSuchGroup,
  sgr: ec2Errors.noSuchRuleId,
  nat: ec2Errors.noSuchNatGateway,
  eipalloc: ec2Errors.noSuchAllocation,
  i: ec2Errors.noSuchInstance,
  vol: ec2Errors.noSuchVolume,
  eni: ec2Errors.noSuchInterface,
  lt: ec2Errors.noSuchTemplateId,
  key: ec2Errors.noSuchKeyPair,
}

/** A resource by its id.
 *  @throws AwsError with the code of the resource's type. */
export function findTagged(scope: Scope, id: string): TaggedResource {
  const resource = taggedResources(scope).get(id)
  if (resource) return resource
  const notFound = lookUp(NOT_FOUND, id.slice(0, id.lastIndexOf('-')))
  throw notFound ? notFound(id) : ec2Errors.invalidId(id)
}
