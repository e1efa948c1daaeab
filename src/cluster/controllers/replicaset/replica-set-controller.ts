import { ReplicaSet } from '../../resources/generated/kinds.ts'
import { defineReplication } from './replicate.ts'

/** Keeps the pods of ReplicaSets. */
export const replicaSetController = defineReplication({
  type: ReplicaSet,
  name: 'replicaset-controller',
  account: 'replicaset-controller',
  selectorOf: ({ spec }) => spec?.selector,
  showsTerminating: true,
})
