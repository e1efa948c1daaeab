import { deepClone } from '../../apimachinery/deep.ts'
import { apiVersionOf, type JsonObject, type KubeObject } from '../../apimachinery/object.ts'
import type { CustomResourceDefinition } from '../../resources/generated/types.ts'
import { convertByWebhook, type ConversionDependencies } from './conversion-webhook.ts'

/**
 * Brings an object into another version of its definition.
 * @param complete prunes it and fills in defaults.
 * @returns a private copy, or the object itself when it is of that version already; a promise where a webhook converts.
 * @throws StatusError when a webhook cannot be called, or does not convert
 */
export type Convert = (
  object: KubeObject,
  apiVersion: string,
  complete: (object: JsonObject) => unknown,
) => KubeObject | Promise<KubeObject>

/** How a definition's objects change versions: by their structures alone, or by a webhook. */
export function createConvert(deps: ConversionDependencies, { spec }: CustomResourceDefinition): Convert {
  const webhook = spec.conversion?.strategy === 'Webhook' ? spec.conversion.webhook : undefined
  return (object, apiVersion, complete) => {
    if (object.apiVersion === apiVersion) return object
    if (!webhook) {
      const copy = deepClone({ ...object, apiVersion })
      complete(copy as unknown as JsonObject)
      return copy
    }
    return convertByWebhook(deps, webhook, object, apiVersion).then((converted) => {
      complete(converted as unknown as JsonObject)
      return converted
    })
  }
}

/** The version in which a definition's objects are kept. */
export function storedVersionOf({ spec }: CustomResourceDefinition): { apiVersion: string; index: number } {
  const index = spec.versions.findIndex(({ storage }) => storage)
  return { apiVersion: apiVersionOf({ group: spec.group, version: spec.versions[index]!.name }), index }
}
