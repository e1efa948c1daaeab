import { isReason } from '../apimachinery/errors.ts'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'
import type { Client } from '../client/client.ts'
import { ConfigMap, Secret } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'

/** A ConfigMap or Secret that a pod names and that is not there. The message is the kubelet's. */
export class MissingReference extends Error {
  override name = 'MissingReference'
}

const encoder = new TextEncoder()

/** Content of a ConfigMap or Secret, by key. */
export type Content = ReadonlyMap<string, Uint8Array>

/** Reads what pods refer to. */
export class References {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /** @throws MissingReference unless it is optional: then `undefined` */
  configMap(namespace: string, name: string, optional = false): Promise<Content | undefined> {
    return this.#read(ConfigMap, namespace, name, optional, 'configmap', configMapContent)
  }

  /** @throws MissingReference unless it is optional: then `undefined` */
  secret(namespace: string, name: string, optional = false): Promise<Content | undefined> {
    return this.#read(Secret, namespace, name, optional, 'secret', secretContent)
  }

  async #read<T extends KubeObject>(
    type: ResourceType<T>,
    namespace: string,
    name: string,
    optional: boolean,
    word: string,
    content: (object: T) => Content,
  ): Promise<Content | undefined> {
    try {
      return content(await this.#client.get(type, name, { namespace }))
    } catch (error) {
      // A node may read only what its pods name; what is not there is not named by the authorizer's graph, either.
      if (!isReason(error, 'NotFound', 'Forbidden')) throw error
      if (optional) return undefined
      throw new MissingReference(`${word} "${name}" not found`)
    }
  }
}

function configMapContent({ data = {}, binaryData = {} }: types.ConfigMap): Content {
  const texts = Object.entries(data).map(([key, value]) => [key, encoder.encode(value)] as const)
  return new Map([...texts, ...Object.entries(binaryData).map(([key, value]) => [key, fromBase64(value)] as const)])
}

function secretContent({ data = {} }: types.Secret): Content {
  return new Map(Object.entries(data).map(([key, value]) => [key, fromBase64(value)] as const))
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
