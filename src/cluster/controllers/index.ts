import type { Controller } from './define-controller.ts'
import { deploymentController } from './deployment/deployment-controller.ts'
import { replicaSetController } from './replicaset/replica-set-controller.ts'

/** The controllers of kube-controller-manager. */
export const controllers: readonly Controller[] = [deploymentController, replicaSetController]
