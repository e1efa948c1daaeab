import { deepClone } from '../../apimachinery/deep.ts'
import { CustomResourceDefinition, ValidatingAdmissionPolicy } from '../../resources/generated/kinds.ts'
import { defineController, watch } from '../define-controller.ts'
import { checkTypes, type KindTypes } from './check-types.ts'
import { knownKinds } from './known-kinds.ts'

/** Tells in a policy's status where its expressions do not fit the kinds that it is about. */
export const validatingAdmissionPolicyStatusController = defineController<KindTypes>({
  name: 'validatingadmissionpolicy-status-controller',
  account: 'validatingadmissionpolicy-status-controller',
  watches: [watch(ValidatingAdmissionPolicy, ({ object }) => [object.metadata.name]), watch(CustomResourceDefinition)],
  state: ({ cache }) => knownKinds(() => cache(CustomResourceDefinition).list()),
  async reconcile(name, { cache, client, state }) {
    const policy = cache(ValidatingAdmissionPolicy).get(name)
    const { generation } = policy?.metadata ?? {}
    if (!policy || policy.metadata.deletionTimestamp || policy.status?.observedGeneration === generation)
      return undefined
    const warnings = checkTypes(policy, state)
    const copy = deepClone(policy)
    copy.status = {
      ...(generation !== undefined && { observedGeneration: generation }),
      typeChecking: { ...(warnings.length > 0 && { expressionWarnings: warnings }) },
    }
    await client.update(ValidatingAdmissionPolicy, copy, { subresource: 'status' })
    return undefined
  },
})
