import { parseSigningRequest } from '#base'
import { forbidden } from '../../apimachinery/errors.ts'
import type { CertificateSigningRequest } from '../../resources/generated/types.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

const PLURAL = 'certificatesigningrequests'

async function mayUseSigner(
  attributes: AdmissionAttributes,
  context: AdmissionContext,
  verb: string,
  signerName: string,
): Promise<boolean> {
  const { user } = attributes
  const access = { verb, group: 'certificates.k8s.io', version: 'v1', resource: 'signers' }
  const domain = signerName.split('/')[0]!
  return (
    (await context.allowed(user, { ...access, name: signerName })) ||
    context.allowed(user, { ...access, name: `${domain}/*` })
  )
}

function signerPlugin(name: string, subresource: string, verb: string): AdmissionPlugin {
  return {
    name,
    async validate(attributes, context) {
      const { resource, oldObject, operation } = attributes
      if (resource.type.plural !== PLURAL || attributes.subresource !== subresource || operation !== 'UPDATE') return
      const { signerName } = (oldObject as unknown as CertificateSigningRequest).spec
      if (await mayUseSigner(attributes, context, verb, signerName)) return
      throw forbidden(
        resource.type,
        attributes.name,
        `user not permitted to ${verb} requests with signerName ${JSON.stringify(signerName)}`,
      )
    },
  }
}

/** Only those who may approve for a signer can approve. */
export const certificateApproval = signerPlugin('CertificateApproval', 'approval', 'approve')

/** Only those who may sign for a signer can put in certificates. */
export const certificateSigning = signerPlugin('CertificateSigning', 'status', 'sign')

const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client'
const MASTERS = 'system:masters'

/** Nobody becomes a superuser by certificate: that could never be taken back. */
export const certificateSubjectRestriction: AdmissionPlugin = {
  name: 'CertificateSubjectRestriction',
  validate({ resource, operation, subresource, object }) {
    if (resource.type.plural !== PLURAL || operation !== 'CREATE' || subresource !== '') return
    const { signerName, request } = (object as unknown as CertificateSigningRequest).spec
    if (signerName !== CLIENT_SIGNER) return
    const { organizations = [] } = parseSigningRequest(atob(request)).subject
    if (organizations.includes(MASTERS))
      throw forbidden(
        resource.type,
        object!.metadata.name ?? '',
        `use of ${CLIENT_SIGNER} signer with ${MASTERS} group is not allowed`,
      )
  },
}
