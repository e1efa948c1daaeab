import type { CertificateAuthority, Log, TokenSigner } from '#base'
import type { CloudProvider } from '../cloud-provider.ts'
import type { Controller } from './define-controller.ts'
import { attachDetachController } from './attach-detach/attach-detach-controller.ts'
import { certificateApprovingController } from './certificate-approving/certificate-approving-controller.ts'
import { certificateCleaner } from './certificate-cleaning/certificate-cleaner.ts'
import { createCertificateSigningController } from './certificate-signing/certificate-signing-controller.ts'
import { createCloudNodeController } from './cloud-node/cloud-node-controller.ts'
import { createCloudNodeLifecycleController } from './cloud-node-lifecycle/cloud-node-lifecycle-controller.ts'
import { clusterRoleAggregationController } from './cluster-role-aggregation/cluster-role-aggregation-controller.ts'
import { cronJobController } from './cronjob/cronjob-controller.ts'
import { daemonSetController } from './daemonset/daemon-set-controller.ts'
import { deploymentController } from './deployment/deployment-controller.ts'
import { disruptionController } from './disruption/disruption-controller.ts'
import { endpointsController } from './endpoints/endpoints-controller.ts'
import { endpointSliceMirroringController } from './endpointslice-mirroring/endpointslice-mirroring-controller.ts'
import { endpointSliceController } from './endpointslice/endpointslice-controller.ts'
import { ephemeralVolumeController } from './ephemeral-volume/ephemeral-volume-controller.ts'
import { expandController } from './expand/expand-controller.ts'
import { garbageCollector } from './garbage-collector/garbage-collector.ts'
import { horizontalPodAutoscalerController } from './horizontal-pod-autoscaler/horizontal-pod-autoscaler-controller.ts'
import { jobController } from './job/job-controller.ts'
import { namespaceController } from './namespace/namespace-controller.ts'
import { nodeLifecycleController } from './node-lifecycle/node-lifecycle-controller.ts'
import { persistentVolumeBinder } from './persistent-volume-binder/persistent-volume-binder.ts'
import { podGcController } from './pod-gc/pod-gc-controller.ts'
import { pvProtectionController } from './pv-protection/pv-protection-controller.ts'
import { pvcProtectionController } from './pvc-protection/pvc-protection-controller.ts'
import { replicaSetController } from './replicaset/replica-set-controller.ts'
import { replicationController } from './replication/replication-controller.ts'
import { resourceClaimController } from './resource-claim/resource-claim-controller.ts'
import { resourceQuotaController } from './resource-quota/resource-quota-controller.ts'
import { createRootCaPublisher } from './root-ca-publisher/root-ca-publisher.ts'
import { createTokenController } from './service-account-token/token-controller.ts'
import { createRouteController } from './route/route-controller.ts'
import { createServiceController } from './service/service-controller.ts'
import { serviceCidrController } from './service-cidr/service-cidr-controller.ts'
import { serviceAccountController } from './serviceaccount/service-account-controller.ts'
import { statefulSetController } from './statefulset/stateful-set-controller.ts'
import { taintEvictionController } from './taint-eviction/taint-eviction-controller.ts'
import { ttlAfterFinishedController } from './ttl-after-finished/ttl-after-finished-controller.ts'
import { ttlController } from './ttl/ttl-controller.ts'
import { validatingAdmissionPolicyStatusController } from './validating-admission-policy-status/validating-admission-policy-status-controller.ts'
import { vacProtectionController } from './vac-protection/vac-protection-controller.ts'

/** What some controllers need of the world outside the cluster. */
export interface ControllerDependencies {
  /** The certificate of the authority behind the API server, PEM: what pods trust. */
  rootCa: string
  /** Signs the lasting tokens of service accounts. */
  signer: TokenSigner
  /** Signs approved certificate requests; absent where others do. */
  certificateSigner?: CertificateAuthority
}

/** The controllers of kube-controller-manager. */
export function createControllers({
  rootCa,
  signer,
  certificateSigner,
}: ControllerDependencies): readonly Controller[] {
  return [
    attachDetachController,
    certificateApprovingController,
    certificateCleaner,
    ...(certificateSigner ? [createCertificateSigningController(certificateSigner)] : []),
    clusterRoleAggregationController,
    cronJobController,
    daemonSetController,
    deploymentController,
    disruptionController,
    endpointsController,
    endpointSliceController,
    endpointSliceMirroringController,
    ephemeralVolumeController,
    expandController,
    garbageCollector,
    horizontalPodAutoscalerController,
    jobController,
    namespaceController,
    nodeLifecycleController,
    persistentVolumeBinder,
    podGcController,
    pvcProtectionController,
    pvProtectionController,
    replicaSetController,
    replicationController,
    resourceClaimController,
    resourceQuotaController,
    createRootCaPublisher(rootCa),
    serviceAccountController,
    serviceCidrController,
    statefulSetController,
    taintEvictionController,
    createTokenController({ signer, rootCa }),
    ttlAfterFinishedController,
    ttlController,
    vacProtectionController,
    validatingAdmissionPolicyStatusController,
  ]
}

/** The controllers of cloud-controller-manager; the one of routes only where the cloud has them. */
export function createCloudControllers(cloud: CloudProvider, log: Log): readonly Controller[] {
  // Verbatim: what the real one says when it is told not to.
  if (!cloud.routes)
    log.info('Will not configure cloud provider routes for allocate-node-cidrs: false, configure-cloud-routes: false.')
  return [
    createCloudNodeController(cloud),
    createCloudNodeLifecycleController(cloud),
    ...(cloud.routes ? [createRouteController(cloud.routes)] : []),
    createServiceController(cloud),
  ]
}
