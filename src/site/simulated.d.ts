/** What the build reads from the registries; see `whatIsSimulated` of the lab. */
declare module 'virtual:simulated' {
  interface Kind {
    apiVersion: string
    kind: string
    verbs: readonly string[]
    subresources: readonly string[]
  }
  const simulated: {
    cluster: {
      kinds: readonly Kind[]
      admission: readonly string[]
      controllers: readonly string[]
      scheduler: readonly { name: string; weight: number }[]
      images: readonly string[]
    }
    services: readonly { service: string; operations: readonly { name: string; refuses: readonly string[] }[] }[]
    differences: readonly { area: string; subject: string; text: string }[]
  }
  export default simulated
}
