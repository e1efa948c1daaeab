/** The parts of a botocore service model (`service-2.json`) that the wire needs. */
export interface ServiceModel {
  metadata: {
    apiVersion: string
    protocol: string
    jsonVersion?: string
    xmlNamespace?: string
    targetPrefix?: string
  }
  operations: Record<string, OperationModel>
  shapes: Record<string, ShapeModel>
}

interface OperationModel {
  name: string
  http: { method: string; requestUri: string; responseCode?: number }
  input?: ShapeRef
  output?: ShapeRef & { resultWrapper?: string }
  errors?: ShapeRef[]
}

interface ShapeRef {
  shape: string
  location?: string
  locationName?: string
  queryName?: string
  flattened?: boolean
  timestampFormat?: string
}

interface ShapeModel {
  type: string
  members?: Record<string, ShapeRef>
  member?: ShapeRef
  key?: ShapeRef
  value?: ShapeRef
  required?: string[]
  enum?: string[]
  min?: number
  max?: number
  pattern?: string
  flattened?: boolean
  payload?: string
  timestampFormat?: string
  error?: { code?: string }
  exception?: boolean
}

/** A shape with its references resolved. */
export interface Shape {
  name: string
  type: string
  members: Member[]
  required: readonly string[]
  /** What a list holds. */
  item?: Member
  key?: Member
  value?: Member
  enum?: readonly string[]
  min?: number
  max?: number
  pattern?: string
  flattened?: boolean
  payload?: string
}

/** A named place in a shape. */
export interface Member {
  name: string
  shape: Shape
  location?: string
  locationName?: string
  queryName?: string
}

/** One operation of a service. */
export interface Operation {
  name: string
  method: string
  uri: string
  status: number
  input?: Shape
  output?: Shape
  resultWrapper?: string
}

/** A service as the wire sees it. */
export interface CompiledModel {
  metadata: ServiceModel['metadata']
  /** The operations that are implemented here. */
  operations: ReadonlyMap<string, Operation>
  /** All operations that AWS has: name to method and path. */
  known: ReadonlyMap<string, { method: string; uri: string }>
  /** Members of each exception, by the code that goes over the wire. */
  exceptions: ReadonlyMap<string, readonly string[]>
}

/** Resolves the operations named in `wanted`, and drops the rest: the model of EC2 alone has 4 MB. */
export function compileModel(model: ServiceModel, wanted: ReadonlySet<string>): CompiledModel {
  const shapes = new Map<string, Shape>()

  function shapeOf(name: string): Shape {
    const known = shapes.get(name)
    if (known) return known
    const source = model.shapes[name]
    if (!source) throw new Error(`the service model has no shape ${name}`)
    const shape: Shape = { name, type: source.type, members: [], required: source.required ?? [] }
    shapes.set(name, shape)
    for (const [member, ref] of Object.entries(source.members ?? {})) shape.members.push(memberOf(member, ref))
    if (source.member) shape.item = memberOf('member', source.member)
    if (source.key) shape.key = memberOf('key', source.key)
    if (source.value) shape.value = memberOf('value', source.value)
    if (source.enum) shape.enum = source.enum
    if (source.min !== undefined) shape.min = source.min
    if (source.max !== undefined) shape.max = source.max
    if (source.pattern) shape.pattern = source.pattern
    if (source.flattened) shape.flattened = true
    if (source.payload) shape.payload = source.payload
    return shape
  }

  function memberOf(name: string, ref: ShapeRef): Member {
    const member: Member = { name, shape: shapeOf(ref.shape) }
    if (ref.location) member.location = ref.location
    if (ref.locationName) member.locationName = ref.locationName
    if (ref.queryName) member.queryName = ref.queryName
    return member
  }

  const operations = new Map<string, Operation>()
  const known = new Map<string, { method: string; uri: string }>()
  const exceptions = new Map<string, readonly string[]>()
  for (const [name, source] of Object.entries(model.operations)) {
    known.set(name, { method: source.http.method, uri: source.http.requestUri })
    if (!wanted.has(name)) continue
    operations.set(name, {
      name,
      method: source.http.method,
      uri: source.http.requestUri,
      status: source.http.responseCode ?? 200,
      ...(source.input && { input: shapeOf(source.input.shape) }),
      ...(source.output && { output: shapeOf(source.output.shape) }),
      ...(source.output?.resultWrapper && { resultWrapper: source.output.resultWrapper }),
    })
  }
  for (const [name, shape] of Object.entries(model.shapes)) {
    if (shape.exception) exceptions.set(shape.error?.code ?? name, Object.keys(shape.members ?? {}))
  }
  return { metadata: model.metadata, operations, known, exceptions }
}
