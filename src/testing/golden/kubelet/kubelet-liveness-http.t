$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: List
> items:
> - {apiVersion: v1, kind: Pod, metadata: {name: http}, spec: {terminationGracePeriodSeconds: 2, containers: [{name: c, image: "nginx:1.27", livenessProbe: {httpGet: {path: /healthz, port: 80, httpHeaders: [{name: X-Probe, value: live}]}, periodSeconds: 1, failureThreshold: 2, initialDelaySeconds: 1}}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: tcp}, spec: {terminationGracePeriodSeconds: 30, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'trap "" TERM; while :; do sleep 1; done'], livenessProbe: {tcpSocket: {port: 9}, periodSeconds: 1, failureThreshold: 1, terminationGracePeriodSeconds: 1}}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: never}, spec: {restartPolicy: Never, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.27", livenessProbe: {httpGet: {path: /nope, port: 80}, periodSeconds: 1, failureThreshold: 1}}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: startup}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.27", startupProbe: {httpGet: {path: /nope, port: 80}, periodSeconds: 1, failureThreshold: 3}, livenessProbe: {httpGet: {path: /, port: 80}}}]}}
> Y
pod/http created
pod/tcp created
pod/never created
pod/startup created

$ kubectl wait --for=jsonpath='{.status.containerStatuses[0].restartCount}'=1 pod/http pod/tcp pod/startup --timeout=60s
pod/http condition met
pod/tcp condition met
pod/startup condition met

$ kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/never --timeout=60s; kubectl get pod never; kubectl get pod never -o jsonpath='{.status.containerStatuses[0].state.terminated.exitCode} {.status.containerStatuses[0].state.terminated.reason}{"\n"}'
pod/never condition met
NAME  READY  STATUS  RESTARTS  AGE
never  0/1  Completed  0  <age>
0 Completed

$ kubectl get pod http -o jsonpath='{.status.containerStatuses[0].lastState.terminated.exitCode} {.status.containerStatuses[0].lastState.terminated.reason}{"\n"}'
0 Completed

$ kubectl get pod tcp -o jsonpath='{.status.containerStatuses[0].lastState.terminated.exitCode} {.status.containerStatuses[0].lastState.terminated.reason}{"\n"}'
137 Error

$ for p in http tcp startup never; do kubectl get events --field-selector involvedObject.name=$p -o custom-columns=TYPE:.type,REASON:.reason,MESSAGE:.message --no-headers | grep -E 'Unhealthy|Killing' | sort -u | sed "s/^/$p: /"; done
http: Normal  Killing  Container c failed liveness probe, will be restarted
http: Warning  Unhealthy  Liveness probe failed: HTTP probe failed with statuscode: 404
tcp: Normal  Killing  Container c failed liveness probe, will be restarted
tcp: Warning  Unhealthy  Liveness probe failed: dial tcp <ip>:9: connect: connection refused
startup: Normal  Killing  Container c failed startup probe, will be restarted
startup: Warning  Unhealthy  Startup probe failed: HTTP probe failed with statuscode: 404
never: Normal  Killing  Stopping container c
never: Warning  Unhealthy  Liveness probe failed: HTTP probe failed with statuscode: 404

$ kubectl logs http --previous | grep -o '"GET /healthz HTTP/1.1" 404.*kube-probe/1.35+\?"' | sort -u | sed 's/ [0-9]* "-"/ N "-"/'
"GET /healthz HTTP/1.1" 404 N "-" "kube-probe/1.35"

$ kubectl describe pod http startup | grep -E '    (Liveness|Startup|Readiness):'
    Liveness:  http-get http://:80/healthz delay=1s timeout=1s period=1s #success=1 #failure=2
    Liveness:  http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3
    Startup:  http-get http://:80/nope delay=0s timeout=1s period=1s #success=1 #failure=3

$ kubectl get events --field-selector involvedObject.name=http,reason=Unhealthy -o jsonpath='{.items[0].count}{"\n"}' | sed 's/[2-9]/several/'
several

$ kubectl delete pod tcp --grace-period=0 --force
pod "tcp" force deleted from g-kubelet-liveness-http namespace
! Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.
