import { ReplicationController } from '../../resources/generated/kinds.ts'
import { defineReplication } from '../replicaset/replicate.ts'

/** Keeps the pods of ReplicationControllers, the forerunners of ReplicaSets. */
export const replicationController = defineReplication({
  type: ReplicationController,
  name: 'replicationcontroller-controller',
  account: 'replication-controller',
  eventSource: 'replication-controller',
  selectorOf: ({ spec }) => spec?.selector && { matchLabels: spec.selector },
  showsTerminating: false,
})
