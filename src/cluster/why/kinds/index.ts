import type { Telling } from '../story.ts'
import { deployment } from './deployment.ts'
import { event } from './event.ts'
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts'
import { job } from './job.ts'
import { node } from './node.ts'
import { pod } from './pod.ts'
import { replicated } from './replicated.ts'
import { service } from './service.ts'

/** Kinds whose writes and waiting have words of their own, by resource. */
export const tellings: Readonly<Record<string, Telling>> = {
  'deployments.apps': deployment,
  events: event,
  'horizontalpodautoscalers.autoscaling': horizontalPodAutoscaler,
  'jobs.batch': job,
  nodes: node,
  pods: pod,
  'replicasets.apps': replicated('replicaset-controller'),
  replicationcontrollers: replicated('replicationcontroller-controller'),
  services: service,
  'statefulsets.apps': replicated('statefulset-controller'),
}
