import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage } from './image.ts'

/** Google's `hello-app`: says hello, its version and who it is. */
export const helloAppImage = defineImage({
  repositories: ['gcr.io/google-samples/hello-app', 'us-docker.pkg.dev/google-samples/containers/gke/hello-app'],
  tags: ['1.0', '2.0'],
  sizeBytes: 11_480_302,
  config: (tag) => ({ cmd: ['/hello-app'], env: { PATH: DEFAULT_PATH, VERSION: `${tag}.0` }, ports: ['8080/tcp'] }),
  files: (files) => void files.program('/hello-app', 'hello-app'),
})

/** `hashicorp/http-echo`: says what it is told to. */
export const httpEchoImage = defineImage({
  repositories: ['docker.io/hashicorp/http-echo'],
  tags: ['latest', '1.0', '1.0.0', '0.2.3'],
  sizeBytes: 2_985_711,
  config: { entrypoint: ['/http-echo'], env: { PATH: DEFAULT_PATH }, user: '65532', ports: ['5678/tcp'] },
  files: (files) => void files.program('/http-echo', 'http-echo'),
})

/** `traefik/whoami`: says who is asked, and by whom. */
export const whoamiImage = defineImage({
  repositories: ['docker.io/traefik/whoami', 'docker.io/containous/whoami'],
  tags: (tag) => /^(latest|v1\.(\d|1[01])(\.\d)?)$/.test(tag),
  sizeBytes: 2_870_461,
  config: { entrypoint: ['/whoami'], env: { PATH: DEFAULT_PATH }, ports: ['80/tcp'] },
  files: (files) => void files.program('/whoami', 'whoami'),
})

/** `agnhost`, with which Kubernetes tests itself. */
export const agnhostImage = defineImage({
  repositories: ['registry.k8s.io/e2e-test-images/agnhost'],
  tags: (tag) => /^2\.(\d|[1-5]\d)$/.test(tag),
  sizeBytes: 53_700_842,
  config: { entrypoint: ['/agnhost'], cmd: ['pause'], env: { PATH: DEFAULT_PATH } },
  base: busyboxImage,
  files: (files) => void files.program('/agnhost', 'agnhost').program('/usr/bin/curl', 'curl'),
})
