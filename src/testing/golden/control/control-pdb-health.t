$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ st() { kubectl get pdb $1 -o jsonpath='healthy={.status.currentHealthy} desired={.status.desiredHealthy} allowed={.status.disruptionsAllowed} expected={.status.expectedPods} {.status.conditions[0].type}={.status.conditions[0].status} {.status.conditions[0].reason}: {.status.conditions[0].message} gen={.status.observedGeneration}{"\n"}'; }; evict() { api POST /api/v1/namespaces/$NS/pods/$1/eviction '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"'$1'"}'$2'}' | grep -E '^HTTP|"(message|reason)"'; }

$ kubectl create -f - <<X
> {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 3, serviceName: db, podManagementPolicy: Parallel, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db, tier: data}}, spec: {containers: [{name: c, image: nginx}]}}}}
> X
statefulset.apps/db created

$ kubectl create rs 2>&1 | head -1; kubectl create deployment api --image=nginx --replicas=2; kubectl patch deploy api -p '{"spec":{"template":{"metadata":{"labels":{"tier":"data"}}}}}'; kubectl rollout status deploy/api --timeout=30s | tail -1; kubectl rollout status sts/db --timeout=30s | tail -1
error: Unexpected args: [rs]
deployment.apps/api created
deployment.apps/api patched
deployment "api" successfully rolled out
partitioned roll out complete: 3 new pods have been updated...

## one budget over two controllers: their scales add up
$ kubectl create pdb all --selector=tier=data --max-unavailable=40%; till '[ "$(kubectl get pdb all -o jsonpath={.status.expectedPods})" = 5 ]'; st all; kubectl scale sts db --replicas=6; till '[ "$(kubectl get pdb all -o jsonpath={.status.currentHealthy})" = 8 ]'; st all; kubectl scale sts db --replicas=3; till '[ "$(kubectl get pdb all -o jsonpath={.status.expectedPods}/{.status.currentHealthy})" = 5/5 ]'; st all
poddisruptionbudget.policy/all created
healthy=5 desired=3 allowed=2 expected=5 DisruptionAllowed=True SufficientPods:  gen=1
statefulset.apps/db scaled
healthy=8 desired=4 allowed=4 expected=8 DisruptionAllowed=True SufficientPods:  gen=1
statefulset.apps/db scaled
healthy=5 desired=3 allowed=2 expected=5 DisruptionAllowed=True SufficientPods:  gen=1

## evictions are counted at once
$ evict db-0; evict db-1; evict db-2; kubectl delete pdb all
HTTP 201 application/json
HTTP 201 application/json
HTTP 201 application/json
poddisruptionbudget.policy "all" deleted from g-control-pdb-health namespace

$ till '[ "$(kubectl get sts db -o jsonpath={.status.readyReplicas})" = 3 ]'; kubectl create -f - <<X
> {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: db}, spec: {minAvailable: 3, unhealthyPodEvictionPolicy: IfHealthyBudget, selector: {matchLabels: {app: db}}}}
> X
poddisruptionbudget.policy/db created

$ sick() { kubectl patch pod $1 --subresource=status -p '{"status":{"conditions":[{"type":"Ready","status":"False"}]}}' >/dev/null; }; till '[ "$(kubectl get pdb db -o jsonpath={.status.currentHealthy})" = 3 ]'; sick db-1; till '[ "$(kubectl get pdb db -o jsonpath={.status.currentHealthy})" = 2 ]'; st db; evict db-1; evict db-0
healthy=2 desired=3 allowed=0 expected=3 DisruptionAllowed=False InsufficientPods:  gen=1
HTTP 429 application/json
    "message": "The disruption budget db needs 3 healthy pods and has 2 currently",
    "reason": "DisruptionBudget"
 "message": "Cannot evict pod as it would violate the pod's disruption budget.",
 "reason": "TooManyRequests",
HTTP 429 application/json
    "message": "The disruption budget db needs 3 healthy pods and has 2 currently",
    "reason": "DisruptionBudget"
 "message": "Cannot evict pod as it would violate the pod's disruption budget.",
 "reason": "TooManyRequests",

$ kubectl patch pdb db -p '{"spec":{"unhealthyPodEvictionPolicy":"AlwaysAllow"}}'; till '[ "$(kubectl get pdb db -o jsonpath={.status.observedGeneration})" = 2 ]'; evict db-0; evict db-1; till '[ "$(kubectl get pdb db -o jsonpath={.status.currentHealthy})" = 3 ]'; st db
poddisruptionbudget.policy/db patched
HTTP 429 application/json
    "message": "The disruption budget db needs 3 healthy pods and has 2 currently",
    "reason": "DisruptionBudget"
 "message": "Cannot evict pod as it would violate the pod's disruption budget.",
 "reason": "TooManyRequests",
HTTP 201 application/json
healthy=3 desired=3 allowed=0 expected=3 DisruptionAllowed=False InsufficientPods:  gen=2

## all of the namespace
$ kubectl delete pdb db; kubectl create -f - <<X
> {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: every}, spec: {minAvailable: 100%, selector: {}}}
> X
poddisruptionbudget.policy "db" deleted from g-control-pdb-health namespace
poddisruptionbudget.policy/every created

$ till '[ "$(kubectl get pdb every -o jsonpath={.status.expectedPods})" = 5 ]'; st every; evict db-0; kubectl describe pdb every | grep -vE 'Creation'
healthy=5 desired=5 allowed=0 expected=5 DisruptionAllowed=False InsufficientPods:  gen=1
HTTP 429 application/json
    "message": "The disruption budget every needs 5 healthy pods and has 5 currently",
    "reason": "DisruptionBudget"
 "message": "Cannot evict pod as it would violate the pod's disruption budget.",
 "reason": "TooManyRequests",
Name:  every
Namespace:  g-control-pdb-health
Min available:  100%
Selector:  <none>
Status:
    Allowed disruptions:  0
    Current:  5
    Desired:  5
    Total:  5
Events:  <none>

## not a scalable controller: percentages cannot be worked out
$ kubectl create job j --image=busybox -- true; kubectl patch pdb every --type=merge -p '{"spec":{"selector":{"matchLabels":{"job-name":"j"}},"minAvailable":"50%"}}'; till '[ "$(kubectl get pdb every -o jsonpath={.status.conditions[0].reason})" = SyncFailed ]'; st every
job.batch/j created
poddisruptionbudget.policy/every patched
healthy=5 desired=5 allowed=0 expected=5 DisruptionAllowed=False SyncFailed: jobs.batch does not implement the scale subresource gen=1

$ kubectl run bare --image=nginx -l app=bare; kubectl wait pod/bare --for=condition=Ready --timeout=20s >/dev/null; kubectl create pdb bare --selector=app=bare --max-unavailable=50%; kubectl create pdb bare2 --selector=app=bare --min-available=1; till '[ -n "$(kubectl get pdb bare -o jsonpath={.status.conditions})" ] && [ "$(kubectl get pdb bare2 -o jsonpath={.status.currentHealthy})" = 1 ]'; st bare; st bare2; kubectl delete pdb bare; kubectl patch pdb bare2 -p '{"spec":{"minAvailable":0}}'; till '[ "$(kubectl get pdb bare2 -o jsonpath={.status.disruptionsAllowed})" = 1 ]'; evict bare ',"deleteOptions":{"gracePeriodSeconds":0}'
pod/bare created
poddisruptionbudget.policy/bare created
poddisruptionbudget.policy/bare2 created
healthy=1 desired=0 allowed=0 expected=0 DisruptionAllowed=False InsufficientPods:  gen=1
healthy=1 desired=1 allowed=0 expected=1 DisruptionAllowed=False InsufficientPods:  gen=1
poddisruptionbudget.policy "bare" deleted from g-control-pdb-health namespace
poddisruptionbudget.policy/bare2 patched
HTTP 201 application/json

$ kubectl create pdb none --selector=app=nothing --min-available=1; till '[ "$(kubectl get pdb none -o jsonpath={.status.observedGeneration})" = 1 ]'; st none; kubectl get pdb
poddisruptionbudget.policy/none created
healthy=0 desired=1 allowed=0 expected=0 DisruptionAllowed=False InsufficientPods:  gen=1
NAME  MIN AVAILABLE  MAX UNAVAILABLE  ALLOWED DISRUPTIONS  AGE
bare2  0  N/A  0  <age>
every  50%  N/A  0  <age>
none  1  N/A  0  <age>

$ kubectl get events --field-selector involvedObject.kind=PodDisruptionBudget -o custom-columns=N:.involvedObject.name,T:.type,R:.reason,M:.message,S:.source.component --no-headers | sort -u
bare  Warning  UnmanagedPods  Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: bare,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.  controllermanager
bare2  Normal  NoPods  No matching pods found  controllermanager
every  Warning  CalculateExpectedPodCountFailed  Failed to calculate the number of expected pods: jobs.batch does not implement the scale subresource  controllermanager
none  Normal  NoPods  No matching pods found  controllermanager

$ kubectl delete pdb,sts,deploy,jobs --all >/dev/null; kubectl create -f - <<X
> {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: bad}, spec: {minAvailable: -1, maxUnavailable: "150%", selector: {matchExpressions: [{key: a, operator: Odd}]}}}
> X
! The PodDisruptionBudget "bad" is invalid:
! * spec: Invalid value: {"MinAvailable":-1,"Selector":{"matchExpressions":[{"key":"a","operator":"Odd"}]},"MaxUnavailable":"150%","UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set
! * spec.minAvailable: Invalid value: -1: must be greater than or equal to 0
! * spec.maxUnavailable: Invalid value: "150%": must not be greater than 100%
! * spec.selector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
[1]
