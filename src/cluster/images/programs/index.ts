import type { Program, ProgramTable } from '../../machine/process/process.ts'
import { toProgram } from './applet.ts'

/** Every program that an executable can stand for, loaded when it is first run. */
const programs: Readonly<Record<string, () => Promise<Program>>> = Object.assign(Object.create(null) as object, {
  'aws-network-policy-agent': async () => (await import('./eks.ts')).awsNetworkPolicyAgent,
  'aws-vpc-cni': async () => (await import('./eks.ts')).awsVpcCni,
  'aws-vpc-cni-init': async () => (await import('./eks.ts')).awsVpcCniInit,
  agnhost: async () => (await import('./samples.ts')).agnhost,
  bash: async () => (await import('../shell/sh.ts')).sh,
  busybox: async () => (await import('./busybox.ts')).busybox,
  coredns: async () => (await import('./eks.ts')).coredns,
  curl: async () => toProgram((await import('./curl.ts')).curl),
  dig: async () => toProgram((await import('./name-lookup.ts')).dig),
  'eks-pod-identity-agent': async () => (await import('./eks.ts')).eksPodIdentityAgent,
  'hello-app': async () => (await import('./samples.ts')).helloApp,
  host: async () => toProgram((await import('./name-lookup.ts')).host),
  'http-echo': async () => (await import('./samples.ts')).httpEcho,
  httpd: async () => (await import('./httpd.ts')).httpd,
  initdb: async () => toProgram((await import('./postgres.ts')).initdb),
  idle: async () => (await import('./pause.ts')).pause,
  'kube-proxy': async () => (await import('./eks.ts')).kubeProxy,
  mysql: async () => toProgram((await import('./mysql.ts')).mysqlClient),
  mysqladmin: async () => toProgram((await import('./mysql.ts')).mysqlAdmin),
  mysqld: async () => (await import('./mysql.ts')).mysqld,
  nginx: async () => (await import('./nginx.ts')).nginx,
  pause: async () => (await import('./pause.ts')).pause,
  pg_isready: async () => toProgram((await import('./postgres.ts')).pgIsReady),
  postgres: async () => (await import('./postgres.ts')).postgres,
  psql: async () => toProgram((await import('./postgres.ts')).psql),
  'redis-cli': async () => (await import('./redis.ts')).redisCli,
  'redis-server': async () => (await import('./redis.ts')).redisServer,
  'shop-cart': async () => (await import('./shop.ts')).shopCart,
  'shop-catalog': async () => (await import('./shop.ts')).shopCatalog,
  'shop-web': async () => (await import('./shop.ts')).shopWeb,
  whoami: async () => (await import('./samples.ts')).whoami,
} satisfies Record<string, () => Promise<Program>>)

/** Looks programs up for processes. */
export const programTable: ProgramTable = {
  load: (name) => programs[name]?.(),
}
