import type { ServedResource, ServedSubresource } from '../served-resource.ts'
import { definitionName } from './schemas.ts'

type Value = Record<string, unknown>

const REF = '#/components/schemas/'
const META = `${REF}io.k8s.apimachinery.pkg.apis.meta.v1`
const PATCH_TYPES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
]
const WRITTEN = ['application/json', 'application/vnd.kubernetes.protobuf', 'application/yaml']
const WATCHED = [
  'application/json',
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf',
  'application/vnd.kubernetes.protobuf;stream=watch',
  'application/yaml',
]

/** What custom resources are never sent as: they have no form but text, and no structure that a strategic merge could follow. */
const BUILT_IN_ONLY = /protobuf|stream=watch|strategic/

const query = (name: string, type = 'string'): Value => ({ in: 'query', name, schema: { type, uniqueItems: true } })
const inPath = (name: string): Value => ({
  in: 'path',
  name,
  required: true,
  schema: { type: 'string', uniqueItems: true },
})
const PRETTY = query('pretty')
const LIST = [
  query('allowWatchBookmarks', 'boolean'),
  query('continue'),
  query('fieldSelector'),
  query('labelSelector'),
  query('limit', 'integer'),
  query('resourceVersion'),
  query('resourceVersionMatch'),
  query('sendInitialEvents', 'boolean'),
  query('timeoutSeconds', 'integer'),
  query('watch', 'boolean'),
]
const WRITE = [query('dryRun'), query('fieldManager'), query('fieldValidation')]
const DELETE = [
  query('dryRun'),
  query('gracePeriodSeconds', 'integer'),
  query('ignoreStoreReadErrorWithClusterBreakingPotential', 'boolean'),
  query('orphanDependents', 'boolean'),
  query('propagationPolicy'),
]

/** `paths` of one group and version. */
export function operationsOf(
  group: string,
  version: string,
  resources: readonly ServedResource[],
): Record<string, Value> {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  const paths: Record<string, Value> = {}
  if (!resources.every(({ custom }) => custom)) paths[`${root}/`] = { get: listing(group, version) }
  for (const resource of resources) Object.assign(paths, resourcePaths(root, resource))
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function listing(group: string, version: string): Value {
  return {
    responses: { 200: contentOf(`${META}.APIResourceList`, WRITTEN), 401: {} },
    tags: [`${group.split('.')[0] || 'core'}_${version}`],
  }
}

function resourcePaths(root: string, resource: ServedResource): Record<string, Value> {
  const { type, verbs, subresources } = resource
  const scoped = type.namespaced ? `${root}/namespaces/{namespace}` : root
  const parameters = type.namespaced ? [inPath('namespace')] : []
  const collection = `${scoped}/${type.plural}`
  const one = `${collection}/{name}`
  const object = REF + definitionName(resource)
  const paths: Record<string, Value> = {}
  if (verbs.has('list') || verbs.has('create'))
    paths[collection] = present({
      ...(verbs.has('deletecollection') && {
        delete: operation(resource, 'deletecollection', DELETE, `${META}.Status`, { body: `${META}.DeleteOptions` }),
      }),
      ...(verbs.has('list') && { get: operation(resource, 'list', LIST, `${object}List`, { media: WATCHED }) }),
      ...(verbs.has('create') && { post: operation(resource, 'post', WRITE, object, { body: object }) }),
      parameters: [...parameters, PRETTY],
    })
  if (verbs.has('get') || verbs.has('delete'))
    paths[one] = oneObject(resource, [inPath('name'), ...parameters, PRETTY], object, verbs)
  for (const sub of subresources.values())
    paths[`${one}/${sub.name}`] = subresourcePath(resource, sub, [inPath('name'), ...parameters, PRETTY], object)
  if (type.namespaced && verbs.has('list'))
    paths[`${root}/${type.plural}`] = {
      get: operation(resource, 'list', [], `${object}List`, { media: WATCHED }),
      parameters: LIST,
    }
  if (verbs.has('watch') && !resource.custom) {
    const watching = {
      get: operation(resource, 'watchlist', [], `${META}.WatchEvent`, { media: WATCHED }),
      parameters: LIST,
    }
    paths[`${root}/watch/${type.plural}`] = watching
    const watchScope = type.namespaced ? `${root}/watch/namespaces/{namespace}` : `${root}/watch`
    if (type.namespaced) paths[`${watchScope}/${type.plural}`] = { ...watching, parameters: [...parameters, ...LIST] }
    paths[`${watchScope}/${type.plural}/{name}`] = {
      get: operation(resource, 'watch', [], `${META}.WatchEvent`, { media: WATCHED }),
      parameters: [inPath('name'), ...parameters, ...LIST],
    }
  }
  return paths
}

function oneObject(resource: ServedResource, parameters: Value[], object: string, verbs: ReadonlySet<string>): Value {
  return present({
    ...(verbs.has('delete') && {
      delete: operation(resource, 'delete', DELETE, `${META}.Status`, { body: `${META}.DeleteOptions` }),
    }),
    ...(verbs.has('get') && { get: operation(resource, 'get', [], object) }),
    parameters,
    ...(verbs.has('patch') && {
      patch: operation(resource, 'patch', [...WRITE, query('force', 'boolean')], object, {
        body: `${META}.Patch`,
        bodyMedia: PATCH_TYPES,
      }),
    }),
    ...(verbs.has('update') && { put: operation(resource, 'put', WRITE, object, { body: object }) }),
  })
}

function subresourcePath(resource: ServedResource, sub: ServedSubresource, parameters: Value[], object: string): Value {
  if (sub.kind === resource.type.kind) return oneObject(resource, parameters, object, sub.verbs)
  const [group, version] = [sub.group || resource.type.group, sub.version || resource.type.version]
  const word = group === '' ? 'core' : group.split('.')[0]
  const schema = `${REF}io.k8s.api.${word}.${version}.${sub.kind}`
  const connect = sub.kind.endsWith('Options')
  const like = { ...resource, type: { ...resource.type, group, version, kind: sub.kind } }
  const text = {
    responses: { 200: { content: { '*/*': { schema: { type: 'string' } } } }, 401: {} },
    'x-kubernetes-action': 'connect',
    'x-kubernetes-group-version-kind': { group, kind: sub.kind, version },
  }
  if (connect)
    return present({ ...Object.fromEntries([...sub.verbs].map((verb) => [METHOD[verb] ?? verb, text])), parameters })
  if (sub.verbs.has('create'))
    return { parameters: [...WRITE, ...parameters], post: operation(like, 'post', [], schema, { body: schema }) }
  return oneObject(like, parameters, schema, sub.verbs)
}

const METHOD: Readonly<Record<string, string>> = { create: 'post', update: 'put' }

function operation(
  { type, custom }: ServedResource,
  action: string,
  parameters: Value[],
  result: string,
  {
    body,
    bodyMedia = custom ? WRITTEN : ['*/*'],
    media = WRITTEN,
  }: { body?: string; bodyMedia?: string[]; media?: string[] } = {},
): Value {
  const { group, version, kind } = type
  const shown = (types: readonly string[]) => (custom ? types.filter((type) => !BUILT_IN_ONLY.test(type)) : types)
  const response = contentOf(result, shown(media))
  const created = action === 'post' || action === 'put' || action === 'patch'
  return {
    operationId: `${action}${word(group)}${word(version)}${type.namespaced ? 'Namespaced' : ''}${kind}`,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { ...contentOf(body, shown(bodyMedia)), ...(!action.startsWith('delete') && { required: true }) },
    }),
    responses: {
      200: response,
      ...(created && { 201: response }),
      ...((action === 'post' || action === 'delete') && { 202: response }),
      401: {},
    },
    tags: [`${group.split('.')[0] || 'core'}_${version}`],
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, kind, version },
  }
}

const word = (text: string) => (text ? text[0]!.toUpperCase() + text.slice(1).split('.')[0]! : 'Core')

function contentOf(ref: string, media: readonly string[]): Value {
  return { content: Object.fromEntries(media.map((type) => [type, { schema: { $ref: ref } }])) }
}

function present(value: Value): Value {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
