import type { CertificateAuthority, Clock, TokenSigner } from '#base'
import { ADMIN, type Cluster } from './cluster.ts'
import { createControllers } from './controllers/index.ts'
import { images } from './images/index.ts'
import { defaultProfile } from './scheduler/profile.ts'

/** A kind that the API server serves. */
export interface InventoryKind {
  /** `apps/v1`. */
  apiVersion: string
  kind: string
  /** In alphabetical order. */
  verbs: readonly string[]
  subresources: readonly string[]
}

/** What there is of Kubernetes, as its registries have it. */
export interface ClusterInventory {
  kinds: readonly InventoryKind[]
  /** In the order in which they look at a request. */
  admission: readonly string[]
  /** As `kube-controller-manager --controllers` names them. */
  controllers: readonly string[]
  /** A weight of 0 belongs to a plugin that gives no points. */
  scheduler: readonly { name: string; weight: number }[]
  /** With their registry, as a Pod may name them. */
  images: readonly string[]
}

/**
 * Lists what is there, for the page that tells.
 * @param keys only fill the places that controllers keep for them; nothing is signed.
 */
export function clusterInventory(
  cluster: Cluster,
  clock: Clock,
  keys: { signer: TokenSigner; certificateSigner: CertificateAuthority },
): ClusterInventory {
  const { registry, admission } = cluster.core
  return {
    kinds: [...registry.all()].map(({ apiVersion, type, verbs, subresources }) => ({
      apiVersion,
      kind: type.kind,
      verbs: [...verbs].sort(),
      subresources: [...subresources.keys()].sort(),
    })),
    admission: admission.map(({ name }) => name),
    controllers: createControllers({ rootCa: '', ...keys })
      .map(({ name }) => name)
      .sort(),
    scheduler: defaultProfile(cluster.clientFor(ADMIN, 'inventory'), clock).map(({ plugin, weight }) => ({
      name: plugin.name,
      weight,
    })),
    images: images.flatMap(({ repositories }) => repositories).sort(),
  }
}
