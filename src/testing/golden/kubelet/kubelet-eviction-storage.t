$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: List
> items:
> - {apiVersion: v1, kind: Pod, metadata: {name: dir}, spec: {restartPolicy: Never, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'dd if=/dev/zero of=/e/f bs=1M count=4 2>/dev/null; sleep 3600'], volumeMounts: [{name: e, mountPath: /e}]}], volumes: [{name: e, emptyDir: {sizeLimit: 1Mi}}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: layer}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'dd if=/dev/zero of=/tmp/f bs=1M count=6 2>/dev/null; sleep 3600'], resources: {limits: {ephemeral-storage: 2Mi}}}, {name: d, image: "busybox:1.36", command: [sleep, "3600"]}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: both}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'dd if=/dev/zero of=/e/f bs=1M count=3 2>/dev/null; dd if=/dev/zero of=/tmp/f bs=1M count=3 2>/dev/null; sleep 3600'], resources: {limits: {ephemeral-storage: 4Mi}, requests: {ephemeral-storage: 1Mi}}, volumeMounts: [{name: e, mountPath: /e}]}], volumes: [{name: e, emptyDir: {}}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: ram}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'dd if=/dev/zero of=/e/f bs=1M count=4; ls -l /e/f | awk "{print \$5}"; sleep 3600'], volumeMounts: [{name: e, mountPath: /e}]}], volumes: [{name: e, emptyDir: {medium: Memory, sizeLimit: 1Mi}}]}}
> - {apiVersion: v1, kind: Pod, metadata: {name: fine}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'dd if=/dev/zero of=/e/f bs=1M count=1 2>/dev/null; sleep 3600'], resources: {limits: {ephemeral-storage: 100Mi}}, volumeMounts: [{name: e, mountPath: /e}]}], volumes: [{name: e, emptyDir: {sizeLimit: 50Mi}}]}}
> Y
pod/dir created
pod/layer created
pod/both created
pod/ram created
pod/fine created

$ kubectl wait --for=jsonpath='{.status.phase}'=Failed pod/dir pod/layer pod/both --timeout=120s
pod/dir condition met
pod/layer condition met
pod/both condition met

$ kubectl get pods | sort
NAME  READY  STATUS  RESTARTS  AGE
both  0/1  Error  0  <age>
dir  0/1  Error  0  <age>
fine  1/1  Running  0  <age>
layer  0/2  Error  0  <age>
ram  1/1  Running  0  <age>

$ kubectl get pod dir layer both -o jsonpath='{range .items[*]}{.metadata.name}: {.status.reason}: {.status.message}{"\n"}{end}'
dir: Evicted: Usage of EmptyDir volume "e" exceeds the limit "1Mi".
layer: Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 2Mi.
both: Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 4Mi.

$ for p in dir layer both; do kubectl events --for pod/$p --no-headers --types=Warning | awk '{$1="";print}' | sed -E 's/ \(x[^)]*\)//' | sort -u; done
 Warning Evicted Pod/dir Usage of EmptyDir volume "e" exceeds the limit "1Mi".
 Warning Evicted Pod/layer Pod ephemeral local storage usage exceeds the total limit of containers 2Mi.
 Warning Evicted Pod/both Pod ephemeral local storage usage exceeds the total limit of containers 4Mi.

$ for p in dir layer both; do kubectl events --for pod/$p --no-headers | awk '{$1="";print}' | grep Killing | sort -u; done
 Normal Killing Pod/dir Stopping container c
 Normal Killing Pod/layer Stopping container c
 Normal Killing Pod/layer Stopping container d
 Normal Killing Pod/both Stopping container c

$ kubectl get pod layer -o jsonpath='{range .status.containerStatuses[*]}{.name} {.state.terminated.exitCode} {.state.terminated.reason}{"\n"}{end}{range .status.conditions[*]}{.type}={.status} {.reason} {.message}{"\n"}{end}'
c 137 Error
d 137 Error
PodReadyToStartContainers=False
Initialized=True
Ready=False PodFailed
ContainersReady=False PodFailed
PodScheduled=True

$ kubectl describe pod dir | sed -n '/^Status:/,/^IP:/p'
Status:  Failed
Reason:  Evicted
Message:  Usage of EmptyDir volume "e" exceeds the limit "1Mi".
IP:  <ip>

$ kubectl logs ram
dd: error writing '/e/f': No space left on device
2+0 records in
1+0 records out
1048576

$ kubectl delete pod --all | sort
pod "both" deleted from g-kubelet-eviction-storage namespace
pod "dir" deleted from g-kubelet-eviction-storage namespace
pod "fine" deleted from g-kubelet-eviction-storage namespace
pod "layer" deleted from g-kubelet-eviction-storage namespace
pod "ram" deleted from g-kubelet-eviction-storage namespace
