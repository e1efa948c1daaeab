import { parseSigningRequest, toSeconds } from '#base'
import { CertificateSigningRequest, SubjectAccessReview } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { kubeletClientProblem } from '../certificate-signing/signer-rules.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'

const SIGNER = 'kubernetes.io/kube-apiserver-client-kubelet'

/** Approves the requests of kubelets for their own client certificates, when they are allowed to have them. */
export const certificateApprovingController = defineController({
  name: 'certificatesigningrequest-approving-controller',
  account: 'certificate-controller',
  watches: [
    watch(CertificateSigningRequest, ({ type, object }) =>
      type !== 'deleted' && isOpen(object) ? [object.metadata.name] : [],
    ),
  ],
  async reconcile(name, context) {
    const csr = context.cache(CertificateSigningRequest).get(name)
    if (!csr || !isOpen(csr)) return undefined
    const request = parseSigningRequest(atob(csr.spec.request))
    if (kubeletClientProblem(request, csr.spec.usages ?? [])) return undefined
    const isOwn = csr.spec.username === request.subject.commonName
    if (isOwn && (await mayHave(csr, 'selfnodeclient', context)))
      await approve(csr, 'self kubelet client certificate', context)
    else if (await mayHave(csr, 'nodeclient', context)) await approve(csr, 'kubelet client certificate', context)
    return undefined
  },
})

function isOpen({ spec, status }: types.CertificateSigningRequest): boolean {
  return (
    spec.signerName === SIGNER &&
    !status?.certificate &&
    !status?.conditions?.some(({ type }) => type === 'Approved' || type === 'Denied')
  )
}

async function mayHave(
  { spec }: types.CertificateSigningRequest,
  subresource: string,
  { client }: ReconcileContext,
): Promise<boolean> {
  const { username = '', uid, groups, extra } = spec
  const review = await client.create(SubjectAccessReview, {
    metadata: {},
    spec: {
      user: username,
      ...(uid && { uid }),
      ...(groups && { groups }),
      ...(extra && { extra }),
      resourceAttributes: {
        group: 'certificates.k8s.io',
        resource: 'certificatesigningrequests',
        verb: 'create',
        subresource,
        version: '*',
      },
    },
  })
  return review.status?.allowed ?? false
}

async function approve(
  csr: types.CertificateSigningRequest,
  what: string,
  { client, clock }: ReconcileContext,
): Promise<void> {
  const condition = {
    type: 'Approved',
    status: 'True',
    reason: 'AutoApproved',
    message: `Auto approving ${what} after SubjectAccessReview.`,
    lastUpdateTime: toSeconds(clock.now()),
  }
  const conditions = [...(csr.status?.conditions ?? []), condition]
  await client.update(
    CertificateSigningRequest,
    { ...csr, status: { ...csr.status, conditions } },
    { subresource: 'approval' },
  )
}
