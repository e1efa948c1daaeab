$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ kubectl create -f - <<X
> {apiVersion: v1, kind: ReplicationController, metadata: {name: old}, spec: {replicas: 2, template: {metadata: {labels: {app: old, v: "1"}}, spec: {terminationGracePeriodSeconds: 0, containers: [{name: c, image: nginx}]}}}}
> X
replicationcontroller/old created

$ kubectl wait rc/old --for=jsonpath='{.status.readyReplicas}'=2 --timeout=20s; kubectl get rc old -o jsonpath='{.spec.selector} {.metadata.labels} {.status}{"\n"}'; kubectl get rc; kubectl get rc -o wide
replicationcontroller/old condition met
{"app":"old","v":"1"} {"app":"old","v":"1"} {"availableReplicas":2,"fullyLabeledReplicas":2,"observedGeneration":1,"readyReplicas":2,"replicas":2}
NAME  DESIRED  CURRENT  READY  AGE
old  2  2  2  <age>
NAME  DESIRED  CURRENT  READY  AGE  CONTAINERS  IMAGES  SELECTOR
old  2  2  2  <age>  c  nginx  app=old,v=1

$ kubectl describe rc old | sed -E 's/old-[a-z0-9]{5}/POD/' | sort
              v=1
           v=1
    Environment:  <none>
    Host Port:  <none>
    Image:  nginx
    Mounts:  <none>
    Port:  <none>
   c:
  ----  ------  ----  ----  -------
  Containers:
  Labels:  app=old
  Node-Selectors:  <none>
  Normal  SuccessfulCreate  <age>  replication-controller  Created pod: POD
  Normal  SuccessfulCreate  <age>  replication-controller  Created pod: POD
  Tolerations:  <none>
  Type  Reason  Age  From  Message
  Volumes:  <none>
Annotations:  <none>
Events:
Labels:  app=old
Name:  old
Namespace:  g-control-rc
Pod Template:
Pods Status:  2 Running / 0 Waiting / 0 Succeeded / 0 Failed
Replicas:  2 current / 2 desired
Selector:  app=old,v=1

$ P=$(kubectl get pods -l app=old -o jsonpath={.items[0].metadata.name}); kubectl get pod $P -o jsonpath='{.metadata.ownerReferences[0].kind} {.metadata.ownerReferences[0].apiVersion} {.metadata.generateName}{"\n"}'; kubectl label pod $P app=mine --overwrite; till '[ $(kubectl get pods -l app=old -o name | wc -l) = 2 ]'; kubectl get pod $P -o jsonpath='[{.metadata.ownerReferences}]{"\n"}'
ReplicationController v1 old-
pod/old-<rand> labeled
[]

## it comes back, and one too many goes: the younger
$ kubectl label pod $P app=old --overwrite; till '[ $(kubectl get pods -l app=old --field-selector status.phase=Running -o name | wc -l) = 2 ]'; kubectl get pod $P -o jsonpath='{.metadata.ownerReferences[0].name}{"\n"}'
pod/old-<rand> labeled
old

$ kubectl scale rc old --replicas=0; till '[ -z "$(kubectl get pods -l app=old -o name)" ]'; kubectl get rc old -o jsonpath='{.status}{"\n"}'; kubectl scale rc old --current-replicas=2 --replicas=1; kubectl scale rc old --replicas=1; till '[ "$(kubectl get rc old -o jsonpath={.status.readyReplicas})" = 1 ]'; api GET /api/v1/namespaces/$NS/replicationcontrollers/old/scale | grep -E '"(kind|apiVersion|selector|replicas)"'
replicationcontroller/old scaled
{"observedGeneration":2,"replicas":0}
replicationcontroller/old scaled
 "apiVersion": "autoscaling/v1",
 "kind": "Scale",
  "replicas": 1
  "replicas": 1,
  "selector": "app=old,v=1"
! error: Expected replicas to be 2, was 0

$ kubectl patch rc old -p '{"spec":{"minReadySeconds":2,"replicas":2}}'; till '[ "$(kubectl get rc old -o jsonpath={.status.readyReplicas})" = 2 ]'; till '[ "$(kubectl get rc old -o jsonpath={.status.availableReplicas})" = 2 ]'; kubectl get rc old -o jsonpath='{.status}{"\n"}'
replicationcontroller/old patched
{"availableReplicas":2,"fullyLabeledReplicas":2,"observedGeneration":4,"readyReplicas":2,"replicas":2}

$ kubectl create quota q --hard=pods=2; till '[ -n "$(kubectl get quota q -o jsonpath={.status.used.pods})" ]'; kubectl scale rc old --replicas=3; till '[ -n "$(kubectl get rc old -o jsonpath={.status.conditions})" ]'; kubectl get rc old -o jsonpath='{range .status.conditions[*]}{.type} {.status} {.reason}: {.message}{"\n"}{end}' | sed -E 's/old-[a-z0-9]{5}/POD/'; kubectl delete quota q; kubectl scale rc old --replicas=2; till '[ -z "$(kubectl get rc old -o jsonpath={.status.conditions})" ]'; kubectl get rc old -o jsonpath='[{.status.conditions}]{"\n"}'
resourcequota/q created
replicationcontroller/old scaled
ReplicaFailure True FailedCreate: pods "POD" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2
resourcequota "q" deleted from g-control-rc namespace
replicationcontroller/old scaled
[]

$ kubectl get events --field-selector involvedObject.kind=ReplicationController -o custom-columns=T:.type,R:.reason,M:.message,S:.source.component --no-headers | sed -E 's/old-[a-z0-9]{5}/POD/' | sort -u
Normal  SuccessfulCreate  Created pod: POD  replication-controller
Normal  SuccessfulDelete  Deleted pod: POD  replication-controller
Warning  FailedCreate  Error creating: pods "POD" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2  replication-controller

$ kubectl expose rc old --port=80; kubectl autoscale rc old --min=1 --max=3; kubectl rollout status rc/old; kubectl set image rc/old c=nginx:2; kubectl get pods -l app=old -o jsonpath='{.items[0].spec.containers[0].image}{"\n"}'
service/old exposed
horizontalpodautoscaler.autoscaling/old autoscaled
replicationcontroller/old image updated
nginx
! error: no status viewer has been implemented for ReplicationController

$ kubectl delete rc old --cascade=orphan; kubectl get pods -l app=old -o jsonpath='{range .items[*]}[{.metadata.ownerReferences}]{"\n"}{end}'; kubectl delete pods --all >/dev/null
replicationcontroller "old" deleted from g-control-rc namespace
[]
[]

$ kubectl create -f - <<X
> {apiVersion: v1, kind: ReplicationController, metadata: {name: bad}, spec: {replicas: -1, minReadySeconds: -1, selector: {a: b}, template: {metadata: {labels: {app: old}}, spec: {restartPolicy: Never, containers: [{name: c, image: nginx}]}}}}
> X
! The ReplicationController "bad" is invalid:
! * spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
! * spec.replicas: Invalid value: -1: must be greater than or equal to 0
! * spec.template.metadata.labels: Invalid value: {"app":"old"}: `selector` does not match template `labels`
! * spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
[1]
