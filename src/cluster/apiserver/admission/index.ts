import type { Rbac } from '../authz/rbac.ts'
import type { AdmissionPlugin } from './admission.ts'
import { certificateApproval, certificateSigning, certificateSubjectRestriction } from './certificates.ts'
import { defaultTolerationSeconds } from './default-toleration-seconds.ts'
import { limitRanger } from './limit-ranger.ts'
import { namespaceLifecycle } from './namespace-lifecycle.ts'
import { nodeRestriction } from './node-restriction.ts'
import { podSecurity } from './pod-security/pod-security.ts'
import { podTopologyLabels } from './pod-topology-labels.ts'
import { priority } from './priority.ts'
import { createRbacEscalation } from './rbac-escalation.ts'
import { validatingAdmissionPolicy } from './policies/validating-admission-policy.ts'
import type { WebhookDependencies } from './webhooks/call-webhook.ts'
import { createMutatingWebhooks } from './webhooks/mutating-webhooks.ts'
import { createValidatingWebhooks } from './webhooks/validating-webhooks.ts'
import { resourceQuota } from './resource-quota.ts'
import { runtimeClass } from './runtime-class.ts'
import { serviceAccount } from './service-account.ts'
import { taintNodesByCondition } from './taint-nodes-by-condition.ts'
import {
  defaultIngressClass,
  defaultStorageClass,
  persistentVolumeClaimResize,
  storageObjectInUseProtection,
} from './storage.ts'

/** What some plugins need of the server. */
export interface AdmissionDependencies {
  rbac: Rbac
  webhooks: WebhookDependencies
}

/** The admission plugins in the order in which the real server runs them: one line each. */
export function createAdmission({ rbac, webhooks }: AdmissionDependencies): AdmissionPlugin[] {
  return [
    namespaceLifecycle,
    limitRanger,
    serviceAccount,
    nodeRestriction,
    taintNodesByCondition,
    podSecurity,
    podTopologyLabels,
    priority,
    defaultTolerationSeconds,
    defaultStorageClass,
    storageObjectInUseProtection,
    persistentVolumeClaimResize,
    runtimeClass,
    certificateApproval,
    certificateSigning,
    certificateSubjectRestriction,
    defaultIngressClass,
    createRbacEscalation(rbac),
    createMutatingWebhooks(webhooks),
    validatingAdmissionPolicy,
    createValidatingWebhooks(webhooks),
    resourceQuota,
  ]
}
