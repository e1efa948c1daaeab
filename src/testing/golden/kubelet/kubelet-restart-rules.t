$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: Pod
> metadata: {name: rules}
> spec:
>   restartPolicy: Never
>   containers:
>   - name: c
>     image: busybox:1.36
>     command: [sh, -c, 'if [ -e /d/second ]; then sleep 1; exit 0; fi; touch /d/second; sleep 1; exit 42']
>     restartPolicy: Never
>     restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]
>     volumeMounts: [{name: d, mountPath: /d}]
>   volumes: [{name: d, emptyDir: {}}]
> ---
> apiVersion: v1
> kind: Pod
> metadata: {name: other}
> spec:
>   restartPolicy: Never
>   containers:
>   - {name: c, image: "busybox:1.36", command: [sh, -c, 'exit 3'], restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]}
>   - {name: on, image: "busybox:1.36", command: [sh, -c, 'exit 0'], restartPolicy: OnFailure}
> ---
> apiVersion: v1
> kind: Pod
> metadata: {name: notin}
> spec:
>   restartPolicy: Always
>   terminationGracePeriodSeconds: 0
>   containers:
>   - {name: never, image: "busybox:1.36", command: [sh, -c, 'exit 7'], restartPolicy: Never}
>   - {name: c, image: "busybox:1.36", command: [sleep, "3600"]}
> Y
pod/rules created
pod/notin created
! Error from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal bool into Go struct field Container.spec.containers.name of type string
[1]

$ kubectl get pod rules -w -o custom-columns=P:.status.phase,R:.status.containerStatuses[0].restartCount,RUN:.status.containerStatuses[0].state.running.startedAt,W:.status.containerStatuses[0].state.waiting.reason,T:.status.containerStatuses[0].state.terminated.exitCode --no-headers > w & w=$!; kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/rules --timeout=60s; sleep 1; kill $w; grep -c Failed w; tail -1 w
pod/rules condition met
0
Succeeded  1  <none>  <none>  0

$ kubectl get pod rules; kubectl get pod rules -o jsonpath='{.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].lastState.terminated.exitCode} {.status.containerStatuses[0].state.terminated.reason}{"\n"}'
NAME  READY  STATUS  RESTARTS  AGE
rules  0/1  Completed  1  <age>
1  Completed

$ kubectl wait --for=jsonpath='{.status.containerStatuses[1].state.terminated.exitCode}'=7 pod/notin --timeout=60s; kubectl wait --for=jsonpath='{.status.phase}'=Running pod/notin --timeout=60s; sleep 3; kubectl get pod notin; kubectl get pod notin -o jsonpath='{range .status.containerStatuses[*]}{.name} {.restartCount} {.ready} {.started}{"\n"}{end}{range .status.conditions[*]}{.type}={.status} {.reason} {.message}{"\n"}{end}'
pod/notin condition met
pod/notin condition met
NAME  READY  STATUS  RESTARTS  AGE
notin  1/2  Error  0  <age>
c 0 true true
never 0 false false
PodReadyToStartContainers=True
Initialized=True
Ready=False ContainersNotReady containers with unready status: [never]
ContainersReady=False ContainersNotReady containers with unready status: [never]
PodScheduled=True

$ kubectl describe pod rules | sed -n '/^Containers/,/^Conditions/p' | grep -vE 'ID:|Started|Finished|kube-api'
Containers:
  c:
    Image:  busybox:1.36
    Port:  <none>
    Host Port:  <none>
    Command:
      sh
      -c
      if [ -e /d/second ]; then sleep 1; exit 0; fi; touch /d/second; sleep 1; exit 42
    State:  Terminated
      Reason:  Completed
      Exit Code:  0
    Ready:  False
    Restart Count:  1
    Environment:  <none>
    Mounts:
      /d from d (rw)
Conditions:

$ kubectl run bad --image=busybox:1.36 --restart=Never --overrides='{"spec":{"containers":[{"name":"c","image":"busybox:1.36","restartPolicyRules":[{"action":"Restart","exitCodes":{"operator":"In","values":[1]}}]}]}}'
! The Pod "bad" is invalid: spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used
[1]

$ kubectl run bad --image=busybox:1.36 --restart=Never --overrides='{"spec":{"containers":[{"name":"c","image":"busybox:1.36","restartPolicy":"Sometimes","restartPolicyRules":[{"action":"Stop","exitCodes":{"operator":"Is","values":[]}}]}]}}'
! The Pod "bad" is invalid:
! * spec.containers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"
! * spec.containers[0].restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart"
! * spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn"
[1]

$ kubectl delete pod --all --now | sort
pod "notin" deleted from g-kubelet-restart-rules namespace
pod "rules" deleted from g-kubelet-restart-rules namespace
