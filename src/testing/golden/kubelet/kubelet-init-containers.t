$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: List
> items:
> - {apiVersion: v1, kind: Pod, metadata: {name: fine}, spec: {volumes: [{name: w, emptyDir: {}}], initContainers: [{name: first, image: "busybox:1.36", command: [sh, -c, 'echo one >> /w/order; sleep 1'], volumeMounts: [{name: w, mountPath: /w}]}, {name: second, image: "busybox:1.36", command: [sh, -c, 'echo two >> /w/order'], volumeMounts: [{name: w, mountPath: /w}]}], containers: [{name: app, image: "busybox:1.36", command: [sh, -c, 'cat /w/order; sleep 3600'], volumeMounts: [{name: w, mountPath: /w}]}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: loops}, spec: {initContainers: [{name: bad, image: "busybox:1.36", command: [sh, -c, 'echo no database; exit 3']}], containers: [{name: app, image: "busybox:1.36", command: [sleep, "3600"]}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: never}, spec: {restartPolicy: Never, initContainers: [{name: ok, image: "busybox:1.36", command: ["true"]}, {name: bad, image: "busybox:1.36", command: [sh, -c, 'exit 4']}, {name: unreached, image: "busybox:1.36", command: ["true"]}], containers: [{name: app, image: "busybox:1.36", command: [sleep, "3600"]}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: waits}, spec: {initContainers: [{name: wait, image: "busybox:1.36", command: [sh, -c, 'until [ -e /tmp/go ]; do sleep 0.2; done']}], containers: [{name: app, image: "busybox:1.36", command: [sleep, "3600"]}]}}
> Y
pod/fine created
pod/loops created
pod/never created
pod/waits created

$ kubectl wait --for=condition=Ready pod/fine --timeout=60s; kubectl logs fine
pod/fine condition met
one
two
! Defaulted container "app" out of: app, first (init), second (init)

$ kubectl get pod fine -o jsonpath='{range .status.initContainerStatuses[*]}{.name} ready={.ready} started={.started} {.state.terminated.reason} {.state.terminated.exitCode} restarts={.restartCount}{"\n"}{end}'
first ready=true started=false Completed 0 restarts=0
second ready=true started=false Completed 0 restarts=0

$ kubectl get pod fine -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}{"\n"}{end}' | sort
ContainersReady=True
Initialized=True
PodReadyToStartContainers=True
PodScheduled=True
Ready=True

$ kubectl wait --for=jsonpath='{.status.phase}'=Failed pod/never --timeout=60s; kubectl get pod never
pod/never condition met
NAME  READY  STATUS  RESTARTS  AGE
never  0/1  Init:Error  0  <age>

$ kubectl get pod never -o jsonpath='{range .status.initContainerStatuses[*]}{.name} {.ready} {.started} {.state}{"\n"}{end}' | sed -E 's/"(containerID|startedAt|finishedAt)":"[^"]*",?//g'
ok true false {"terminated":{"exitCode":0,"reason":"Completed",}}
bad false false {"terminated":{"exitCode":4,"reason":"Error",}}
unreached false false {"waiting":{"reason":"PodInitializing"}}

$ kubectl get pod never -o jsonpath='{.status.containerStatuses[0].state} {.status.reason} {.status.message}{"\n"}'
{"waiting":{"reason":"PodInitializing"}}

$ kubectl get pod never -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason} {.message}{"\n"}{end}' | sort
ContainersReady=False PodFailed
Initialized=False ContainersNotInitialized containers with incomplete status: [bad unreached]
PodReadyToStartContainers=False
PodScheduled=True
Ready=False PodFailed

$ kubectl wait --for=jsonpath='{.status.initContainerStatuses[0].state.waiting.reason}'=CrashLoopBackOff pod/loops --timeout=60s; kubectl get pod loops | sed 's/ [1-3] ([0-9a-z]* ago)/ N (ago)/'
pod/loops condition met
NAME  READY  STATUS  RESTARTS  AGE
loops  0/1  Init:CrashLoopBackOff  N (ago)  <age>

$ kubectl get pod loops -o jsonpath='{.status.phase} {.status.initContainerStatuses[0].ready} {.status.initContainerStatuses[0].started} {.status.containerStatuses[0].state}{"\n"}{range .status.conditions[*]}{.type}={.status} {.reason} {.message}{"\n"}{end}' | sort
ContainersReady=False ContainersNotReady containers with unready status: [app]
Initialized=False ContainersNotInitialized containers with incomplete status: [bad]
Pending false false {"waiting":{"reason":"PodInitializing"}}
PodReadyToStartContainers=True
PodScheduled=True
Ready=False ContainersNotReady containers with unready status: [app]

$ kubectl logs loops
! Defaulted container "app" out of: app, bad (init)
! Error from server (BadRequest): container "app" in pod "loops" is waiting to start: PodInitializing
[1]

$ kubectl logs loops -c bad
no database

$ kubectl exec loops -- true
! Defaulted container "app" out of: app, bad (init)
! error: Internal error occurred: unable to upgrade connection: container not found ("app")
[1]

$ kubectl get pod waits; kubectl exec waits -c wait -- touch /tmp/go
NAME  READY  STATUS  RESTARTS  AGE
waits  0/1  Init:0/1  0  <age>

$ kubectl wait --for=condition=Ready pod/waits --timeout=60s; kubectl get pod waits
pod/waits condition met
NAME  READY  STATUS  RESTARTS  AGE
waits  1/1  Running  0  <age>

$ kubectl exec waits -c wait -- true
! error: Internal error occurred: unable to upgrade connection: container not found ("wait")
[1]

$ kubectl get events --field-selector involvedObject.name=fine -o custom-columns=REASON:.reason,FIELD:.involvedObject.fieldPath,MESSAGE:.message --no-headers | sed 's/fine to .*/fine to NODE/' | grep -v 'Pull' | sort
Created  spec.containers{app}  Container created
Created  spec.initContainers{first}  Container created
Created  spec.initContainers{second}  Container created
Scheduled  <none>  Successfully assigned g-kubelet-init-containers/fine to NODE
Started  spec.containers{app}  Container started
Started  spec.initContainers{first}  Container started
Started  spec.initContainers{second}  Container started

$ kubectl get events --field-selector involvedObject.name=loops,reason=BackOff -o jsonpath='{range .items[*]}{.type} {.involvedObject.fieldPath} {.message}{"\n"}{end}' | sort -u
Warning spec.initContainers{bad} Back-off restarting failed container bad in pod loops_g-kubelet-init-containers(<uid>)

$ kubectl describe pod never | sed -n '/^Init Containers:/,/^Conditions:/p' | grep -E '^(Init|Containers)|^  [a-z]+:$|State|Reason|Exit|Ready|Restart'
Init Containers:
  ok:
    State:  Terminated
      Reason:  Completed
      Exit Code:  0
    Ready:  True
    Restart Count:  0
  bad:
    State:  Terminated
      Reason:  Error
      Exit Code:  4
    Ready:  False
    Restart Count:  0
  unreached:
    State:  Waiting
      Reason:  PodInitializing
    Ready:  False
    Restart Count:  0
Containers:
  app:
    State:  Waiting
      Reason:  PodInitializing
    Ready:  False
    Restart Count:  0
