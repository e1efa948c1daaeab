import { BOOL, DYN, INT, listOf, mapOf, objectOf, STRING, TIMESTAMP } from '../../../cel/types.ts'

const groupVersionKind = objectOf('kubernetes.GroupVersionKind', { group: STRING, version: STRING, kind: STRING })
const groupVersionResource = objectOf('kubernetes.GroupVersionResource', {
  group: STRING,
  version: STRING,
  resource: STRING,
})
const userInfo = objectOf('kubernetes.UserInfo', {
  username: STRING,
  uid: STRING,
  groups: listOf(STRING),
  extra: mapOf(STRING, listOf(STRING)),
})

/** `request`. */
export const requestType = objectOf('kubernetes.AdmissionRequest', {
  kind: groupVersionKind,
  resource: groupVersionResource,
  subResource: STRING,
  requestKind: groupVersionKind,
  requestResource: groupVersionResource,
  requestSubResource: STRING,
  name: STRING,
  namespace: STRING,
  operation: STRING,
  userInfo,
  dryRun: BOOL,
  options: DYN,
})

const namespaceMetadata = objectOf('kubernetes.NamespaceMetadata', {
  name: STRING,
  generateName: STRING,
  namespace: STRING,
  labels: mapOf(STRING, STRING),
  annotations: mapOf(STRING, STRING),
  UID: STRING,
  creationTimestamp: TIMESTAMP,
  deletionGracePeriodSeconds: INT,
  deletionTimestamp: TIMESTAMP,
  generation: INT,
  resourceVersion: STRING,
  finalizers: listOf(STRING),
})

const namespaceCondition = objectOf('kubernetes.NamespaceCondition', {
  status: STRING,
  type: STRING,
  lastTransitionTime: TIMESTAMP,
  message: STRING,
  reason: STRING,
})

/** `namespaceObject`. */
export const namespaceType = objectOf('kubernetes.Namespace', {
  metadata: namespaceMetadata,
  spec: objectOf('kubernetes.NamespaceSpec', { finalizers: listOf(STRING) }),
  status: objectOf('kubernetes.NamespaceStatus', { conditions: listOf(namespaceCondition), phase: STRING }),
})
