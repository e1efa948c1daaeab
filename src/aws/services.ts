import { autoScalingService } from './autoscaling/service.ts'
import { ecrService } from './ecr/service.ts'
import { ec2Service } from './ec2/service.ts'
import { eksAuthService } from './eks-auth/service.ts'
import { eksService } from './eks/service.ts'
import { elbService } from './elb/service.ts'
import { elbv2Service } from './elbv2/service.ts'
import { iamService } from './iam/service.ts'
import { ssmService } from './ssm/service.ts'
import { stsService } from './sts/service.ts'
import { findRegion } from './regions.ts'
import type { Service } from './define.ts'

/** The services of an account. */
export const SERVICES: readonly Service[] = [
  stsService,
  iamService,
  ec2Service,
  autoScalingService,
  eksService,
  eksAuthService,
  elbv2Service,
  elbService,
  ecrService,
  ssmService,
]

/** A service in a region. */
export interface Endpoint {
  service: Service
  region: string
}

/** Region in which global services are signed for. */
const GLOBAL_REGION = 'us-east-1'

/** The service behind a host name such as `eks.us-west-2.amazonaws.com`; a port is ignored.
 *  @param version of the API that is asked for; any, when it is not known. */
export function endpointOfHost(host: string, version?: string): Endpoint | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  for (const service of SERVICES) {
    const match = service.host.exec(name)
    if (!match || !speaks(service, version)) continue
    const region = match.groups?.['region'] ?? GLOBAL_REGION
    if (findRegion(region)) return { service, region }
  }
  return undefined
}

/** The service that a credential scope names. */
export function endpointOfScope(signingName: string, region: string, version?: string): Endpoint | undefined {
  const service = SERVICES.find((candidate) => candidate.signingName === signingName && speaks(candidate, version))
  return service && findRegion(region) ? { service, region } : undefined
}

const speaks = (service: Service, version: string | undefined): boolean =>
  version === undefined || service.version === undefined || service.version === version
