import { apiVersionOf } from '../../apimachinery/object.ts'
import { builtInDefinitions, createRegistry } from '../../apiserver/registry.ts'
import { objectSchema } from '../../apiserver/crd/convert-schema.ts'
import { celType } from '../../apiserver/crd/cel-values.ts'
import type { CelType } from '../../cel/types.ts'
import type { CustomResourceDefinition } from '../../resources/generated/types.ts'
import type { KindTypes } from './check-types.ts'
import { declaredType } from './declared-type.ts'

/** Built-in kinds, and those of CustomResourceDefinitions. */
export function knownKinds(definitions: () => Iterable<CustomResourceDefinition>): KindTypes {
  const registry = createRegistry()
  const types = new Map<string, CelType>()
  return {
    kindOf(group, version, plural) {
      const type = registry.find(group, version, plural)?.type
      if (type) return { group, version, kind: type.kind }
      for (const { spec } of definitions())
        if (spec.group === group && spec.names.plural === plural && spec.versions.some(({ name }) => name === version))
          return { group, version, kind: spec.names.kind }
      return undefined
    },
    typeOf(apiVersion, kind) {
      const key = `${apiVersion}/${kind}`
      const builtIn = registry.findKind(apiVersion, kind)
      if (!builtIn) return customType(definitions(), apiVersion, kind)
      let type = types.get(key)
      if (!type) types.set(key, (type = declaredType(builtIn.schema, builtInDefinitions)))
      return type
    },
  }
}

function customType(
  definitions: Iterable<CustomResourceDefinition>,
  apiVersion: string,
  kind: string,
): CelType | undefined {
  for (const { spec } of definitions) {
    if (spec.names.kind !== kind) continue
    const version = spec.versions.find(({ name }) => apiVersionOf({ group: spec.group, version: name }) === apiVersion)
    if (version?.schema?.openAPIV3Schema) return celType(objectSchema(version.schema.openAPIV3Schema))
  }
  return undefined
}
