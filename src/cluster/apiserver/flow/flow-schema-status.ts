import { toSeconds } from '#base'
import type { ResourceType } from '../../apimachinery/object.ts'
import type { Mutable } from '../../resources/define-resource.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { FlowSchema } from '../../resources/generated/types.ts'
import type { Core } from '../core.ts'
import { changeAsServer } from '../server-writer.ts'

const DANGLING = 'Dangling'

/** Keeps the condition of each FlowSchema that tells whether its priority level is there. @returns what ends it */
export function startFlowSchemaStatus(core: Core): () => void {
  const { store } = core
  const prefixOf = ({ group, version, plural }: ResourceType) =>
    core.registry.find(group, version, plural)!.storagePrefix
  const schemas = prefixOf(kinds.FlowSchema)
  const levels = prefixOf(kinds.PriorityLevelConfiguration)
  const isDangling = ({ spec }: FlowSchema) => !store.get(levels, spec?.priorityLevelConfiguration?.name ?? '')
  const reconcile = () => {
    for (const schema of store.range(schemas) as Iterable<FlowSchema>)
      if (conditionOf(schema)?.status !== statusOf(isDangling(schema)))
        changeAsServer(core, kinds.FlowSchema, schema.metadata.name, 'status', (copy) =>
          setCondition(copy, isDangling(copy), toSeconds(core.clock.now())),
        )
  }
  reconcile()
  const stops = [schemas, levels].map((prefix) => store.watch(prefix, store.revision, reconcile))
  return () => {
    for (const stop of stops) stop()
  }
}

const conditionOf = ({ status }: FlowSchema) => status?.conditions?.find(({ type }) => type === DANGLING)
const statusOf = (dangling: boolean) => (dangling ? 'True' : 'False')

function setCondition(schema: Mutable<FlowSchema>, dangling: boolean, lastTransitionTime: string): void {
  const name = JSON.stringify(schema.spec?.priorityLevelConfiguration?.name ?? '')
  const condition = {
    type: DANGLING,
    status: statusOf(dangling),
    lastTransitionTime,
    reason: dangling ? 'NotFound' : 'Found',
    message: `This FlowSchema references the PriorityLevelConfiguration object named ${name} ${dangling ? 'but there is no such object' : 'and it exists'}`,
  }
  const others = schema.status?.conditions?.filter(({ type }) => type !== DANGLING) ?? []
  schema.status = { ...schema.status, conditions: [...others, condition] }
}
