import { parse, stringify } from 'yaml'
import type { AwsAuthData } from '../control-plane-host.ts'

/** What aws-auth says of one principal. */
export interface Mapping {
  arn: string
  username: string
  groups: string[]
}

/** ARN of a role without its path, as aws-auth wants it. */
export const withoutPath = (arn: string): string => arn.replace(/:role\/.*\/([^/]+)$/, ':role/$1')

/** Adds the mapping of a node role. @returns the new data, or `undefined` when the role is there already. */
export function addRoleMapping(data: AwsAuthData, roleArn: string): AwsAuthData | undefined {
  const arn = withoutPath(roleArn)
  const roles = readList(data['mapRoles'])
  if (roles.some((entry) => entry['rolearn'] === arn)) return undefined
  const added = {
    groups: ['system:bootstrappers', 'system:nodes'],
    rolearn: arn,
    username: 'system:node:{{EC2PrivateDNSName}}',
  }
  return { ...data, mapRoles: stringify([...roles, added], { indentSeq: false }) }
}

/** All mappings; entries that cannot be read are left out, as the authenticator does. */
export function mappingsOf(data: AwsAuthData): Mapping[] {
  const read = (list: Record<string, unknown>[], key: string) =>
    list.flatMap((entry) => {
      const arn = entry[key]
      const groups = entry['groups']
      if (typeof arn !== 'string') return []
      return [
        {
          arn: withoutPath(arn),
          username: typeof entry['username'] === 'string' ? entry['username'] : arn,
          groups: Array.isArray(groups) ? groups.map(String) : [],
        },
      ]
    })
  return [...read(readList(data['mapRoles']), 'rolearn'), ...read(readList(data['mapUsers']), 'userarn')]
}

/** Accounts all of whose principals are let in. */
export const mappedAccounts = (data: AwsAuthData): string[] => {
  const parsed = parseYaml(data['mapAccounts'])
  return Array.isArray(parsed) ? parsed.map(String) : []
}

function readList(text: string | undefined): Record<string, unknown>[] {
  const parsed = parseYaml(text)
  return Array.isArray(parsed) ? parsed.filter((entry) => typeof entry === 'object' && entry !== null) : []
}

function parseYaml(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return parse(text)
  } catch {
    // A learner's typing error locks out whom the list named, as on a real cluster; the authenticator only logs it.
    return undefined
  }
}
