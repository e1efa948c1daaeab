/** The name of a resource by its prefix in the store: `deployments.apps` for `/registry/apps/deployments`. */
export function resourceName(prefix: string): string {
  return prefix.split('/').slice(2).reverse().join('.')
}
