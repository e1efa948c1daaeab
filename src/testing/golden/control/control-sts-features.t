$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ sts() { kubectl apply -f - <<X
> {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: $1}, spec: {serviceName: $1, $2, selector: {matchLabels: {app: $1}}, template: {metadata: {labels: {app: $1}}, spec: {terminationGracePeriodSeconds: 0, $3 containers: [{name: c, image: "nginx:${I:-1}"}]}}}}
> X
> }

$ pods() { kubectl get pods -l app=$1 --no-headers -o custom-columns=N:.metadata.name,P:.status.phase,I:.spec.containers[0].image; }; st() { kubectl get sts $1 -o jsonpath='replicas={.status.replicas} ready={.status.readyReplicas} available={.status.availableReplicas} current={.status.currentReplicas} updated={.status.updatedReplicas} gen={.status.observedGeneration} collisions={.status.collisionCount}{"\n"}'; }

## numbers that begin elsewhere
$ sts ord 'replicas: 2, ordinals: {start: 5}'; kubectl rollout status sts/ord --timeout=30s | tail -1; pods ord; kubectl get pod ord-5 -o jsonpath='{.spec.hostname} {.spec.subdomain} {.metadata.labels.apps\.kubernetes\.io/pod-index} {.metadata.labels.statefulset\.kubernetes\.io/pod-name}{"\n"}'
statefulset.apps/ord created
partitioned roll out complete: 2 new pods have been updated...
ord-5  Running  nginx:1
ord-6  Running  nginx:1
ord-5 ord 5 ord-5

$ sts ord 'replicas: 2, ordinals: {start: 6}'; till '[ -z "$(kubectl get pod ord-5 -o name)" ] && [ "$(kubectl get sts ord -o jsonpath={.status.readyReplicas})" = 2 ]'; pods ord; st ord
statefulset.apps/ord configured
ord-6  Running  nginx:1
ord-7  Running  nginx:1
replicas=2 ready=2 available=2 current=2 updated=2 gen=2 collisions=0

## all at once, none waits for another
$ sts par 'replicas: 3, podManagementPolicy: Parallel' 'schedulerName: by-hand,'; till '[ $(kubectl get pods -l app=par -o name | wc -l) = 3 ]'; pods par; kubectl scale sts par --replicas=1; till '[ $(kubectl get pods -l app=par -o name | wc -l) = 1 ]'; pods par
statefulset.apps/par created
par-0  Pending  nginx:1
par-1  Pending  nginx:1
par-2  Pending  nginx:1
statefulset.apps/par scaled
par-0  Pending  nginx:1

## in order: the second waits for the first
$ sts seq 'replicas: 3' 'schedulerName: by-hand,'; till '[ -n "$(kubectl get pod seq-0 -o name)" ]'; sleep 1; pods seq; st seq
statefulset.apps/seq created
seq-0  Pending  nginx:1
replicas=1 ready= available=0 current=1 updated=1 gen=1 collisions=0

## a stuck pod of the old template is not replaced by itself
$ I=2 sts seq 'replicas: 3' 'schedulerName: by-hand,'; till '[ "$(kubectl get sts seq -o jsonpath={.status.observedGeneration})" = 2 ]'; sleep 1; pods seq
statefulset.apps/seq configured
seq-0  Pending  nginx:1

$ sts man 'replicas: 2, updateStrategy: {type: OnDelete}'; kubectl rollout status sts/man --timeout=30s; I=2 sts man 'replicas: 2, updateStrategy: {type: OnDelete}'; till '[ "$(kubectl get sts man -o jsonpath={.status.observedGeneration})" = 2 ]'; sleep 1; pods man; kubectl delete pod man-1 >/dev/null; till '[ "$(kubectl get sts man -o jsonpath={.status.readyReplicas}/{.status.updatedReplicas})" = 2/1 ]'; pods man; st man
statefulset.apps/man created
statefulset.apps/man configured
man-0  Running  nginx:1
man-1  Running  nginx:1
man-0  Running  nginx:1
man-1  Running  nginx:2
replicas=2 ready=2 available=2 current=1 updated=1 gen=2 collisions=0
! error: rollout status is only available for RollingUpdate strategy type

$ sts lazy 'replicas: 2, minReadySeconds: 3'; till '[ "$(kubectl get sts lazy -o jsonpath={.status.readyReplicas})" = 1 ]'; pods lazy; st lazy; till '[ "$(kubectl get sts lazy -o jsonpath={.status.availableReplicas})" = 2 ]'; st lazy
statefulset.apps/lazy created
lazy-0  Running  nginx:1
replicas=1 ready=1 available=0 current=1 updated=1 gen=1 collisions=0
replicas=2 ready=2 available=2 current=2 updated=2 gen=1 collisions=0

$ sts mu 'replicas: 4, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}'; kubectl rollout status sts/mu --timeout=30s | tail -1; I=2 sts mu 'replicas: 4, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}'; till '[ "$(kubectl get sts mu -o jsonpath={.status.updatedReplicas}/{.status.readyReplicas})" = 2/4 ]'; pods mu; kubectl rollout status sts/mu --timeout=30s | tail -1; kubectl get controllerrevisions -l app=mu -o custom-columns=R:.revision,O:.metadata.ownerReferences[0].name --no-headers | sort
statefulset.apps/mu created
partitioned roll out complete: 4 new pods have been updated...
statefulset.apps/mu configured
mu-0  Running  nginx:1
mu-1  Running  nginx:1
mu-2  Running  nginx:2
mu-3  Running  nginx:2
partitioned roll out complete: 2 new pods have been updated...
1  mu
2  mu

$ kubectl get events --field-selector involvedObject.kind=StatefulSet -o custom-columns=N:.involvedObject.name,T:.type,R:.reason,M:.message,S:.source.component --no-headers | sort -u
lazy  Normal  SuccessfulCreate  Create Pod lazy-0 in StatefulSet lazy successful  statefulset-controller
lazy  Normal  SuccessfulCreate  Create Pod lazy-1 in StatefulSet lazy successful  statefulset-controller
man  Normal  SuccessfulCreate  Create Pod man-0 in StatefulSet man successful  statefulset-controller
man  Normal  SuccessfulCreate  Create Pod man-1 in StatefulSet man successful  statefulset-controller
mu  Normal  SuccessfulCreate  Create Pod mu-0 in StatefulSet mu successful  statefulset-controller
mu  Normal  SuccessfulCreate  Create Pod mu-1 in StatefulSet mu successful  statefulset-controller
mu  Normal  SuccessfulCreate  Create Pod mu-2 in StatefulSet mu successful  statefulset-controller
mu  Normal  SuccessfulCreate  Create Pod mu-3 in StatefulSet mu successful  statefulset-controller
mu  Normal  SuccessfulDelete  Delete Pod mu-2 in StatefulSet mu successful  statefulset-controller
mu  Normal  SuccessfulDelete  Delete Pod mu-3 in StatefulSet mu successful  statefulset-controller
ord  Normal  SuccessfulCreate  Create Pod ord-5 in StatefulSet ord successful  statefulset-controller
ord  Normal  SuccessfulCreate  Create Pod ord-6 in StatefulSet ord successful  statefulset-controller
ord  Normal  SuccessfulCreate  Create Pod ord-7 in StatefulSet ord successful  statefulset-controller
ord  Normal  SuccessfulDelete  Delete Pod ord-5 in StatefulSet ord successful  statefulset-controller
par  Normal  SuccessfulCreate  Create Pod par-0 in StatefulSet par successful  statefulset-controller
par  Normal  SuccessfulCreate  Create Pod par-1 in StatefulSet par successful  statefulset-controller
par  Normal  SuccessfulCreate  Create Pod par-2 in StatefulSet par successful  statefulset-controller
par  Normal  SuccessfulDelete  Delete Pod par-1 in StatefulSet par successful  statefulset-controller
par  Normal  SuccessfulDelete  Delete Pod par-2 in StatefulSet par successful  statefulset-controller
seq  Normal  SuccessfulCreate  Create Pod seq-0 in StatefulSet seq successful  statefulset-controller

## a pod that it does not own has its name
$ kubectl run squat-0 --image=nginx >/dev/null; sts squat 'replicas: 1'; sleep 2; kubectl get events --field-selector involvedObject.name=squat,reason=FailedCreate -o custom-columns=T:.type,M:.message --no-headers; kubectl delete pod squat-0 >/dev/null; kubectl rollout status sts/squat --timeout=60s | tail -1
statefulset.apps/squat created
partitioned roll out complete: 1 new pods have been updated...

$ kubectl delete sts ord --cascade=orphan; kubectl get pod ord-6 -o jsonpath='[{.metadata.ownerReferences}]{"\n"}'; sts ord 'replicas: 2, ordinals: {start: 6}'; till '[ -n "$(kubectl get pod ord-6 -o jsonpath={.metadata.ownerReferences[0].name})" ]'; kubectl get pod ord-6 ord-7 -o jsonpath='{.items[*].metadata.ownerReferences[0].name}{"\n"}'
statefulset.apps "ord" deleted from g-control-sts-features namespace
[]
statefulset.apps/ord created
ord ord

$ sts bad 'replicas: -1, ordinals: {start: -1}, minReadySeconds: -1, podManagementPolicy: Any, updateStrategy: {type: Sometimes}, revisionHistoryLimit: -1, persistentVolumeClaimRetentionPolicy: {whenDeleted: Keep}'
! The StatefulSet "bad" is invalid:
! * spec.podManagementPolicy: Invalid value: "Any": must be 'OrderedReady' or 'Parallel'
! * spec.updateStrategy: Invalid value: {"Type":"Sometimes","RollingUpdate":null}: must be 'RollingUpdate' or 'OnDelete'
! * spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": supported values: "Retain", "Delete"
! * spec.replicas: Invalid value: -1: must be greater than or equal to 0
! * spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
! * spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0
[1]

$ kubectl delete sts --all >/dev/null; till '[ -z "$(kubectl get pods -o name)" ]'; kubectl get pods,controllerrevisions
! No resources found in g-control-sts-features namespace.
