$ p() { kubectl patch $1 --subresource=status --type merge -p "$2"; }

$ kubectl create -f - <<'Y'
> apiVersion: batch/v1
> kind: Job
> metadata: {name: waits}
> spec: {managedBy: example.com/us, completions: 3, parallelism: 2, template: {spec: {restartPolicy: Never, containers: [{name: c, image: a}]}}}
> ---
> apiVersion: batch/v1
> kind: Job
> metadata: {name: counts}
> spec: {managedBy: example.com/us, completionMode: Indexed, backoffLimitPerIndex: 1, completions: 3, parallelism: 3, template: {spec: {restartPolicy: Never, containers: [{name: c, image: a}]}}}
> Y
job.batch/waits created
job.batch/counts created

$ p job/waits '{"status":{"startTime":"2020-01-01T00:00:00Z"}}'; p job/waits '{"status":{"startTime":null}}'; p job/waits '{"status":{"startTime":"2021-01-01T00:00:00Z"}}'
job.batch/waits patched
! The Job "waits" is invalid: status.startTime: Required value: startTime cannot be removed for unsuspended job
! The Job "waits" is invalid: status.startTime: Required value: startTime cannot be removed for unsuspended job
[1]

$ p job/waits '{"status":{"completedIndexes":"0-1"}}'; p job/waits '{"status":{"completedIndexes":"0,0"}}'; p job/waits '{"status":{"failedIndexes":"y"}}'
! The Job "waits" is invalid: status.completedIndexes: Invalid value: "0-1": cannot set non-empty completedIndexes when non-indexed completion mode
! The Job "waits" is invalid:
! * status.completedIndexes: Invalid value: "0,0": error parsing completedIndexes: non-increasing order, previous: 0, current: 0
! * status.completedIndexes: Invalid value: "0,0": cannot set non-empty completedIndexes when non-indexed completion mode
! The Job "waits" is invalid: status.failedIndexes: Invalid value: "y": cannot set non-null failedIndexes when backoffLimitPerIndex is null
[1]

$ p job/counts '{"status":{"completedIndexes":"0,1","failedIndexes":"1"}}'; p job/counts '{"status":{"completedIndexes":"5"}}'; p job/counts '{"status":{"failedIndexes":"2-1"}}'
! The Job "counts" is invalid: status.failedIndexes: Invalid value: "1": failedIndexes and completedIndexes overlap at index: 1
! The Job "counts" is invalid: status.completedIndexes: Invalid value: "5": error parsing completedIndexes: too large index: "5"
! The Job "counts" is invalid: status.failedIndexes: Invalid value: "2-1": error parsing failedIndexes: non-increasing order, previous: 2, current: 1
[1]

$ p job/waits '{"status":{"succeeded":2,"failed":1}}'; p job/waits '{"status":{"succeeded":1,"failed":0}}'; p job/counts '{"status":{"succeeded":2}}'; p job/counts '{"status":{"succeeded":1}}'
job.batch/waits patched
job.batch/counts patched
job.batch/counts patched
! The Job "waits" is invalid:
! * status.failed: Invalid value: 0: cannot decrease the failed counter
! * status.succeeded: Invalid value: 1: cannot decrease the succeeded counter

$ p job/waits '{"status":{"active":1,"ready":2,"terminating":-1}}'; p job/waits '{"status":{"uncountedTerminatedPods":{"succeeded":["a","a"],"failed":["a",""]}}}'
! The Job "waits" is invalid:
! * status.terminating: Invalid value: -1: must be greater than or equal to 0
! * status.ready: Invalid value: 2: cannot set more ready pods than active
! The Job "waits" is invalid:
! * status.uncountedTerminatedPods.succeeded[1]: Duplicate value: "a"
! * status.uncountedTerminatedPods.failed[0]: Duplicate value: "a"
! * status.uncountedTerminatedPods.failed[1]: Invalid value: "": must not be empty
[1]

$ p job/waits '{"status":{"completionTime":"2020-01-02T00:00:00Z"}}'; p job/waits '{"status":{"conditions":[{"type":"Complete","status":"True"},{"type":"Failed","status":"True"}]}}'
! The Job "waits" is invalid: status.completionTime: Invalid value: "<time>": cannot set completionTime when there is no Complete=True condition
! The Job "waits" is invalid:
! * status.conditions: Invalid value: cannot set Complete=True and Failed=true conditions
! * status.completionTime: Required value: completionTime is required for Complete jobs
! * status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition
! * status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition
[1]

$ p job/waits '{"status":{"active":1,"terminating":1,"conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}],"completionTime":"2019-01-01T00:00:00Z"}}'
! The Job "waits" is invalid:
! * status.completionTime: Invalid value: "<time>": must be equal to or after `startTime`
! * status.active: Invalid value: 1: active>0 is invalid for finished job
! * status.terminating: Invalid value: 1: terminating>0 is invalid for finished job
[1]

$ p job/waits '{"status":{"conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}],"completionTime":"2020-01-02T00:00:00Z"}}'; kubectl get job waits
job.batch/waits patched
NAME  STATUS  COMPLETIONS  DURATION  AGE
waits  Complete  2/3  <age>  <age>

$ p job/waits '{"status":{"conditions":[]}}'; p job/waits '{"status":{"completionTime":"2020-01-03T00:00:00Z"}}'; p job/waits '{"status":{"conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"},{"type":"FailureTarget","status":"True"}]}}'
! The Job "waits" is invalid:
! * status.completionTime: Invalid value: "<time>": cannot set completionTime when there is no Complete=True condition
! * status.conditions: Invalid value: cannot disable the terminal Complete=True condition
! * status.conditions: Invalid value: cannot disable the SuccessCriteriaMet=True condition
! The Job "waits" is invalid: status.completionTime: Invalid value: "<time>": field is immutable
! The Job "waits" is invalid:
! * status.conditions: Invalid value: cannot set Complete=True and FailureTarget=true conditions
! * status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and FailureTarget=true conditions
[1]

$ p job/counts '{"status":{"conditions":[{"type":"Failed","status":"True"}],"startTime":"2020-01-01T00:00:00Z"}}'; p job/counts '{"status":{"conditions":[{"type":"FailureTarget","status":"True"},{"type":"Failed","status":"True"}],"startTime":"2020-01-01T00:00:00Z"}}'; p job/counts '{"status":{"conditions":[]}}'
job.batch/counts patched
! The Job "counts" is invalid: status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition
! The Job "counts" is invalid:
! * status.conditions: Invalid value: cannot disable the terminal Failed=True condition
! * status.conditions: Invalid value: cannot disable the terminal FailureTarget=True condition
[1]

$ kubectl create quota q --hard=storage=1; kubectl create quota q --hard=hugepages-2Mi=1,pods=1; p quota/q '{"status":{"used":{"storage":"1"}}}'; p quota/q '{"status":{"used":{"pods":"1.5"}}}'
resourcequota/q created
! error: failed to create quota: ResourceQuota "q" is invalid: spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota
! The ResourceQuota "q" is invalid: status.used[storage]: Invalid value: "storage": must be a standard resource for quota
! The ResourceQuota "q" is invalid: status.used[pods]: Invalid value: "1500m": must be an integer
[1]

$ kubectl create -f - <<'Y'
> apiVersion: v1
> kind: PersistentVolumeClaim
> metadata: {name: data}
> spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
> Y
persistentvolumeclaim/data created

$ p pvc/data '{"status":{"allocatedResourceStatuses":{"storage":"Resizing"}}}'; p pvc/data '{"status":{"allocatedResourceStatuses":{"cpu":"NodeResizePending"}}}'; p pvc/data '{"status":{"allocatedResources":{"cpu":"-1"}}}'; p pvc/data '{"status":{"allocatedResources":{"storage":"-1"}}}'
! The PersistentVolumeClaim "data" is invalid: status.allocatedResourceStatuses: Unsupported value: "storage": supported values: "ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress", "NodeResizeInfeasible", "NodeResizePending"
! The PersistentVolumeClaim "data" is invalid: status.allocatedResourceStatuses: Unsupported value: "cpu": supported values: "storage"
! The PersistentVolumeClaim "data" is invalid: status.allocatedResources: Unsupported value: "cpu": supported values: "storage"
! The PersistentVolumeClaim "data" is invalid: status.allocatedResources[storage]: Invalid value: -1: must be a valid resource quantity
[1]

$ kubectl create -f - <<'Y'
> apiVersion: v1
> kind: Pod
> metadata: {name: parked, finalizers: [example.com/stays]}
> spec: {schedulerName: nobody, containers: [{name: c, image: i}]}
> Y
pod/parked created

$ p pod/parked '{"status":{"phase":"Running","containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":3,"allocatedResourcesStatus":[{"name":"cpu"}]}]}}'; kubectl get pod parked; kubectl get pod parked -o jsonpath='{.status.containerStatuses}'
pod/parked patched
NAME  READY  STATUS  RESTARTS  AGE
parked  0/1  Running  3  <age>
[{"image":"i","imageID":"","lastState":{},"name":"c","ready":true,"restartCount":3,"state":{}}]

$ kubectl create --raw /api/v1/namespaces/$NS/pods/parked/eviction -f - <<<'{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"parked"}}'; kubectl get pod parked -o jsonpath='{range .status.conditions[*]}{.type} {.status} {.reason}: {.message}{"\n"}{end}'; kubectl get pod parked -o jsonpath='{.metadata.managedFields[*].manager}' --show-managed-fields
{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}
DisruptionTarget True EvictionByEvictionAPI: Eviction API: evicting
kubectl-create kubectl-patch

$ kubectl patch pod parked --type json -p '[{"op":"remove","path":"/metadata/finalizers"}]'; kubectl get ns $NS -o jsonpath='{.metadata.managedFields[*].manager}{"\n"}' --show-managed-fields
pod/parked patched
kubectl-create
