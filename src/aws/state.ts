import { emptyAutoScalingState, type AutoScalingState } from './autoscaling/state.ts'
import { emptyEc2State, type Ec2State } from './ec2/state.ts'
import { emptyEcrState, type EcrState } from './ecr/state.ts'
import { emptyEksState, type EksState } from './eks/state.ts'
import { emptyElbState, type ElbState } from './elb/state.ts'
import { emptyElbv2State, type Elbv2State } from './elbv2/state.ts'
import { emptyIamState, type IamState } from './iam/state.ts'
import { emptyStsState, type StsState } from './sts/state.ts'
import { dictionary } from './dictionary.ts'

/** State of the regional services in one region. */
export interface RegionState {
  autoscaling: AutoScalingState
  ec2: Ec2State
  ecr: EcrState
  eks: EksState
  elb: ElbState
  elbv2: Elbv2State
}

/** A job that waits for its time, as a snapshot keeps it. */
export interface PendingJob {
  id: number
  name: string
  region: string
  args: unknown
  /** Milliseconds since the epoch. */
  atMs: number
}

/** The whole account as plain data: what a snapshot holds. */
export interface AccountState {
  accountId: string
  iam: IamState
  sts: StsState
  /** Regions that have been looked at, by name. */
  regions: Record<string, RegionState>
  jobs: PendingJob[]
}

/** An account nobody has used yet. */
export const emptyAccountState = (accountId: string): AccountState => ({
  accountId,
  iam: emptyIamState(),
  sts: emptyStsState(),
  regions: dictionary(),
  jobs: [],
})

/** A region nobody has used yet. */
export const emptyRegionState = (): RegionState => ({
  autoscaling: emptyAutoScalingState(),
  ec2: emptyEc2State(),
  ecr: emptyEcrState(),
  eks: emptyEksState(),
  elb: emptyElbState(),
  elbv2: emptyElbv2State(),
})
