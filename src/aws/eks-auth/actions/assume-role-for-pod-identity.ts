import { clusterArn } from '../../eks/clusters.ts'
import { defineAction } from '../../define.ts'
import { eksAuthErrors } from '../errors.ts'
import { openSession } from '../../sts/sessions.ts'
import { roleOfArn } from '../../iam/roles.ts'
import { trusts } from '../../eks/roles.ts'

const AUDIENCE = 'pods.eks.amazonaws.com'
const SESSION_SECONDS = 6 * 3600

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html */
export const assumeRoleForPodIdentity = defineAction<{ clusterName: string; token: string }>({
  name: 'AssumeRoleForPodIdentity',
  resources: (call, { clusterName }) => [clusterArn(call, clusterName)],
  async handle(call, { clusterName, token }) {
    const { account, here } = call
    const record = here.eks.clusters[clusterName]
    if (!record) throw eksAuthErrors.noSuchCluster(clusterName)
    const subject = await account.host.reviewToken(record.cluster.arn, token, AUDIENCE)
    if (!subject) throw eksAuthErrors.invalidToken()
    const association = Object.values(record.podIdentityAssociations).find(
      ({ namespace, serviceAccount }) => namespace === subject.namespace && serviceAccount === subject.serviceAccount,
    )
    if (!association) throw eksAuthErrors.noAssociation()
    const role = roleOfArn(account, association.roleArn)
    if (!role || !trusts(account, role.Arn, AUDIENCE)) throw eksAuthErrors.accessDenied(association.roleArn)
    const sessionName = `eks-${clusterName}-${subject.serviceAccount}-${account.ids.uuid()}`.slice(0, 64)
    const session = openSession(account, { kind: 'role', name: role.RoleName, sessionName }, SESSION_SECONDS, undefined)
    return {
      subject,
      audience: AUDIENCE,
      podIdentityAssociation: { associationArn: association.associationArn, associationId: association.associationId },
      assumedRoleUser: {
        arn: `arn:aws:sts::${account.id}:assumed-role/${role.RoleName}/${sessionName}`,
        assumeRoleId: `${role.RoleId}:${sessionName}`,
      },
      credentials: {
        sessionToken: session.sessionToken,
        secretAccessKey: session.secretAccessKey,
        accessKeyId: session.accessKeyId,
        expiration: session.expiresMs,
      },
    }
  },
})
