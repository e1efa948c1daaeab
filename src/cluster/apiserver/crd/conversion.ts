import { deepClone } from '../../apimachinery/deep.ts'
import { StatusError } from '../../apimachinery/errors.ts'
import { apiVersionOf, type JsonObject, type KubeObject } from '../../apimachinery/object.ts'
import type { CustomResourceDefinition, WebhookClientConfig } from '../../resources/generated/types.ts'
import { serviceAddress, ServiceError } from '../calls/service-address.ts'
import type { Core } from '../core.ts'

/**
 * Brings an object into another version of its definition.
 * @param complete prunes it and fills in defaults.
 * @returns a private copy, or the object itself when it is of that version already.
 * @throws StatusError when a webhook would have to convert it
 */
export type Convert = (object: KubeObject, apiVersion: string, complete: (object: JsonObject) => unknown) => KubeObject

const TIMEOUT = '30s'

/** How a definition's objects change versions: by their structures alone, or by a webhook. */
export function createConvert(core: Pick<Core, 'admissionContext'>, { spec }: CustomResourceDefinition): Convert {
  const client = spec.conversion?.strategy === 'Webhook' ? spec.conversion.webhook?.clientConfig : undefined
  return (object, apiVersion, complete) => {
    if (object.apiVersion === apiVersion) return object
    if (client) throw refusal(core, client, object.apiVersion, spec.names.kind)
    const copy = deepClone({ ...object, apiVersion })
    complete(copy as unknown as JsonObject)
    return copy
  }
}

/** Differs: conversion webhooks are looked up, but not called. */
function refusal(
  { admissionContext }: Pick<Core, 'admissionContext'>,
  { service, url }: WebhookClientConfig,
  apiVersion: string,
  kind: string,
): StatusError {
  const fails = (why: string) =>
    new StatusError(500, '', `conversion webhook for ${apiVersion}, Kind=${kind} failed: ${why}`)
  const { name = '', namespace = '', port = 443, path = '/' } = service ?? {}
  const target = service ? `https://${name}.${namespace}.svc:${port}${path}` : url!
  try {
    if (service) serviceAddress(admissionContext, { name, namespace, port }, () => 0)
  } catch (error) {
    if (error instanceof ServiceError)
      return fails(`Post ${JSON.stringify(`${target}?timeout=${TIMEOUT}`)}: ${error.message}`)
    throw error
  }
  return fails(`${target} is not called: conversion by webhooks is not supported here`)
}

/** The version in which a definition's objects are kept. */
export function storedVersionOf({ spec }: CustomResourceDefinition): { apiVersion: string; index: number } {
  const index = spec.versions.findIndex(({ storage }) => storage)
  return { apiVersion: apiVersionOf({ group: spec.group, version: spec.versions[index]!.name }), index }
}
